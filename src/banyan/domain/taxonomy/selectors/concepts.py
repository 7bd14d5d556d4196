"""One shape for all schemes: what the text classifier is fed with, and what type-ahead searches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.rules import (
    fold,
    nearest,
    place_form,
    sdg_form,
    sector_form,
    technology_form,
    trl_form,
)
from banyan.domain.taxonomy.selectors.places import name_in, place_adjectives, place_names, places
from banyan.domain.taxonomy.selectors.terms import sdgs, sectors, technologies, trl_scale
from banyan.domain.taxonomy.types import WORLD, Concept, Country, Place, Scheme, Term

_FALLBACK = "en"


def label(term: Term, language: str) -> str:
    """The term's label in that language (``pt-br`` reads as ``pt``), else in English; places know all of CLDR's."""
    base = language.replace("_", "-").split("-", 1)[0].lower()
    own = term.labels.get(base)
    if own is None and isinstance(term, (Place, Country)):
        own = name_in(term.code, base)
    return own or term.labels[_FALLBACK]


@cache
def concepts(scheme: str) -> Sequence[Concept]:
    """All terms of ``sdg``, ``sector``, ``technology``, ``place`` or ``trl``; raises :class:`UnknownCode`."""
    return tuple(_concepts(known_scheme(scheme)))


def known_scheme(scheme: str) -> Scheme:
    """The scheme of that name; raises :class:`UnknownCode`."""
    try:
        return Scheme(scheme)
    except ValueError:
        raise UnknownCode("scheme", scheme, nearest(scheme, {name.value: name.value for name in Scheme})) from None


def _concepts(scheme: Scheme) -> Iterator[Concept]:
    match scheme:
        case Scheme.SDG:
            for goal in sdgs():
                yield Concept(goal.code, scheme, goal.labels, goal.keywords, None if goal.is_goal else goal.goal)
        case Scheme.SECTOR:
            for trade in sectors():
                yield Concept(trade.code, scheme, trade.labels, trade.keywords, trade.section)
        case Scheme.TECHNOLOGY:
            for kind in technologies():
                yield Concept(kind.code, scheme, kind.labels, kind.keywords, kind.broader)
        case Scheme.PLACE:
            for where in places():
                yield Concept(
                    where.code, scheme, where.labels, where.keywords, where.broader, place_adjectives(where.code)
                )
        case Scheme.TRL:
            for ready in trl_scale().levels:
                yield Concept(str(ready.level), scheme, ready.labels, (), None)


@lru_cache(maxsize=128)
def _searchable(scheme: Scheme, language: str) -> tuple[tuple[Concept, str, str, tuple[str, ...]], ...]:
    rows = concepts(scheme.value)
    return tuple(
        (row, fold(row.code), fold(label_of(row, language)), (fold(row.labels[_FALLBACK]), *map(fold, row.keywords)))
        for row in rows
    )


def label_of(row: Concept, language: str) -> str:
    """As :func:`label`; a place's name is asked of CLDR where the concept has it not."""
    base = language.replace("_", "-").split("-", 1)[0].lower()
    if row.scheme is Scheme.PLACE and base not in row.labels:
        return name_in(row.code, base) or row.labels[_FALLBACK]
    return label(row, base)


def search_terms(scheme: str, text: str, language: str, *, limit: int = 10) -> tuple[Concept, ...]:
    """Terms for type-ahead, best first: code, start of label, start of a word, inside, then English words.

    All typed words must be found in one and the same term; an empty text finds nothing.
    """
    typed = fold(text)
    if not typed:
        return ()
    base = language.replace("_", "-").split("-", 1)[0].lower()
    ranked = (
        (rank, place_in_list, row)
        for place_in_list, (row, code, name, words) in enumerate(_searchable(known_scheme(scheme), base))
        if (rank := _rank(typed, code, name, words)) is not None
    )
    return tuple(row for _, _, row in sorted(ranked, key=lambda hit: hit[:2])[:limit])


def _rank(typed: str, code: str, name: str, words: tuple[str, ...]) -> int | None:
    if typed == code:
        return 0
    if name.startswith(typed):
        return 1
    if f" {typed}" in name:
        return 2
    if code.startswith(typed):
        return 3
    if typed in name:
        return 4
    if any(word.startswith(typed) or f" {typed}" in word for word in words):
        return 5
    everything = " ".join((name, *words))
    return 6 if all(f" {part}" in f" {everything}" for part in typed.split()) else None


def resolve(scheme: str, text: str) -> str:
    """The code a person meant: ``SDG 6.1``, ``6.A``, ``wat 3``, ``Kenya``, ``TRL 6``; raises :class:`UnknownCode`."""
    known = known_scheme(scheme)
    code = _form(known, text)
    by_code = {row.code for row in concepts(known.value)}
    if code is not None and code in by_code:
        return code
    named = _names(known)
    if (exact := named.get(fold(text))) is not None:
        return exact
    raise UnknownCode(known.value, text, nearest(text, named))


def _form(scheme: Scheme, text: str) -> str | None:
    match scheme:
        case Scheme.SDG:
            return sdg_form(text)
        case Scheme.SECTOR:
            return sector_form(text)
        case Scheme.TECHNOLOGY:
            return technology_form(text)
        case Scheme.PLACE:
            return text.strip().upper() if fold(text) == fold(WORLD) else place_form(text, place_names())
        case Scheme.TRL:
            level = trl_form(text)
            return None if level is None else str(level)


@cache
def _names(scheme: Scheme) -> dict[str, str]:
    """Folded labels of all languages and codes → code; the first to take a name keeps it."""
    if scheme is Scheme.PLACE:
        return dict(place_names()) | {fold(row.code): row.code for row in concepts(scheme.value)}
    names: dict[str, str] = {fold(row.code): row.code for row in concepts(scheme.value)}
    for row in concepts(scheme.value):
        for text in row.labels.values():
            names.setdefault(fold(text), row.code)
    return names
