"""No chain joins what is not alike, and nobody's word is overheard."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banyan.practice.duplicates.rules import Standing, groups

IDS = "abcdefg"


def standing(own: bool = False, completeness: int = 50) -> Standing:
    return Standing(own, completeness, "2026-01-01")


PLAIN = {id: standing() for id in IDS}
PAIRS = st.sets(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1]))


def test_ours_comes_before_theirs_and_the_fuller_before_the_emptier() -> None:
    of = {
        "a": standing(completeness=90),
        "b": standing(own=True, completeness=40),
        "c": standing(own=True, completeness=60),
    }
    assert groups({("a", "b"), ("a", "c"), ("b", "c")}, set(), set(), of) == [["c", "b", "a"]]


def test_a_chain_is_cut_where_the_one_that_is_shown_is_not_alike() -> None:
    assert groups({("a", "b"), ("b", "c")}, set(), set(), PLAIN) == [["a", "b"]]


def test_a_word_carries_further() -> None:
    assert groups({("a", "b")}, {("b", "c")}, set(), PLAIN) == [["a", "b", "c"]]


def test_two_that_were_parted_never_stand_in_one_group() -> None:
    assert groups({("a", "b"), ("a", "c"), ("b", "c")}, set(), {("b", "c")}, PLAIN) == [["a", "b"]]


def test_one_that_is_gone_holds_no_group_together() -> None:
    assert groups({("a", "b"), ("a", "c")}, set(), set(), {id: PLAIN[id] for id in "bc"}) == []


@given(alike=PAIRS, same=PAIRS, apart=PAIRS)
def test_whoever_is_in_a_group_was_held_against_the_one_that_is_shown(
    alike: set[tuple[str, str]], same: set[tuple[str, str]], apart: set[tuple[str, str]]
) -> None:
    made = groups(alike, same, apart, PLAIN)
    every = [id for group in made for id in group]
    assert len(every) == len(set(every)) and all(len(group) > 1 for group in made)
    parted = apart - same
    assert not any((one, other) in parted for group in made for one in group for other in group)
    if not same:
        assert all(tuple(sorted((group[0], one))) in alike for group in made for one in group[1:])
