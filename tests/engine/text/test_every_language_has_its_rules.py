"""Words of languages with and without a stemmer, in one script or two, and words that only fill."""

from __future__ import annotations

import pytest
import snowballstemmer

from banyan.engine.text import analyse
from banyan.engine.text.analyse import _STEMMERS
from banyan.engine.text.language import identify
from banyan.engine.text.stopwords import STOP_WORDS


def test_every_snowball_stemmer_serves_its_language() -> None:
    other_rules_for_the_same = {"porter", "dutch_porter"}
    assert set(snowballstemmer.algorithms()) - set(_STEMMERS.values()) == other_rules_for_the_same


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("uk", "криниця", "криниці"),
        ("kk", "мектептерге", "мектептердің"),
        ("tk", "mekdepleriň", "mekdeplere"),
        ("fo", "sjúkrahúsini", "sjúkrahúsum"),
        ("sk", "zdravotníctvo", "zdravotníctva"),
        ("bg", "училището", "училищата"),
        ("uz", "maktablar", "maktabda"),
    ],
)
def test_forms_of_a_word_meet_where_there_is_no_stemmer(language: str, one: str, other: str) -> None:
    assert analyse.terms(one, language) == analyse.terms(other, language)


def test_words_of_languages_that_inflect_at_the_front_stay_whole() -> None:
    assert analyse.terms("wanafunzi", "sw") == ["wanafunzi"]


def test_serbian_meets_itself_in_both_scripts() -> None:
    assert analyse.terms("фабрика", "sr") == analyse.terms("fabrika", "sr")
    assert analyse.terms("fabrike", "cnr") == analyse.terms("fabrika", "hr")


def test_cyrillic_of_other_languages_is_not_cut_by_russian_rules() -> None:
    assert analyse.terms("дармонгоҳ", "tg") == ["дармон"]


def test_numbers_and_formulas_are_never_cut() -> None:
    assert analyse.terms("1234567 12.5", "kk") == ["1234567", "12.5"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "after that, away from here and upon everything"),
        ("fr", "toujours avec lequel depuis ceux-là"),
        ("es", "después siempre entonces según todas"),
        ("id", "setelah itu kemudian selalu bersama"),
        ("sr", "који је за све"),
        ("bn", "এবং এই থেকে"),
    ],
)
def test_words_that_only_fill_are_left_out(language: str, text: str) -> None:
    assert len(analyse.terms(text, language)) <= 1


@pytest.mark.parametrize(("language", "word"), [("en", "well"), ("en", "water"), ("pt", "cerca"), ("sw", "maji")])
def test_words_with_a_subject_stay(language: str, word: str) -> None:
    assert analyse.terms(word, language)


def test_stop_words_are_written_as_texts_are_folded() -> None:
    odd = {code: [word for word in words if analyse.fold(word) != word] for code, words in STOP_WORDS.items()}
    assert not {code: words for code, words in odd.items() if words}


def test_tajik_is_told_by_its_letters() -> None:
    guess = identify("Ба дармонгоҳ яхдони доруворӣ лозим аст, ки бе барқ кор кунад.")
    assert guess is not None
    assert guess.value == "tg"
