"""A need of 600 words must not cost 600 posting lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.text.salient import salient_terms


def test_rare_terms_are_kept_before_common_ones() -> None:
    frequency = {"water": 90, "pump": 50, "fluoride": 2, "bone": 1}
    kept = salient_terms(["water", "pump", "fluoride", "bone", "water"], frequency, 100, most=2)
    assert list(kept) == ["fluoride", "bone"]


def test_repetition_tells() -> None:
    kept = salient_terms(["mango"] * 5 + ["drier"], {"mango": 10, "drier": 10}, 100, most=1)
    assert kept == {"mango": 5}


def test_terms_the_collection_lacks_are_left_out() -> None:
    assert salient_terms(["unknown", "water"], {"water": 3}, 10) == {"water": 1}


@given(st.lists(st.sampled_from("abcdefgh")), st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 50)))
def test_never_more_than_asked_and_always_the_true_counts(terms: list[str], frequency: dict[str, int]) -> None:
    kept = salient_terms(terms, frequency, 20, most=3)
    assert len(kept) <= 3
    assert all(terms.count(term) == count for term, count in kept.items())
