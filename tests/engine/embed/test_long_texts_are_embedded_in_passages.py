from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.embed.counting import Counting

from banyan.engine.embed.texts import FIRST, PASSAGES, embedded, text_to_embed, texts_to_embed
from banyan.engine.types import Kind, Record


def record(title: str = "", text: str = "") -> Record:
    return Record(id="a", kind=Kind.OFFER, title=title, text=text)


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
    together = embedded(records, Counting().passages)
    assert [len(rows) for rows in together] == [1, 2, 1, 5]
    for one, rows in zip(records, together, strict=True):
        (alone,) = embedded([one], Counting().passages)
        assert np.array_equal(rows, alone)
    assert embedded([], Counting().passages) == []
