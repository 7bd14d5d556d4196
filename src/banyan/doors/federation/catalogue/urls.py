from __future__ import annotations

from django.urls import path

from banyan.doors.federation.catalogue import views

urlpatterns = [
    path("catalog", views.catalogue, name="catalogue"),
    path("catalog.ttl", views.catalogue, {"form": "ttl"}, name="catalogue_ttl"),
    path("catalog.jsonld", views.catalogue, {"form": "jsonld"}, name="catalogue_jsonld"),
    path("terms/<slug:scheme>", views.terms, name="terms_linked"),
    path("terms/<slug:scheme>.ttl", views.terms, {"form": "ttl"}),
    path("terms/<slug:scheme>.jsonld", views.terms, {"form": "jsonld"}),
    path("terms/<slug:scheme>/<str:code>", views.term, name="term_linked"),
]
