"""Values by hand, for pages: listings, cards and answers as the rooms below would hand them over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from banyan.domain.listings.types import Kind, ListingView, State, Value
from banyan.practice.matchmaking.types import AnswersView, Mark, MatchCard, NextQuestion, Quote, ScoreShare

NEED_VALUES: Mapping[str, Value] = {
    "problem": "When it rains the slices grow mould.",
    "places": ("KE",),
    "budget_min": Decimal(20000),
    "budget_max": Decimal(35000),
    "currency": "USD",
    "deadline": date(2027, 10, 15),
    "trl_min": 7,
    "site_power": "weak_grid",
    "hard": ("budget", "site"),
    "support_wanted": ("technology", "money"),
    "sdgs": ("12.3",),
    "quantity": Decimal(4),
    "quantity_unit": "tonnes a day",
}
OFFER_VALUES: Mapping[str, Value] = {
    "problem_solved": "Fruit dried in the open grows mould.",
    "trl": 8,
    "places": ("UG", "KE"),
    "cost_purchase": Decimal(9500),
    "currency": "USD",
    "needs_power": "weak_grid",
}


def view(kind: Kind = Kind.OFFER, **more: Any) -> ListingView:
    """A published listing in English; ``more`` replaces attributes."""
    made: dict[str, Any] = {
        "id": f"lst_{kind}",
        "kind": kind,
        "state": State.PUBLISHED,
        "title": f"Title of the {kind}",
        "summary": f"Summary of the {kind}.",
        "language": "en",
        "values": NEED_VALUES if kind is Kind.NEED else OFFER_VALUES,
        "hidden": {},
        "organisation": "",
        "organisation_name": "",
        "chapter": "",
        "anonymous": False,
        "is_sample": False,
        "completeness": 70,
        "version": 1,
        "published": datetime(2026, 3, 1, tzinfo=UTC),
        "expires": date(2027, 3, 1),
        "last_confirmed": date(2026, 3, 1),
        "changed": datetime(2026, 3, 2, tzinfo=UTC),
    }
    return ListingView(**{**made, **more})


MARKS = (
    Mark("territory", "Where it may be supplied", "fits", "It may be supplied in Kenya.", hard=False),
    Mark("budget", "Price and budget", "doubt", "The price is close to the budget.", hard=True),
    Mark("site", "Conditions on site", "conflict", "Needs stable grid power; the site has a weak one.", hard=True),
    Mark("language", "Working language", "unknown", "It does not say which languages they work in.", hard=False),
)


def card(listing: ListingView | None = None, **more: Any) -> MatchCard:
    """A match with a marked sentence, four reasons (one too many), two doubts and every verdict."""
    made: dict[str, Any] = {
        "listing": listing or view(),
        "score": 73,
        "quotes": (Quote("The problem it solves", "Fruit dried in the open grows mould.", ((30, 35),), "en"),),
        "reasons": ("Reason one.", "Reason two.", "Reason three.", "Reason four."),
        "doubts": ("The strongest doubt.", "A weaker doubt."),
        "marks": MARKS,
        "shares": (
            ScoreShare("words", "Words of the need found in it", 40.26, 3.1),
            ScoreShare("meaning", "Closeness in meaning", 20.26, 0.8),
            ScoreShare("sdgs", "Shared goals (SDG)", 12.27, 1.0),
        ),
        "concepts": ("drying",),
        "clear": True,
    }
    return MatchCard(**{**made, **more})


def answers(subject: ListingView | None = None, **more: Any) -> AnswersView:
    """Two answers, one that would fit but for the site, and a question to the first owner."""
    first = view(id="lst_first", title="First dryer")
    made: dict[str, Any] = {
        "subject": subject or view(Kind.NEED, id="lst_need"),
        "cards": (card(first), card(view(id="lst_second", title="Second dryer"), score=51)),
        "but_for": (card(view(id="lst_near", title="Nearly a dryer")),),
        "question": NextQuestion("How many hours a day is there power?", first),
        "by_meaning": True,
    }
    return AnswersView(**{**made, **more})
