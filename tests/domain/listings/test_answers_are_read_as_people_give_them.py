from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from banyan.domain.listings.fields import parse
from banyan.domain.listings.types import Kind, Value


def taken(kind: Kind, name: str, raw: object) -> Value:
    parsed = parse(kind, {name: raw}, together=False)
    assert not parsed.errors, parsed.errors
    return parsed.values[name]


def said_of(kind: Kind, name: str, raw: object) -> str:
    parsed = parse(kind, {name: raw}, together=False)
    assert name not in parsed.values
    return " ".join(str(sentence) for sentence in parsed.errors[name])


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("12 500", "12500"),
        ("12,500.50", "12500.5"),
        ("12.500,50", "12500.5"),
        ("12.500", "12500"),
        ("1.234.567", "1234567"),
        ("12,34,567", "1234567"),
        ("١٢٥٠٠", "12500"),
        ("٣٫٥", "3.5"),
        ("१२५००", "12500"),
        ("0.125", "0.125"),
        (0.125, "0.125"),
        ("12’500", "12500"),
        (1250, "1250"),
    ],
)
def test_amounts_come_in_any_digits_and_with_either_sign(raw: object, amount: str) -> None:
    assert taken(Kind.NEED, "budget_max", raw) == Decimal(amount)


def test_a_number_that_can_mean_two_is_asked_back() -> None:
    assert "1234" in said_of(Kind.NEED, "quantity", "1.234")
    assert taken(Kind.NEED, "quantity", "1.2340") == Decimal("1.234")
    assert taken(Kind.NEED, "quantity", "1,234") == 1234


@pytest.mark.parametrize("raw", ["about 30", "30 k", "1,2,3", "--4", "", "9" * 40, "1e5", "NaN", float("inf"), True])
def test_what_is_not_one_number_is_refused(raw: object) -> None:
    parsed = parse(Kind.NEED, {"quantity": raw}, together=False)
    assert "quantity" not in parsed.values


@pytest.mark.parametrize(
    "raw",
    [
        "2026-10-05",
        "2026/10/5",
        "05.10.2026",
        "5 October 2026",
        "5 oct. 2026",
        "5 de octubre de 2026",
        "October 5, 2026",
        "2026年10月5日",
        "٢٠٢٦-١٠-٠٥",
        "2026-10-05T12:00:00Z",
        date(2026, 10, 5),
        datetime(2026, 10, 5, 12, 0),
    ],
)
def test_days_come_in_common_forms(raw: object) -> None:
    assert taken(Kind.NEED, "deadline", raw) == date(2026, 10, 5)


def test_a_day_that_can_mean_two_is_asked_back() -> None:
    assert "2026-04-03" in said_of(Kind.NEED, "deadline", "03/04/2026")
    assert taken(Kind.NEED, "deadline", "13/04/2026") == date(2026, 4, 13)
    assert taken(Kind.NEED, "deadline", "04/13/2026") == date(2026, 4, 13)
    assert "not a date" in said_of(Kind.NEED, "deadline", "31.02.2026")


def test_codes_are_taken_by_code_by_label_and_in_lists_of_any_kind() -> None:
    assert taken(Kind.NEED, "site_power", "Weak grid") == "weak_grid"
    assert taken(Kind.NEED, "cooperation", "purchase; Joint venture\nlicence") == (
        "purchase",
        "joint_venture",
        "licence",
    )
    assert taken(Kind.NEED, "sdgs", "SDG 6.1, 6.B، 7") == ("6.1", "6.b", "7")
    assert taken(Kind.NEED, "sdgs", 6) == ("6",)
    assert taken(Kind.NEED, "sectors", [1, "10", "10"]) == ("01", "10")
    assert taken(Kind.NEED, "places", ["Kenya", "ldc"]) == ("KE", "LDC")
    assert taken(Kind.NEED, "technologies", '["wat-03"]') == ("WAT-03",)
    assert taken(Kind.NEED, "languages", "pt-BR; swa") == ("pt", "sw")
    assert taken(Kind.NEED, "currency", "kes") == "KES"
    with override("fr"):
        assert taken(Kind.NEED, "site_power", "weak_grid") == "weak_grid"


def test_an_unknown_code_is_quoted_with_the_choices() -> None:
    said = said_of(Kind.NEED, "site_power", "diesel")
    assert "diesel" in said
    assert "solar_or_battery" in said
    assert "Atlantis" in said_of(Kind.NEED, "places", ["KE", "Atlantis"])


def test_yes_and_no_come_in_many_languages() -> None:
    for word in (True, "yes", "Oui", "sí", "نعم", "да", "是", "1", "on"):
        assert taken(Kind.NEED, "maintainable_locally", word) is True
    for word in (False, "no", "NON", "لا", "нет", "否", "0"):
        assert taken(Kind.NEED, "maintainable_locally", word) is False


def test_control_characters_go_and_line_breaks_stay() -> None:
    assert taken(Kind.NEED, "problem", "a\x00b\r\nc\x07 ") == "ab\nc"
    assert taken(Kind.NEED, "title", " two \n lines\t") == "two lines"


def test_a_text_that_is_too_long_is_refused_and_not_cut() -> None:
    said = said_of(Kind.NEED, "title", "x" * 201)
    assert "201" in said
    assert "200" in said


def test_empty_answers_clear_and_missing_ones_do_not() -> None:
    parsed = parse(Kind.NEED, {"title": " ", "sdgs": [], "tried": None, "problem": "It rains."})
    assert parsed.emptied == {"title", "sdgs", "tried"}
    assert set(parsed.values) == {"problem"}


def test_fields_of_another_kind_and_slips_in_names_are_told() -> None:
    parsed = parse(Kind.NEED, {"trl": 7, "problm": "x", "trl_evidence": ""})
    assert "Need" in str(parsed.errors["trl"][0])
    assert "problem" in str(parsed.errors["problm"][0])
    assert "trl_evidence" not in parsed.errors


def test_amounts_need_their_currency_and_ranges_their_order() -> None:
    parsed = parse(Kind.NEED, {"budget_min": 10, "budget_max": 5})
    assert set(parsed.errors) == {"currency", "budget_max"}
    funding = parse(Kind.FUNDING, {"opens": "2027-02-01", "closes": "2027-01-01"})
    assert set(funding.errors) == {"closes"}
