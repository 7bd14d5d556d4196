"""A listing that repeats itself, is padded, or is stuffed with words does not overtake the honest right one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engine.making import matcher, need, record

from banyan.engine.text.common import common_terms
from banyan.engine.types import Record

_WANTED = need(
    title="Irrigation without diesel for vegetable gardens",
    text="Forty families grow tomatoes and onions beside a seasonal river. Diesel for the motor pump costs more than "
    "the harvest brings. We look for a way to lift river water to one hectare of gardens without fuel, with repairs "
    "that can be made in the village and spare parts that the district town sells.",
)
_RIGHT = record(
    "right",
    title="Solar pump for small farms",
    text="A solar pump lifts river water seven metres and waters one hectare of vegetables a day without fuel. Village "
    "mechanics repair it with spare parts from the district town; two hundred families of gardeners use it.",
)
_WRONG = "An oven for village bakeries that bakes bread with half of the wood. The clay dome is built in two days."
_OTHERS = tuple(
    record(f"o{number}", title=title, text=text)
    for number, (title, text) in enumerate(
        (
            ("Insect net", "A net keeps insects away from fruit trees and lets the rain through."),
            ("School desks", "Desks made from recycled plastic for primary schools, delivered flat."),
            ("Crank radio", "A radio that runs on a crank and a small battery, for news in the evening."),
            ("Water filter", "A clay filter makes river water fit to drink for a family of six."),
            ("Onion store", "A ventilated store of clay bricks keeps onions fresh for five months."),
            ("Motor pump", "A motor pump for fire brigades delivers water at high pressure."),
        )
    )
)


def _score(listing: Record) -> tuple[float, float]:
    """The score of the honest one and of the other, among the same neighbours."""
    matches = matcher(_RIGHT, listing, *_OTHERS).match(_WANTED, top=20).matches
    found = {match.id: match.score for match in matches}
    return found["right"], found.get("bad", 0.0)


def test_the_honest_one_is_first() -> None:
    matches = matcher(_RIGHT, *_OTHERS).match(_WANTED).matches
    assert matches[0].id == "right"


@pytest.mark.parametrize("times", [1, 10, 100])
def test_saying_it_again_adds_nothing(times: int) -> None:
    text = "\n".join(["A solar pump lifts water for gardens."] * times)
    _, often = _score(record("bad", title="Pump", text=text))
    _, once = _score(record("bad", title="Pump", text="A solar pump lifts water for gardens."))
    assert often == pytest.approx(once)


def test_a_wrong_listing_stuffed_with_the_needs_words_does_not_overtake() -> None:
    words = sorted(set(_WANTED.whole().lower().replace(".", " ").replace(",", " ").split()))
    random = np.random.default_rng(0)
    for _ in range(3):
        random.shuffle(words)
        right, stuffed = _score(record("bad", title="Bread oven", text=f"{_WRONG} {' '.join(words[:30])}"))
        assert right > stuffed


def test_popular_words_do_not_help() -> None:
    popular = " ".join(sorted(common_terms())[:400])
    right, stuffed = _score(record("bad", title="Bread oven", text=f"{_WRONG} {popular} water energy solar climate"))
    assert right > stuffed


def test_padding_a_half_right_listing_makes_it_worse() -> None:
    half = "A pump for gardens that lifts water from a river."
    tail = " ".join(f"Catalogue entry {number} on gears, cloth, paint and paper." for number in range(200))
    _, plain = _score(record("bad", title="Pump", text=half))
    right, padded = _score(record("bad", title="Pump", text=f"{half} {tail}"))
    assert padded < plain
    assert right > padded


def test_ten_times_the_length_with_the_same_content_is_no_advantage() -> None:
    longer = " ".join(f"{_WRONG} Version {number}." for number in range(10))
    _, plain = _score(record("bad", title="Bread oven", text=_WRONG))
    _, padded = _score(record("bad", title="Bread oven", text=longer))
    assert padded <= plain + 1e-6
