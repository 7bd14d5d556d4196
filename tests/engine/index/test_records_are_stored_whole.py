"""What goes into the index comes out of it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.index.codec import brief, decode, encode
from banyan.engine.types import Criterion, Facts, Kind, Money, Record, Site

words = st.text(max_size=20)
sets = st.frozensets(words, max_size=3)
amounts = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
days = st.none() | st.dates()
moneys = st.none() | st.builds(Money, words, amounts, amounts)
levels = st.none() | words
sites = st.builds(Site, power=levels, water=levels, skills=levels, climates=sets, bad_climates=sets)
facts = st.builds(
    Facts,
    sdgs=sets,
    places=sets,
    trl=st.none() | st.integers(1, 9),
    money=moneys,
    deadline=days,
    quantity=amounts,
    price_per=words,
    site=sites,
    hard=st.frozensets(st.sampled_from(Criterion)),
)
records = st.builds(
    Record,
    id=words,
    kind=st.sampled_from(Kind),
    title=words,
    text=st.text(),
    fields=st.dictionaries(words, words, max_size=3),
    language=st.none() | words,
    organisation=words,
    facts=facts,
    completeness=st.none() | st.floats(0, 1),
    published=days,
)


@given(records)
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    assert decode(*encode(record)) == record


def test_every_field_comes_back() -> None:
    some = frozenset({"a", "b"})
    full = Facts(
        sdgs=some,
        sectors=some,
        technologies=some,
        places=some,
        territories=some,
        languages=some,
        cooperation=some,
        support=some,
        trl=6,
        trl_min=5,
        money=Money("EUR", Decimal("1.50"), Decimal(9)),
        deadline=date(2027, 3, 31),
        opens=date(2027, 1, 15),
        lead_time_days=30,
        quantity=Decimal("40"),
        quantity_unit="tube wells",
        price_per="household",
        site=Site("none", "limited", "sms", "basic", "local", frozenset({"dusty"}), frozenset({"coastal"})),
        hard=frozenset({Criterion.BUDGET}),
    )
    assert all(getattr(full, field.name) != getattr(Facts(), field.name) for field in fields(Facts))
    whole = Record("a", Kind.NEED, "T", "t", {"problem": "p"}, "sw", "org", full, 0.5, date(2026, 1, 1))
    assert decode(*encode(whole)) == whole


def test_text_that_is_not_unicode_comes_back() -> None:
    odd = Record("a", Kind.NEED, "lone \ud800 half", "\0")
    assert decode(*encode(odd)) == odd


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"id":"a"}', b'{"id":"a","kind":"x","title":""}', b"\xff"])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        decode(data, b"\0")


@given(records)
def test_a_card_has_all_but_the_texts(record: Record) -> None:
    assert brief(encode(record)[0]) == replace(record, text="", fields={})
