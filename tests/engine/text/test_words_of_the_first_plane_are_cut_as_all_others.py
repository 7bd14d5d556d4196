"""Texts without characters beyond the first 65,536 are cut by a quicker expression, into the same words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.text import analyse

_MIXED = st.text(
    st.one_of(st.characters(max_codepoint=0xFFFF), st.sampled_from("ab19., é水か한ж"), st.characters()), max_size=60
)


@given(_MIXED)
def test_the_same_words_are_found(text: str) -> None:
    assert analyse._words(text).findall(text) == analyse._WORD.findall(text) or text.isascii()


def test_every_character_of_the_first_plane_is_of_a_word_in_both_or_in_none() -> None:
    every = [chr(code) for code in range(0x10000)]
    first = [analyse._FIRST_PLANE_WORD.match(sign) is not None for sign in every]
    assert first == [analyse._WORD.match(sign) is not None for sign in every]
