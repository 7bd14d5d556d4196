from __future__ import annotations

from django.urls import path

from banyan.doors.federation.sitemap import views

urlpatterns = [
    path("sitemap.xml", views.index, name="sitemap"),
    path("sitemap-pages.xml", views.pages, name="sitemap_pages"),
    path("sitemap-listings-<int:part>.xml", views.listings, name="sitemap_listings"),
    path("robots.txt", views.robots, name="robots"),
]
