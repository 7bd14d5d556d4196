"""What the node answers, as far as programs read it most; the description of the API has all of it."""

from __future__ import annotations

from typing import Any, TypedDict


class Listing(TypedDict):
    """A listing as the asker may see it; all its answers are in ``fields``."""

    id: str
    kind: str
    state: str
    version: int
    title: str
    summary: str
    language: str
    url: str
    organisation: str
    published: str | None
    expires: str | None
    changed: str
    fields: dict[str, Any]
    hidden: dict[str, str]
    verbs: list[str]


class Match(TypedDict):
    """An answer with at most three reasons and three doubts."""

    listing: Listing
    score: int
    reasons: list[str]
    doubts: list[str]
    conditions: list[dict[str, Any]]
    quotes: list[dict[str, str]]


class Matches(TypedDict):
    """The best answers, and those that would fit but for one condition."""

    matches: list[Match]
    nearly: list[Match]
    question: str
    understood: dict[str, list[str]]
    by_meaning: bool
    index_ready: bool
    clear: bool
