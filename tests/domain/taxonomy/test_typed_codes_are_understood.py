"""What people type, in many ways of writing, ends as one code or as an error that helps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.domain.taxonomy import rules, selectors
from banyan.domain.taxonomy.errors import UnknownCode

ALL = [
    (scheme, row.code)
    for scheme in ("sdg", "sector", "technology", "place", "trl")
    for row in selectors.concepts(scheme)
]
READERS = (
    rules.sdg_form,
    rules.sector_form,
    rules.technology_form,
    rules.trl_form,
    lambda text: rules.place_form(text, {}),
)


@pytest.mark.parametrize(
    ("scheme", "typed", "code"),
    [
        ("sdg", "SDG 6.1", "6.1"),
        ("sdg", "6.A", "6.a"),
        ("sdg", "sdg6", "6"),
        ("sdg", "Goal 06", "6"),
        ("sdg", "Target 8.10", "8.10"),
        ("sdg", "ODD 6,1", "6.1"),
        ("sdg", "ЦУР 13", "13"),
        ("sdg", "٦.١", "6.1"),
        ("sdg", "http://metadata.un.org/sdg/15.b", "15.b"),
        ("sector", "ISIC Rev.4 1", "01"),
        ("sector", "NACE C10.4", "10"),
        ("sector", "0111", "01"),
        ("technology", "wat 3", "WAT-03"),
        ("technology", "Wat", "WAT"),
        ("technology", "solar electricity", "ENE-01"),
        ("place", "Kenya", "KE"),
        ("place", " ke ", "KE"),
        ("place", "KEN", "KE"),
        ("place", "404", "KE"),
        ("place", "كينيا", "KE"),
        ("place", "cote d'ivoire", "CI"),
        ("place", "Ivory Coast", "CI"),
        ("place", "UK", "GB"),
        ("place", "SIDS", "SIDS"),
        ("place", "ldcs", "LDC"),
        ("place", "M49 2", "M49:002"),
        ("place", "Afrique", "M49:002"),
        ("place", "South Africa", "ZA"),
        ("place", "Southern Africa", "M49:018"),
        ("place", "worldwide", "WORLD"),
        ("place", "Georgia", "GE"),
        ("trl", "TRL-6", "6"),
    ],
)
def test_a_code_may_be_written_in_many_ways(scheme: str, typed: str, code: str) -> None:
    assert selectors.resolve(scheme, typed) == code


def test_every_code_resolves_to_itself_in_any_case() -> None:
    for scheme, code in ALL:
        assert selectors.resolve(scheme, code) == code
        assert selectors.resolve(scheme, f"  {code.lower()} ") == code


def test_every_country_is_found_by_its_other_codes_and_its_names() -> None:
    wrong = {
        (text, selectors.resolve("place", text))
        for country in selectors.countries()
        for text in (country.alpha3, country.m49, *country.labels.values())
        if selectors.resolve("place", text) != country.code
    }
    # Russia in Vietnamese is written like Nigeria's three letters; codes go before names.
    assert wrong == {("Nga", "NG")}


def test_two_plain_letters_are_a_code_and_letters_with_accents_a_name() -> None:
    assert selectors.resolve("place", "ao") == "AO"
    assert selectors.resolve("place", "Áo") == "AT"


def test_a_whole_page_pasted_into_the_field_is_refused_at_once() -> None:
    with pytest.raises(UnknownCode) as raised:
        selectors.resolve("place", "Kenya " * 50_000)
    assert len(str(raised.value)) < 200
    assert raised.value.nearest == ()


@pytest.mark.parametrize(
    ("scheme", "typed", "suggested"),
    [
        ("place", "Keny", "KE"),
        ("technology", "WAT-99", "WAT-09"),
        ("sdg", "16.11", "16.1"),
        ("technology", "biogass", "ENE-05"),
    ],
)
def test_an_unknown_code_suggests_the_nearest(scheme: str, typed: str, suggested: str) -> None:
    with pytest.raises(UnknownCode) as raised:
        selectors.resolve(scheme, typed)
    assert suggested in raised.value.nearest
    assert typed in str(raised.value)
    assert raised.value.data["nearest"] == raised.value.nearest


@pytest.mark.parametrize("typed", ["", "   ", "0", "18", "6.9", "six", "6.1.1", "\x00"])
def test_what_is_no_goal_or_target_is_refused(typed: str) -> None:
    with pytest.raises(UnknownCode):
        selectors.resolve("sdg", typed)


def test_exact_readers_refuse_what_is_only_similar() -> None:
    for read, code in (
        (selectors.sdg, "SDG 6"),
        (selectors.country, "ke"),
        (selectors.technology, "wat"),
        (selectors.sector, "1"),
    ):
        with pytest.raises(UnknownCode):
            read(code)
    with pytest.raises(UnknownCode):
        selectors.trl(0)
    with pytest.raises(UnknownCode):
        selectors.concepts("colour")


@given(st.text())
def test_any_text_gives_a_form_or_nothing(text: str) -> None:
    for read in READERS:
        form = read(text)
        assert form is None or read(str(form)) == form


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert rules.fold(rules.fold(text)) == rules.fold(text)


@given(st.text())
def test_any_text_resolves_to_a_known_code_or_is_refused(text: str) -> None:
    for scheme in ("sdg", "sector", "technology", "place", "trl"):
        try:
            code = selectors.resolve(scheme, text)
        except UnknownCode:
            continue
        assert code in {row.code for row in selectors.concepts(scheme)}


@given(
    st.sampled_from([term.code for term in selectors.sdgs()]),
    st.sampled_from(["", "SDG ", "sdg", "Goal ", "target:", "ODS ", "SDG Target "]),
)
def test_any_prefix_in_use_may_stand_before_a_goal_or_target(code: str, prefix: str) -> None:
    assert rules.sdg_form(f"{prefix}{code.upper()}") == code
