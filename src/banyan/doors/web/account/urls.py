from __future__ import annotations

from django.urls import include, path

from banyan.doors.web.account import tokens, views

urlpatterns = [
    path("account/me/", views.account, name="account"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/new/", tokens.token_new, name="token_new"),
    path("account/tokens/<str:public_id>/end/", tokens.token_end, name="token_end"),
    path("account/", include("allauth.account.urls")),
    path("account/security/", include("allauth.mfa.urls")),
]
