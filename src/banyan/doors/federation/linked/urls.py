from __future__ import annotations

from django.urls import path

from banyan.doors.federation.linked import views

urlpatterns = [
    path("listing/<str:public_id>.jsonld", views.listing, name="listing_linked"),
    path("organisations/<slug:slug>.jsonld", views.organisation, name="organisation_linked"),
]
