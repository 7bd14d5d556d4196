"""Dates in several languages, by the day the text is read on."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.text.structure.dates import dates_in

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by March 2027", "2027-03-31"),
        ("d'ici juin 2027", "2027-06-30"),
        ("antes del 3 de mayo de 2027", "2027-05-03"),
        ("até dezembro de 2026", "2026-12-31"),
        ("bis Ende 2027", "2027-12-31"),
        ("до конца 2026", "2026-12-31"),
        ("к 1 марта 2027", "2027-03-01"),
        ("2027年3月", "2027-03-31"),
        ("2027年3月5日", "2027-03-05"),
        ("tháng 3 năm 2027", "2027-03-31"),
        ("มีนาคม 2570", "2027-03-31"),
        ("मार्च 2027 तक", "2027-03-31"),
        ("15 مارس ٢٠٢٧", "2027-03-15"),
        ("ifikapo Machi 2027", "2027-03-31"),
        ("sebelum Agustus 2027", "2027-08-31"),
        ("2027-03-05", "2027-03-05"),
        ("5th of November 2026", "2026-11-05"),
        ("March 5, 2027", "2027-03-05"),
        ("15/04/2027", "2027-04-15"),
        ("04/15/2027", "2027-04-15"),
        ("by the end of 2027", "2027-12-31"),
        ("by June", "2027-06-30"),
        ("before 30 December", "2026-12-30"),
        ("within 30 days", "2026-12-23"),
    ],
)
def test_one_date_is_read(text: str, expected: str) -> None:
    assert [day.isoformat() for day, _ in dates_in(text, TODAY)] == [expected]


@pytest.mark.parametrize(
    "text", ["we may go in May", "31.02.2027", "2027 pumps", "1997-2003", "in 4 pieces", "v1.2.2027.4"]
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert dates_in(text, TODAY) == ()


@given(st.text(max_size=300))
def test_evidence_is_part_of_any_text(text: str) -> None:
    assert all(words in text for _, words in dates_in(text, TODAY))


@given(st.text(alphabet="0123456789/.- abymarchfin年月日", max_size=60))
def test_any_mix_of_signs_and_digits_is_survived(text: str) -> None:
    assert all(words in text for _, words in dates_in(text, TODAY))


@given(
    st.dates(date(1991, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["en", "fr", "es", "pt", "de", "it", "ru", "ar", "hi", "id", "sw", "zh", "nl", "tr"]),
)
def test_a_date_written_in_a_locale_is_read_back(day: date, locale: str) -> None:
    text = f"… {format_date(day, 'long', locale=locale)}."
    assert [found for found, _ in dates_in(text, TODAY)] == [day]


@given(st.dates(date(1991, 1, 1), date(2099, 12, 31)))
def test_iso_dates_are_read_back(day: date) -> None:
    assert dates_in(f"on {day.isoformat()}!", TODAY) == ((day, day.isoformat()),)
