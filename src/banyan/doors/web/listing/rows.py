"""One listing as a line of a list: title, one line, place, age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.base.clock import today
from banyan.domain.listings.types import Kind, ListingView, State, Text, Vocabulary, codes, day, label
from banyan.doors.web.listing import words
from banyan.doors.web.listing.told import Told, told

_BRIEF = 180
_PLACES = 3
#: A closing day is said from so many days before.
_SOON = 60


@dataclass(frozen=True, slots=True)
class ListingRow:
    """What a list shows. ``owner`` is empty for an anonymous listing; ``closes`` only when that is soon or over."""

    id: str
    url: str
    kind: Kind
    kind_label: Text
    title: Told
    brief: Told
    owner: str
    anonymous: bool
    places: tuple[str, ...]
    more_places: int
    published: datetime | None
    age: str
    closes: date | None
    state_label: Text
    is_sample: bool


def row_of(view: ListingView) -> ListingRow:
    """The line of one listing."""
    title, summary = told(view, "title"), told(view, "summary")
    if not summary.text:
        summary = told(view, "problem" if view.kind is Kind.NEED else "problem_solved")
    places = [words.term_word(Vocabulary.PLACE, code) for code in codes(view.values, "places")]
    closes = day(view.values, "deadline") or day(view.values, "closes")
    return ListingRow(
        id=view.id,
        url=reverse("listing", args=[view.id]),
        kind=view.kind,
        kind_label=label(view.kind),
        title=Told(title.text or _("Without a title"), title.language, title.status, title.engine, title.at),
        brief=Told(brief(summary.text), summary.language, summary.status),
        owner="" if view.anonymous else view.organisation_name,
        anonymous=view.anonymous,
        places=tuple(places[:_PLACES]),
        more_places=max(0, len(places) - _PLACES),
        published=view.published,
        age=words.ago(view.published) if view.published else "",
        closes=closes if closes is not None and (closes - today()).days <= _SOON else None,
        state_label="" if view.state is State.PUBLISHED else label(view.state),
        is_sample=view.is_sample,
    )


def brief(text: str, most: int = _BRIEF) -> str:
    """The first sentences that fit, or the first words of a long sentence. Scripts without spaces are cut anywhere."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    head = flat[:most]
    for mark in (". ", "? ", "! ", "。", "؟ ", "। "):
        end = head.rfind(mark)
        if end >= most // 3:
            return head[: end + 1]
    space = head.rfind(" ")
    return f"{head[:space] if space > most // 2 else head} …"
