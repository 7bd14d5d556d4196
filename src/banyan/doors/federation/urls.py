"""The addresses for other systems, one include for each way out."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("oai", include("banyan.doors.federation.oai.urls")),
]
