"""Listings and matches as a program reads them: what the asker may see, each text cut to a bound."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from banyan.domain.listings.selectors import write_json
from banyan.domain.listings.types import ListingView
from banyan.practice.matchmaking.types import MatchCard, Quote

SHORT, LONG = 600, 4_000
_ROWS = 30


def brief(view: ListingView) -> dict[str, Any]:
    """A listing in a few lines, with the address of its page."""
    return {
        "id": view.id,
        "kind": view.kind.value,
        "title": view.title,
        "summary": _cut(view.summary, SHORT),
        "language": view.language,
        "organisation": view.organisation_name,
        "published": view.published.isoformat() if view.published else None,
        "url": f"{settings.BANYAN_URL.rstrip('/')}{reverse('listing', args=[view.id])}",
        "source": view.origin.node if view.origin else None,
    }


def whole(view: ListingView) -> dict[str, Any]:
    """All answers of a listing that the asker may see."""
    return {**brief(view), "state": view.state.value, "answers": _bounded(write_json(view.values))}


def quote(one: Quote | None) -> str | None:
    """A passage of the listing."""
    return _cut(one.text, SHORT) if one is not None else None


def match(card: MatchCard) -> dict[str, Any]:
    """One answer with its reasons, doubts and conditions. ``score`` is 0 to 100."""
    return {
        "listing": brief(card.listing),
        "score": card.score,
        "reasons": list(card.reasons[:3]),
        "doubts": list(card.doubts[:3]),
        "conditions": [{"what": one.label, "verdict": one.verdict, "why": one.sentence} for one in card.marks[:12]],
        "passage": quote(card.quotes[0] if card.quotes else None),
        "also_at": [one.id for one in card.also],
    }


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _bounded(value: Any) -> Any:
    if isinstance(value, str):
        return _cut(value, LONG)
    if isinstance(value, dict):
        return {name: _bounded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_bounded(part) for part in value[:_ROWS]]
    return value
