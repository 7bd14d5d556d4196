from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.embed.counting import Counting
from tests.engine.making import matcher

from banyan.engine.embed.texts import FIRST, PASSAGES, embedded, text_to_embed, texts_to_embed
from banyan.engine.types import Kind, Record


def record(title: str = "", text: str = "", *, id: str = "a", kind: Kind = Kind.OFFER, language: str = "") -> Record:
    return Record(id=id, kind=kind, title=title, text=text, language=language)


@given(st.text(max_size=40), st.integers(0, 6000), st.integers(1, 7))
def test_the_beginning_comes_first_and_nothing_is_read_twice(title: str, length: int, most: int) -> None:
    one = record(title, "abcdefg " * (length // 8))
    texts = texts_to_embed(one, most=most)
    assert texts[0] == text_to_embed(one)
    assert 1 <= len(texts) <= most
    assert all(len(text) <= FIRST for text in texts)
    assert text_to_embed(one, first=FIRST * most).startswith("".join(texts))


def test_a_short_end_is_left_out_since_it_says_too_little() -> None:
    assert len(texts_to_embed(record(text="a" * (FIRST + 149)))) == 1
    assert len(texts_to_embed(record(text="a" * (FIRST + 150)))) == 2
    assert len(texts_to_embed(record(text="a" * 100 * FIRST))) == PASSAGES


def test_records_embedded_together_have_the_rows_that_they_have_alone() -> None:
    records = [record(text="pump " * count) for count in (1, 200, 0, 600)]
    together = embedded([texts_to_embed(one) for one in records], Counting().passages)
    assert [len(rows) for rows in together] == [1, 2, 1, 5]
    for one, rows in zip(records, together, strict=True):
        (alone,) = embedded([texts_to_embed(one)], Counting().passages)
        assert np.array_equal(rows, alone)
    assert embedded([], Counting().passages) == []


@pytest.mark.parametrize(("others", "texts"), [(("en", "en"), 1), (("en", "fr"), 5), (("en", ""), 1)])
def test_what_follows_a_needs_beginning_is_embedded_only_for_listings_in_other_languages(
    others: tuple[str, ...], texts: int
) -> None:
    encoder = Counting()
    listings = [record("Pump", "A solar pump.", id=str(row), language=code) for row, code in enumerate(others)]
    about = matcher(*listings, encoder=encoder)
    encoder.asked.clear()
    about.match(record("Salty wells", "We need drinking water. " * 200, kind=Kind.NEED, language="en"))
    assert len(encoder.asked) == texts
