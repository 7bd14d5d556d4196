from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banyan.base.text import LocalisedText, Said, direction, tidy


def test_the_wanted_language_comes_first_then_fallbacks_then_any() -> None:
    text = LocalisedText({"fr": "eau", "zh-Hans": "水"})
    assert text.best("zh-cn") == Said("水", "zh")
    assert text.best("ar") == Said("eau", "fr")
    assert LocalisedText({"th": "น้ำ"}).best("en") == Said("น้ำ", "th")
    assert LocalisedText({"en": "  "}).best("en") is None


def test_direction_follows_the_base_language() -> None:
    assert direction("ar-EG") == "rtl"
    assert direction("ru") == "ltr"


@given(st.text())
def test_tidy_text_can_always_be_stored_and_tidying_twice_changes_nothing(text: str) -> None:
    once = tidy(text)
    assert "\x00" not in once
    once.encode("utf-8")
    assert tidy(once) == once
