"""Every address, by door."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # Before the admin's own: there is one way in, with confirmed addresses, second factor and limits.
    path("admin/login/", secure_admin_login(admin.site.login)),
    path("admin/", admin.site.urls),
    path("", include("banyan.doors.federation.urls")),
    path("", include("banyan.doors.api.urls")),
    path("", include("banyan.doors.web.urls")),
]
handler400 = "banyan.doors.web.shell.problems.bad_request"
handler403 = "banyan.doors.web.shell.problems.not_allowed"
handler404 = "banyan.doors.web.shell.problems.not_found"
handler500 = "banyan.doors.web.shell.problems.server_error"
