"""Typed requests and small answers that several areas share."""

from __future__ import annotations

from typing import TypeGuard, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from banyan.domain.accounts.policy import SignedIn

Answer = TypeVar("Answer", bound=HttpResponseBase)


class PageRequest(HttpRequest):
    """A request with what htmx says of itself."""

    htmx: HtmxDetails


class PersonRequest(PageRequest):
    """A request of somebody signed in (the view has ``login_required``)."""

    user: SignedIn


def is_person(request: PageRequest) -> TypeGuard[PersonRequest]:
    """Whether somebody is signed in, for views that have something to say to whoever is not."""
    return isinstance(request.user, SignedIn)


def wants_linked_data(request: HttpRequest) -> bool:
    """Whether a program asks for JSON-LD rather than for a page."""
    return request.get_preferred_type(["text/html", "application/ld+json"]) == "application/ld+json"


def see_other(where: str) -> HttpResponse:
    """Leads on to another form of the same thing."""
    answer = HttpResponseRedirect(where)
    answer.status_code = 303
    patch_vary_headers(answer, ["Accept"])
    return answer


def set_language_cookie(answer: Answer, language: str) -> Answer:
    """Keeps the language for the next pages."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return answer
