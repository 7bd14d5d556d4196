"""What looks like spam, as pure rules: the same words in another dress, and links however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.domain.moderation.rules import LEAST_SIGNS, alike, links_in, shingles, sketch

TEXT = (
    "A cabinet with a solar collector dries two hundred kilograms of fruit a day, cloudy days included. Fruit that is "
    "dried in the open grows mould when it rains during the harvest, and the buyer sends it back. Training is part."
)
ARABIC = "مجفف يعمل بالشمس ومروحة صغيرة يجفف مئتي كيلوغرام من الفاكهة في اليوم حتى في الأيام الغائمة. " * 2


@given(st.text(min_size=0, max_size=600))
def test_a_text_is_its_own_copy_unless_it_is_too_short(text: str) -> None:
    found = shingles(text)
    assert alike(found, found) == bool(found)
    assert sketch(found) == sorted(found)[:16]


@pytest.mark.parametrize(
    "dressed",
    [
        TEXT.upper(),
        TEXT.replace(" ", "  ").replace(",", " –"),
        f"Special! {TEXT}",
        TEXT.replace("two hundred", "three hundred"),
        TEXT.replace("a", "\uff41"),
    ],
)
def test_a_copy_in_another_dress_is_found_by_its_sketch(dressed: str) -> None:
    mine, other = shingles(TEXT), shingles(dressed)
    assert alike(mine, other)
    assert set(sketch(mine)) & set(sketch(other))


def test_any_script_will_do() -> None:
    assert alike(shingles(ARABIC), shingles(f"{ARABIC} جديد"))


def test_other_words_about_the_same_are_no_copy() -> None:
    other = (
        "A tunnel with a fan and a gas burner for rainy weeks dries half a tonne of mango slices. It needs a stable "
        "grid and a person who watches it at night; spare parts are kept in the region and the price is by the metre."
    )
    assert not alike(shingles(TEXT), shingles(other))


def test_short_texts_are_alike_by_chance_and_not_compared() -> None:
    assert shingles("x" * (LEAST_SIGNS - 1)) == frozenset()
    assert shingles("x" * LEAST_SIGNS)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("no links, but e.g. 2.5 kW", 0),
        ("see https://example.org and www.example.org/x", 2),
        ("[URL=http://a.example]a[/URL] <a href='http://b.example'>b</a>", 4),
        ("\uff48\uff54\uff54\uff50\uff1a//example.org", 1),
    ],
)
def test_links_are_counted(words: str, count: int) -> None:
    assert links_in([words]) == count
