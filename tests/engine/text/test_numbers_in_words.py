"""Numbers in words count like digits, in the six UN languages and Portuguese."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.text.structure.money import priced_in
from banyan.engine.text.structure.numberwords import in_digits
from banyan.engine.text.structure.quantities import quantities_in


@pytest.mark.parametrize(
    ("text", "number", "unit", "words"),
    [
        ("for three hundred households here", "300", "household", "three hundred households"),
        ("twenty-five people", "25", "person", "twenty-five people"),
        ("two thousand five hundred and forty litres a day", "2540", "litre/day", None),
        ("a dozen cows", "12", "animal", "dozen cows"),
        ("a million people", "1000000", "person", "million people"),
        ("pour trois cents ménages", "300", "household", "trois cents ménages"),
        ("quatre-vingt-dix-sept foyers", "97", "household", None),
        ("soixante et onze familles", "71", "household", None),
        ("deux mille litres par jour", "2000", "litre/day", None),
        ("doscientos hogares", "200", "household", None),
        ("treinta y cinco familias", "35", "household", None),
        ("mil quinientas vacas", "1500", "animal", None),
        ("двести семей", "200", "household", None),
        ("для трёхсот двадцати пяти жителей", "325", "person", "трёхсот двадцати пяти жителей"),
        ("пять тысяч человек", "5000", "person", None),
        ("ثلاثمئة أسرة", "300", "household", None),
        ("خمسة وعشرون طالب", "25", "student", None),
        ("ألف شخص", "1000", "person", None),
        ("三百二十户", "320", "household", None),
        ("两千公斤", "2000", "kg", None),
        ("十五台", "15", "unit", None),
        ("doze mil pessoas", "12000", "person", None),
    ],
)
def test_a_quantity_in_words_is_read(text: str, number: str, unit: str, words: str | None) -> None:
    ((value, what, evidence),) = quantities_in(text)
    assert (value, what) == (Decimal(number), unit)
    assert evidence == (words or evidence)
    assert evidence in text


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("five hundred dollars", "USD", "500"),
        ("three million euros", "EUR", "3000000"),
        ("cinq cents euros", "EUR", "500"),
        ("deux millions de FCFA", "XOF", "2000000"),
        ("quinientos euros", "EUR", "500"),
        ("пятьсот рублей", "RUB", "500"),
        ("خمسمئة دولار", "USD", "500"),
        ("五百元", "CNY", "500"),
    ],
)
def test_an_amount_in_words_is_read(text: str, currency: str, amount: str) -> None:
    ((money, _, evidence),) = priced_in(text)
    assert (money.currency, money.high) == (currency, Decimal(amount))
    assert evidence == text


@pytest.mark.parametrize(
    "text", ["one village", "une famille", "un hogar", "20 per cent", "vingt pour cent", "第三年", "一户"]
)
def test_what_is_an_article_or_an_ordinal_stays_as_it_is(text: str) -> None:
    assert [words for value, unit, words in quantities_in(text) if unit != "percent"] == []


@given(st.text(alphabet="three hundredandvingtcentо двести三百万 و-,1", max_size=60))
def test_any_mix_is_survived_and_spans_lie_in_the_text(text: str) -> None:
    plain = in_digits(text)
    for start, end, (low, high) in zip(plain.starts, plain.ends, plain.spans, strict=True):
        assert plain.origin(start, end) == (low, high)
    assert plain.origin(0, len(plain.text)) == (0, len(text))


@given(st.text(max_size=200))
def test_every_place_has_an_origin(text: str) -> None:
    plain = in_digits(text)
    at = [plain.origin(place, place + 1)[0] for place in range(len(plain.text))]
    assert at == sorted(at)
    assert all(0 <= place < len(text) for place in at)
