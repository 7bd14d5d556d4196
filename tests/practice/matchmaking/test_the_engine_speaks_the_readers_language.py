"""Every message and code of the engine is ours to translate, word for word."""

from __future__ import annotations

import string

import pytest
from django.utils.translation import override

from banyan.engine.rank.features import NAMES
from banyan.engine.rank.messages import PHRASES, TEMPLATES
from banyan.engine.rank.messages import say as say_in_english
from banyan.engine.types import Criterion
from banyan.practice.matchmaking.messages import criterion_label, feature_label, name_of, say
from banyan.practice.matchmaking.messages import phrases as our_phrases
from banyan.practice.matchmaking.messages import templates as our_templates

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")


def test_our_tables_have_exactly_the_keys_and_the_english_of_the_engine() -> None:
    with override("en"):
        assert {key: str(said) for key, said in our_templates.TEMPLATES.items()} == TEMPLATES
        assert {key: str(said) for key, said in our_phrases.PHRASES.items()} == PHRASES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said_in_every_language_with_all_its_values(language: str) -> None:
    with override(language):
        for key, template in TEMPLATES.items():
            names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
            said = say(key, {name: f"<{name}>" for name in names})
            assert all(f"<{name}>" in said for name in names), (key, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_never_reach_a_reader(language: str) -> None:
    codes = ("place:KE", "place:M49:002", "place:LDC", "place:WORLD", "language:sw", "sdg:6.1", "sector:10",
             "technology:FOD-01", "power:weak_grid", "climate:hot_dry", "cooperation:joint_venture")  # fmt: skip
    with override(language):
        for code in codes:
            bare = code.partition(":")[2]
            named = name_of(code)
            assert named and named != bare and not named.startswith(("M49", "place:")), (code, named)


def test_places_and_days_are_named_as_the_reader_does() -> None:
    with override("fr"):
        assert "Kenya" in say("territory.fits", {"places": "place:KE"})
        assert "1 mars 2027" in say("deadline.open", {"closes": "2027-03-01"})
    with override("ar"):
        assert "كينيا" in say("territory.fits", {"places": "place:KE"})


def test_many_codes_are_counted_after_the_third() -> None:
    with override("en"):
        said = say("territory.fits", {"places": ", ".join(f"place:{code}" for code in ("KE", "UG", "TZ", "RW", "BI"))})
    assert said == "It may be supplied in Kenya, Uganda, Tanzania, and 2 more."


def test_a_message_newer_than_our_table_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TEMPLATES, "new.message", "Something new about {thing}.")
    assert say("new.message", {"thing": "wells"}) == say_in_english("new.message", {"thing": "wells"})


def test_a_code_nobody_knows_is_shown_bare() -> None:
    assert name_of("technology:XXX-99") == "XXX-99"
    assert name_of("place:ZZZ") == "ZZZ"


def test_every_criterion_and_feature_has_a_label() -> None:
    with override("en"):
        assert all(criterion_label(one.value) != one.value for one in Criterion)
        assert all(feature_label(name) != name for name in NAMES)
