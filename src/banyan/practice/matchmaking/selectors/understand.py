"""From plain words to a draft that a person confirms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import structlog

from banyan.base.clock import today
from banyan.base.text import base_language
from banyan.engine.embed.none import NoEncoder
from banyan.engine.errors import EncoderError
from banyan.engine.text.structure import understand as read
from banyan.engine.types import Guess, Money, Understanding
from banyan.practice.matchmaking import concepts
from banyan.practice.matchmaking.machinery import encoder
from banyan.practice.matchmaking.messages import name_of
from banyan.practice.matchmaking.messages.facts import amount_of, day_of, number_of
from banyan.practice.matchmaking.types import DraftView, Understood

_log = structlog.get_logger(__name__)
_SURE_OF_LANGUAGE = 0.4
_HINTED = 0.3
_MOST = 3
_SHOWN = 0.15
_TAKEN = {"sdgs": 0.3, "sectors": 0.3, "technologies": 0.3, "places": 0.5}
"""From this confidence on a guess is filled in; below it, it is only suggested."""
_BY_WORDS = 0.7
"""The same for goals, sectors and technologies while only words speak: one common word is no subject."""
_MONEY, _DAY, _COUNT = 0.45, 0.5, 0.3
_LEAST_BUDGET = 500
"""Smaller amounts are prices of things people speak of."""


def understand(*, text: str, language_hint: str = "") -> DraftView:
    """What a text says, field by field, with the words that said so. Never fails for any text; 5–200 ms.

    ``language_hint`` is the language of the page, taken where the text is too short to tell. Meaning is used once the
    vectors of the taxonomies have been made (a background job); until then words alone speak.
    """
    found, by_meaning = _read(text)
    language, sure = _language(found.language, language_hint)
    guesses = tuple(_understood(found))
    return DraftView(
        language=language,
        language_confidence=sure,
        understood=guesses,
        raw=_raw(guesses, language, sure, by_meaning=by_meaning),
    )


def _read(text: str) -> tuple[Understanding, bool]:
    """What was understood, and whether meaning spoke too."""
    vectors, known = concepts.kept_vectors(), concepts.taxonomy()
    if vectors is not None:
        try:
            return read(text, concepts=known, encoder=encoder(), today=today(), concept_vectors=vectors), True
        except EncoderError:
            _log.exception("matchmaking.encoder_failed")
    return read(text, concepts=known, encoder=NoEncoder(), today=today()), False


def _language(guess: Guess | None, hint: str) -> tuple[str, float]:
    if guess is not None and guess.confidence >= _SURE_OF_LANGUAGE:
        return guess.value, guess.confidence
    if hint:
        return base_language(hint), _HINTED
    return (guess.value, guess.confidence) if guess is not None else ("", 0.0)


def _understood(found: Understanding) -> Iterator[Understood]:
    yield from _codes("sdgs", "sdg", found.sdgs)
    yield from _codes("sectors", "sector", found.sectors)
    yield from _codes("technologies", "technology", found.technologies)
    yield from _codes("places", "place", found.places)
    if found.trl is not None:
        yield Understood("trl_min", (found.trl.value,), (found.trl.value,), found.trl.confidence, found.trl.evidence)
    if (budget := _budget(found.money)) is not None:
        money, evidence = budget
        yield from _amounts(money, evidence)
    if (deadline := _deadline(found.dates)) is not None:
        day, evidence = deadline
        yield Understood("deadline", (day.isoformat(),), (day_of(day),), _DAY, evidence)
    for count, unit, evidence in found.quantities[:1]:
        yield Understood("quantity", (str(count),), (number_of(count),), _COUNT, evidence)
        yield Understood("quantity_unit", (unit,), (unit,), _COUNT, evidence)


def _codes(field: str, scheme: str, guesses: Sequence[Guess]) -> Iterator[Understood]:
    for guess in guesses[:_MOST]:
        if guess.confidence >= _SHOWN:
            label = name_of(f"{scheme}:{guess.value}")
            yield Understood(field, (guess.value,), (label,), guess.confidence, guess.evidence)


def _amounts(money: Money, evidence: str) -> Iterator[Understood]:
    for field, end in (("budget_min", money.low), ("budget_max", money.high)):
        if end is not None:
            yield Understood(field, (str(end),), (amount_of(Money(money.currency, end, end)),), _MONEY, evidence)
    if money.currency:
        yield Understood("currency", (money.currency,), (money.currency,), _MONEY, evidence)


def _budget(found: Sequence[tuple[Money, str]]) -> tuple[Money, str] | None:
    """The largest amount that a person would call a budget; one without an upper end is taken as the upper end."""
    sized = [(money.high or money.low, money, evidence) for money, evidence in found]
    large = [(size, money, evidence) for size, money, evidence in sized if size is not None and size >= _LEAST_BUDGET]
    if not large:
        return None
    size, money, evidence = max(large, key=lambda one: one[0])
    low = money.low if money.high is not None and money.low != money.high else None
    return Money(money.currency, low, size), evidence


def _deadline(found: Sequence[tuple[date, str]]) -> tuple[date, str] | None:
    """The first day to come."""
    return min(((day, evidence) for day, evidence in found if day > today()), default=None)


def _raw(guesses: Sequence[Understood], language: str, sure: float, *, by_meaning: bool) -> Mapping[str, object]:
    """What is sure enough to be filled in; counts are only suggested, since most of them count something else, and so
    is a bare month: the rain comes in March, too."""
    raw: dict[str, object] = {"language": language} if language and sure >= _SURE_OF_LANGUAGE else {}
    for guess in guesses:
        dated = any(sign.isdigit() for sign in guess.evidence)
        if guess.field in ("budget_min", "budget_max", "currency", "trl_min") or (guess.field == "deadline" and dated):
            raw[guess.field] = guess.values[0]
    for field, usual in _TAKEN.items():
        least = usual if by_meaning or field == "places" else _BY_WORDS
        taken = [one.values[0] for one in guesses if one.field == field and one.confidence >= least]
        if taken:
            raw[field] = taken
    return raw
