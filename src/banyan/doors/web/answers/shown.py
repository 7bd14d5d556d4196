"""What stood where on a page of answers, signed and sent along with the page, so that looking at it writes nothing.

It comes back with what somebody says of an answer: how high it stood matters to whoever learns from that.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta

from django.core import signing

from banyan.doors.web.answers.gathering import Answer, Gathered
from banyan.practice.matchmaking.types import MadeBy, Shown, ShownAnswer

_SALT = "answers.shown"
_KEPT = timedelta(days=14)


def sealed(page: Gathered) -> str:
    """The page as a short signed text."""
    made = page.view.made_by
    rows = [[one.listing, one.place, one.position, one.score] for one in _answers(page)]
    said = [secrets.token_urlsafe(12), page.view.subject.id, made.model, made.encoder, made.generation, rows]
    return signing.dumps(said, salt=_SALT, compress=True)


def opened(sent: str) -> Shown | None:
    """The page that was sent along; ``None`` when it is missing, too old, or not of our making."""
    try:
        token, subject, model, encoder, generation, rows = signing.loads(sent, salt=_SALT, max_age=_KEPT)
    except signing.BadSignature:
        return None
    return Shown(token, subject, MadeBy(model, encoder, generation), tuple(ShownAnswer(*row) for row in rows))


def _answers(page: Gathered) -> Iterator[ShownAnswer]:
    yield from _list("answers", page.answers)
    yield from _list("nearly", page.but_for)
    for group in page.helpers:
        yield from _list(f"help:{group.answers[0].card.listing.kind}", group.answers)


def _list(place: str, answers: tuple[Answer, ...]) -> Iterator[ShownAnswer]:
    for position, answer in enumerate(answers, start=1):
        yield ShownAnswer(answer.card.listing.id, place, position, answer.card.score)
