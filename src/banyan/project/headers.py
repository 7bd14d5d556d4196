"""Headers that tell browsers what a page may do."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ContentSecurityPolicy:
    """Sends the policy of ``CONTENT_SECURITY_POLICY``; templates mark inline elements with ``request.csp_nonce``.

    A view may set the header itself (a downloaded file, say); then it is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        nonce = secrets.token_urlsafe(16)
        request.__dict__["csp_nonce"] = nonce
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy(nonce))
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response


def policy(nonce: str) -> str:
    """The header's value for one answer."""
    rules: dict[str, tuple[str, ...]] = settings.CONTENT_SECURITY_POLICY
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items()).replace("{nonce}", nonce)
