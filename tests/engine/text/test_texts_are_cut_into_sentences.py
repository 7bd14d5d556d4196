"""Sentences of many scripts, with a cap on length whatever the text is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.text.sentences import LONGEST, passages, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We need pumps, e.g. solar ones. Really? Yes!", ["We need pumps, e.g. solar ones.", "Really?", "Yes!"]),
        ("It costs 2.5 euros. Fine.", ["It costs 2.5 euros.", "Fine."]),
        ("हमें पानी चाहिए। धन्यवाद।", ["हमें पानी चाहिए।", "धन्यवाद।"]),
        ("我们需要水。好的！", ["我们需要水。", "好的！"]),
        ("هل لديكم مضخات؟ نحتاج إلى ماء.", ["هل لديكم مضخات؟", "نحتاج إلى ماء."]),
        ("یہ پانی ہے۔ شکریہ۔", ["یہ پانی ہے۔", "شکریہ۔"]),
        ("one\ntwo\n\nthree", ["one", "two", "three"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_sentences_end_where_their_script_ends_them(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_short_neighbours_become_one_passage() -> None:
    text = "Really? Yes! We need forty pumps for the dry season before the rain comes."
    assert len(sentences(text)) == 3
    assert [text[start:end] for start, end in passages(text)] == [text]


def test_thai_without_full_stops_is_cut_at_blanks() -> None:
    text = "ต้องการเครื่องกรองน้ำสำหรับหมู่บ้าน " * 40
    assert all(end - start <= LONGEST for start, end in passages(text))
    assert text[passages(text)[0][1] - 1] == "น"


@pytest.mark.parametrize("piece", ["x", " ", "水"])
def test_four_megabytes_without_a_sentence_are_cut(piece: str) -> None:
    text = piece * 4_000_000
    assert all(0 < end - start <= LONGEST for start, end in passages(text))


@pytest.mark.parametrize("piece", ["ab ", ". ", "A.b.", ".", ";", '."', "\n", "a;", "e.g. "])
def test_a_flood_of_signs_is_cut(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert all(0 < end - start <= LONGEST for start, end in passages(text))


@given(st.text(max_size=1000), st.integers(min_value=4, max_value=120))
def test_passages_are_in_order_and_lose_only_blanks(text: str, longest: int) -> None:
    for places in (sentences(text, longest=longest), passages(text, longest=longest)):
        at = 0
        for start, end in places:
            assert at <= start < end <= len(text)
            assert end - start <= longest
            assert not text[at:start].strip()
            assert not text[start].isspace()
            at = end
        assert not text[at:].strip()
