from __future__ import annotations

from django.urls import include, path

from banyan.doors.web.account import views

urlpatterns = [
    path("account/me/", views.account, name="account"),
    path("account/", include("allauth.account.urls")),
    path("account/security/", include("allauth.mfa.urls")),
]
