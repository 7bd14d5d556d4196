from __future__ import annotations

import string

import pytest

from banyan.engine.rank.criteria.support import IMPLIED
from banyan.engine.rank.messages import PHRASES, TEMPLATES, codes_of, name_of, say
from banyan.engine.rank.scales import CLIMATES, SCALES
from banyan.engine.types import Criterion, Kind


@pytest.mark.parametrize("message", sorted(TEMPLATES))
def test_every_message_is_one_plain_sentence(message: str) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(TEMPLATES[message]) if name}
    sentence = say(message, dict.fromkeys(names, "x"))
    assert sentence[0].isupper() or sentence.startswith("x")
    assert sentence[-1] in ".?"
    assert "{" not in sentence


def test_every_level_and_climate_has_words() -> None:
    codes = [f"{dimension}:{step}" for dimension, steps in SCALES.items() for step in steps]
    codes += [f"climate:{climate}" for climate in CLIMATES]
    codes += [f"site:{dimension}" for dimension in SCALES]
    codes += [f"support:{item}" for kind in Kind for item in IMPLIED[kind]]
    assert [code for code in codes if code not in PHRASES] == []


def test_every_criterion_has_a_question() -> None:
    assert {f"ask.{criterion.value}" for criterion in Criterion} <= TEMPLATES.keys()


def test_many_places_are_counted_rather_than_listed() -> None:
    value = codes_of("place", {"KE", "UG", "TZ", "RW", "BI"})
    assert say("territory.fits", {"places": value}) == "It may be supplied in Burundi, Kenya, Rwanda and 2 more."


def test_regions_languages_and_goals_have_names() -> None:
    assert name_of("place:M49:002") == "Africa"
    assert name_of("language:sw") == "Swahili"
    assert name_of("sdg:6.1") == "SDG 6.1"
    assert name_of("place:ZZZ") == "ZZZ"


def test_text_that_only_looks_like_a_code_is_left_alone() -> None:
    assert say("reason.terms", {"terms": "ratio 3:1, water"}) == "Both speak of ratio 3:1, water."
