"""One analyser for every language: what becomes of a text, and that places and terms agree."""

from __future__ import annotations

import threading
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.text.analyse import Analyser, spans, terms

LANGUAGES = [None, "en", "fr", "ar", "hi", "zh", "th", "ru", "tr", "sw", "xx"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Purified water for the farmers' wells", "en", ["purifi", "water", "farmer", "well"]),
        ("l'eau potable à moindre coût", "fr", ["eau", "potabl", "moindr", "coût"]),
        ("pompes solaires", "fr", ["pomp", "solair"]),
        ("Нужны солнечные насосы", "ru", ["нужн", "солнечн", "насос"]),
        ("净化水", "zh", ["净化", "化水"]),
        ("水", "zh", ["水"]),
        ("きれいな水", "ja", ["きれ", "れい", "いな", "な水"]),
        ("มีน้ำ", "th", ["มีน้", "น้ำ"]),
        ("maji safi na salama", "sw", ["maji", "safi", "salama"]),
        ("STRASSE Straße", "de", ["strass", "strass"]),
        ("İSTANBUL", "tr", ["istanbul"]),
        ("2.5 kW and 1,500 litres", "en", ["2.5", "kw", "1,500", "litr"]),
        ("solar насос solar", "ru", ["solar", "насос", "solar"]),
    ],
)
def test_words_become_terms(text: str, language: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


def test_devanagari_words_keep_their_vowel_signs() -> None:
    assert terms("पानी", "hi") == terms("पानी।", "hi")
    assert len(terms("सौर पंप", "hi")) == 2


def test_khmer_and_burmese_are_cut_into_pairs_of_whole_syllable_characters() -> None:
    for text, language in (("ភាសាខ្មែរ", "km"), ("မြန်မာ", "my"), ("ພາສາລາວ", "lo")):
        found = terms(text, language)
        assert len(found) > 1
        assert not any(unicodedata.category(term[0]).startswith("M") for term in found)


def test_arabic_points_do_not_matter() -> None:
    assert terms("مَاءٌ", "ar") == terms("ماء", "ar")


def test_composed_and_decomposed_text_give_the_same_terms() -> None:
    assert terms("éolienne à vélo", "fr") == terms(unicodedata.normalize("NFD", "éolienne à vélo"), "fr")


def test_punctuation_alone_gives_nothing() -> None:
    assert terms("?! ... — «»  \n\t ___ 😀") == []


def test_a_huge_word_is_cut() -> None:
    (term,) = terms("x" * 1_000_000)
    assert len(term) == 64


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_spans_are_where_the_terms_came_from(text: str, language: str | None) -> None:
    found = spans(text, language)
    assert [term for term, _, _ in found] == terms(text, language)
    assert all(0 <= start < end <= len(text) for _, start, end in found)
    assert all(term and not any(sign.isspace() for sign in term) for term, _, _ in found)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8), st.sampled_from(LANGUAGES))
def test_a_fresh_analyser_agrees_with_one_that_has_seen_much(texts: list[str], language: str | None) -> None:
    used = Analyser()
    for text in texts:
        used.terms(text, language)
    assert all(used.terms(text, language) == Analyser().terms(text, language) for text in texts)


def test_threads_get_the_same_terms() -> None:
    shared, words = Analyser(), "running pumps purified villages watering cleaners " * 5
    results: list[list[str]] = []
    texts = [words + f"unseen{number}ing wateringcan{number}s" for number in range(40)]
    workers = [
        threading.Thread(target=lambda: results.append([term for text in texts for term in shared.terms(text, "en")]))
        for _ in range(6)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    alone = Analyser()
    assert results == [[term for text in texts for term in alone.terms(text, "en")]] * 6
