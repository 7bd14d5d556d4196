from __future__ import annotations

from django.urls import path

from banyan.doors.federation.oai import views

urlpatterns = [
    path("", views.oai, name="oai"),
    path("/", views.oai),
    path("/listing.xsd", views.schema, name="oai_schema"),
]
