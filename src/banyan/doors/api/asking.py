"""Who asks, what their token opens, and how often they may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from banyan.base.clock import now
from banyan.base.limits.services import Limit, use
from banyan.domain.accounts.errors import BadToken
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.accounts.services import token_use
from banyan.domain.accounts.types import Scope
from banyan.doors.api.problems import ScopeMissing, Unauthenticated

WINDOW = 60
SECURITY_SCHEME = "token"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks. ``key`` names them in rate limits."""

    person: Asker
    key: str

    @property
    def signed(self) -> SignedIn:
        """The person behind the token; only where a token is needed."""
        if not isinstance(self.person, SignedIn):
            raise Unauthenticated
        return self.person


class ApiRequest(HttpRequest):
    """A request after ``Door`` let it in."""

    auth: Caller


@dataclass(frozen=True, slots=True)
class Door:
    """Lets in whoever has a token that opens ``scope``; without a token a visitor, where ``visitors`` may."""

    scope: Scope
    visitors: bool = False

    def __call__(self, request: HttpRequest) -> Caller:
        given = request.headers.get("Authorization", "")
        if not given:
            caller = Caller(AnonymousUser(), _address(request))
            _count(request, caller, settings.BANYAN_API_VISITORS)
            if not self.visitors:
                raise Unauthenticated
            return caller
        caller = self._with_token(request, given)
        _count(request, caller, settings.BANYAN_API_TOKENS)
        return caller

    def _with_token(self, request: HttpRequest, given: str) -> Caller:
        kind, _space, secret = given.partition(" ")
        try:
            if kind.lower() != "bearer":
                raise BadToken
            bearer = token_use(secret.strip())
        except BadToken:
            _count(request, Caller(AnonymousUser(), _address(request)), settings.BANYAN_API_VISITORS)
            raise
        if self.scope not in bearer.scopes:
            raise ScopeMissing(self.scope.value)
        request.user = bearer.person
        return Caller(bearer.person, bearer.token)

    def security(self) -> list[Mapping[str, list[str]]]:
        """The same in the words of OpenAPI."""
        needed: list[Mapping[str, list[str]]] = [{SECURITY_SCHEME: []}]
        return [*needed, {}] if self.visitors else needed


def told_limits(request: HttpRequest) -> dict[str, str]:
    """The headers about what is left, as counted for this request."""
    found: Any = request.__dict__.get("api_limits", {})
    return dict(found)


def _count(request: HttpRequest, caller: Caller, times: int) -> None:
    limit = Limit("api", times=times, seconds=WINDOW)
    left = use(limit, who=caller.key)
    reset = WINDOW - int(now().timestamp()) % WINDOW
    request.__dict__["api_limits"] = {
        "RateLimit-Policy": f'"requests";q={times};w={WINDOW}',
        "RateLimit": f'"requests";r={left};t={reset}',
    }


def _address(request: HttpRequest) -> str:
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:  # behind a socket that tells none: all who come this way share one count
        return "nowhere"
