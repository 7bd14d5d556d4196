"""Scripts decide where they can; short and mixed texts leave doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.text.language import identify, language_or_guess


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We need clean drinking water for forty households in the hills", "en"),
        ("Nous cherchons une pompe solaire pour le village et son école", "fr"),
        ("Necesitamos agua potable para la escuela del pueblo", "es"),
        ("Tunahitaji maji safi kwa shule ya kijiji chetu", "sw"),
        ("हमें अपने गाँव के लिए साफ पानी चाहिए", "hi"),
        ("نحتاج إلى مياه نظيفة للقرية", "ar"),
        ("ما به آب آشامیدنی تمیز برای روستا نیاز داریم", "fa"),
        ("เราต้องการน้ำสะอาด", "th"),
        ("យើងត្រូវការទឹកស្អាត", "km"),
        ("ພວກເຮົາຕ້ອງການນ້ຳສະອາດ", "lo"),
        ("ကျွန်ုပ်တို့ သန့်ရှင်းသောရေ လိုအပ်သည်", "my"),
        ("我们需要干净的饮用水", "zh"),
        ("きれいな飲料水が必要です", "ja"),
        ("Нам нужна чистая питьевая вода для деревни", "ru"),
    ],
)
def test_plain_sentences_are_recognised(text: str, code: str) -> None:
    guess = identify(text)
    assert guess is not None
    assert guess.value == code
    assert guess.confidence > 0.5


@pytest.mark.parametrize("text", ["", "   ", "12 34", "?!", "a", "😀😀"])
def test_nothing_to_go_by_gives_no_guess(text: str) -> None:
    assert identify(text) is None


def test_one_short_word_leaves_doubt() -> None:
    guess = identify("solar")
    assert guess is None or guess.confidence < 0.3
    assert language_or_guess(None, "solar") is None


def test_mixed_scripts_lower_the_confidence() -> None:
    pure, mixed = identify("เราต้องการน้ำสะอาด"), identify("เราต้องการ a solar water pump for village")
    assert pure is not None
    assert mixed is None or mixed.confidence < pure.confidence


def test_a_declared_language_is_believed() -> None:
    assert language_or_guess("pt-BR", "We need water") == "pt"


@given(st.text(max_size=400))
def test_no_text_is_refused(text: str) -> None:
    guess = identify(text)
    assert guess is None or 0 <= guess.confidence <= 1
