"""The answers page for values made by hand."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from banyan.domain.listings.types import DeclineReason, Kind, State, options
from banyan.doors.web.answers.gathering import arrange
from banyan.doors.web.listing.told import told
from banyan.practice.matchmaking.types import AnswersView, MatchCard


def page(found: AnswersView, *helpers: MatchCard, meaning_comes: bool = True) -> str:
    """The page for values by hand."""
    request = RequestFactory().get("/need/lst_need/answers/")
    request.user = AnonymousUser()
    context = {
        "home": "/listing/lst_need/",
        "stored": True,
        "page": arrange(found, helpers, frozenset()),
        "subject": found.subject,
        "title": told(found.subject, "title"),
        "is_need": found.subject.kind is Kind.NEED,
        "put_aside": [],
        "published": found.subject.state is State.PUBLISHED,
        "reasons": options(DeclineReason),
        "meaning_comes": meaning_comes,
    }
    return render_to_string("answers/answers.html", context, request)
