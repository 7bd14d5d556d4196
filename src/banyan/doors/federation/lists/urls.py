from __future__ import annotations

from django.urls import path

from banyan.doors.federation.lists import views

urlpatterns = [
    path("feed/listings.atom", views.feed, name="listings_feed"),
    path("export/listings.csv", views.as_csv, name="listings_csv"),
    path("export/listings.xlsx", views.as_xlsx, name="listings_xlsx"),
    path("export/listings.jsonl", views.as_jsonl, name="listings_jsonl"),
]
