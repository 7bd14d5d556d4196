"""Every address, by door."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("", include("banyan.doors.web.urls")),
]
handler403 = "banyan.doors.web.shell.problems.not_allowed"
handler404 = "banyan.doors.web.shell.problems.not_found"
handler500 = "banyan.doors.web.shell.problems.server_error"
