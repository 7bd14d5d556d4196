"""A published listing as the engine's record: all its words in ``fields``, all that can be checked in ``facts``.

Only what everybody may see is indexed, and never who stands behind an anonymous listing: both are already cut by
``listings.selectors.for_index``, and no field that tells of people is read here. What did *not* work is shown on the
listing but not searched: it would bring the listing to those whom it does not serve.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from banyan.domain.listings.types import IndexRow, ListingView, Values, codes, day, number, rows, text, whole
from banyan.engine.types import HARD_BY_DEFAULT, Criterion, Facts, Kind, Money, Record, Site
from banyan.practice.matchmaking.rules import priced_unit, support_given

#: Texts in reading order. ``claims`` and ``in_use`` are written as one line per row.
_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "need": ("problem", "outcome", "success", "tried", "beneficiaries", "site_rules"),
    "offer": ("problem_solved", "how_it_works", "compared", "claims", "in_use", "site_notes"),
    "service": ("accreditation", "prices"),
    "facility": ("equipment", "standards", "access_terms"),
    "funding": ("how_to_apply",),
    "training": ("audience", "certificate"),
}
_SCALES: Final = ("power", "water", "connectivity", "skills", "spare_parts")


def record_of(row: IndexRow) -> Record:
    """The record of a published listing, for the index."""
    kind = Kind(row.kind.value)
    return Record(
        id=row.id,
        kind=kind,
        title=row.title,
        text=row.summary,
        fields=_texts(kind, row.values, row.translations),
        language=row.language or None,
        organisation=row.organisation,
        facts=facts_of(kind, row.values),
        completeness=row.completeness / 100,
        published=row.published,
    )


def record_of_view(view: ListingView) -> Record:
    """A listing as one reader sees it, to be compared with the index; hidden answers count for its owner alone."""
    kind = Kind(view.kind.value)
    translations = ((said.language, name, said.text) for name, said in view.translations)
    return Record(
        id=view.id,
        kind=kind,
        title=view.title,
        text=view.summary,
        fields=_texts(kind, view.values, translations),
        language=view.language or None,
        organisation=view.organisation,
        facts=facts_of(kind, view.values),
        completeness=view.completeness / 100,
        published=view.published.date() if view.published else None,
    )


def facts_of(kind: Kind, values: Values) -> Facts:
    """What can be checked of a listing with these answers."""
    return Facts(
        sdgs=_set(values, "sdgs") or _set(values, "eligible_sdgs"),
        sectors=_set(values, "sectors"),
        technologies=_set(values, "technologies"),
        places=_set(values, "places"),
        territories=_set(values, "eligible_places" if kind is Kind.FUNDING else "territories"),
        languages=_languages(kind, values),
        cooperation=_set(values, "cooperation"),
        support=_support(kind, values),
        trl=whole(values, "trl") if kind is Kind.OFFER else None,
        trl_min=whole(values, "trl_min") if kind is Kind.NEED else None,
        money=_money(kind, values),
        deadline=_deadline(kind, values),
        opens=day(values, "opens") if kind is Kind.FUNDING else None,
        lead_time_days=whole(values, "lead_time_days"),
        quantity=number(values, "quantity") if kind is Kind.NEED else None,
        quantity_unit=text(values, "quantity_unit") if kind is Kind.NEED else "",
        price_per=priced_unit(text(values, "cost_per")),
        site=_site(kind, values),
        hard=_hard(kind, values),
    )


def _texts(kind: Kind, values: Values, translations: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    own = {name: _text(values, name) for name in _TEXTS[kind.value]}
    return {name: said for name, said in (*own.items(), *_translated(translations)) if said}


def _translated(translations: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """(language, field, text) under names such as ``summary@fr``."""
    return ((f"{name}@{language}", said) for language, name, said in translations)


def _text(values: Values, name: str) -> str:
    """A field as text: plain words, short texts in one line, or each row of a table as a sentence."""
    if words := text(values, name):
        return words
    if several := codes(values, name):
        return ", ".join(several) + "."
    return "\n".join(_sentence(row) for row in rows(values, name))


def _sentence(row: Mapping[str, object]) -> str:
    """A claim (``what value unit, compared_with``) or a place of use with its note."""
    figure = " ".join(str(row[part]) for part in ("what", "value", "unit") if row.get(part))
    parts = (figure, row.get("compared_with"), row.get("note"))
    return ", ".join(str(part) for part in parts if part)


def _set(values: Values, name: str) -> frozenset[str]:
    return frozenset(codes(values, name))


def _languages(kind: Kind, values: Values) -> frozenset[str]:
    """Those the parties work in; of a course, those it is taught in."""
    taught = _set(values, "taught_in") if kind is Kind.TRAINING else frozenset()
    return taught or _set(values, "languages")


def _support(kind: Kind, values: Values) -> frozenset[str]:
    if kind is Kind.NEED:
        return _set(values, "support_wanted")
    return support_given(
        kind.value,
        comes_with=codes(values, "comes_with"),
        services=codes(values, "services"),
        instruments=codes(values, "instruments"),
    )


def _money(kind: Kind, values: Values) -> Money | None:
    if kind is Kind.NEED:
        low, high = number(values, "budget_min"), number(values, "budget_max")
    elif kind is Kind.FUNDING:
        low, high = number(values, "amount_min"), number(values, "amount_max")
    else:
        low = high = number(values, "cost_purchase")
    return _range(text(values, "currency"), low, high)


def _range(currency: str, low: Decimal | None, high: Decimal | None) -> Money | None:
    return Money(currency, low, high) if currency and (low is not None or high is not None) else None


def _deadline(kind: Kind, values: Values) -> date | None:
    if kind is Kind.NEED:
        return day(values, "deadline")
    return day(values, "closes") if kind is Kind.FUNDING else None


def _site(kind: Kind, values: Values) -> Site:
    prefix = "site" if kind is Kind.NEED else "needs"
    levels = {scale: text(values, f"{prefix}_{scale}") or None for scale in _SCALES}
    return Site(
        **levels,
        climates=_set(values, "site_climate" if kind is Kind.NEED else "works_in_climate"),
        bad_climates=_set(values, "fails_in_climate"),
    )


def _hard(kind: Kind, values: Values) -> frozenset[Criterion]:
    """What the need says must hold, in place of the usual; a listing that says nothing keeps the usual."""
    chosen: Iterable[str] = codes(values, "hard") if kind is Kind.NEED else ()
    return frozenset(Criterion(one) for one in chosen) or HARD_BY_DEFAULT
