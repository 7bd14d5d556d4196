"""Signs of direction in people's texts may order their own words, never those around them or their own letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banyan.base.letters import isolated
from banyan.base.text import cut, tidy

SIGNS = "\u202d\u202e\u2066\u2067\u2068\u2069\u202a\u202b\u202c"
TEXTS = st.text(alphabet=st.sampled_from(f"ab \n\tא{SIGNS}"), max_size=40)


def test_letters_are_not_turned_round() -> None:
    assert tidy("dryer \u202egnp.exe") == "dryer gnp.exe"
    assert tidy("\u202d12\u202e") == "12"


def test_what_orders_words_of_two_scripts_stays() -> None:
    for text in ("a \u2067שלום\u2069 b", "مرحبا \u200eB2\u200f", "\u202bשלום\u202c x"):
        assert tidy(text) == text


@given(TEXTS)
def test_every_line_closes_what_it_opens_and_nothing_else(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    for line in once.split("\n"):
        depth = 0
        for sign in line:
            depth += (sign in "\u2066\u2067\u2068") - (sign == "\u2069")
            assert depth >= 0
        assert depth == 0
    assert not {"\u202d", "\u202e"} & set(once)
    shown = [c for c in once if c not in SIGNS and not c.isspace()]
    assert shown == [c for c in text if c not in SIGNS and not c.isspace()]


@given(TEXTS, st.integers(0, 40))
def test_the_beginning_is_closed_within_its_length(text: str, most: int) -> None:
    said = cut(text, most)
    assert len(said) <= most and tidy(said) == said


@given(TEXTS, st.integers(0, 40))
def test_a_text_cut_anywhere_turns_nothing_in_a_sentence_around_it(text: str, most: int) -> None:
    one = isolated(tidy(text)[:most].replace("\n", " "))
    assert tidy(one) == one
