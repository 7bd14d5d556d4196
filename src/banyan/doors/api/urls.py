"""The addresses of the API."""

from __future__ import annotations

from django.urls import path

from banyan.doors.api.description import openapi
from banyan.doors.api.docs import docs
from banyan.doors.api.v1.api import api

urlpatterns = [
    path("api/docs/", docs, name="api_docs"),
    path("api/v1/openapi.json", openapi, name="api_openapi"),
    path("api/v1/", api.urls),
]
