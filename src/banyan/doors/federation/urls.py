"""The addresses for other systems, one include for each way out."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("banyan.doors.federation.oai.urls")),
    path("", include("banyan.doors.federation.linked.urls")),
    path("", include("banyan.doors.federation.lists.urls")),
    path("", include("banyan.doors.federation.sitemap.urls")),
    path("", include("banyan.doors.federation.catalogue.urls")),
    path("", include("banyan.doors.federation.dump.urls")),
]
