from __future__ import annotations

from django.urls import path

from banyan.doors.federation.oai import views

urlpatterns = [
    path("oai", views.oai, name="oai"),
    path("oai/", views.oai),
    path("oai/listing.xsd", views.schema, name="oai_schema"),
]
