from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banyan.base.ids import is_id, new_id


def test_ids_made_later_sort_later_across_milliseconds() -> None:
    made = [new_id("lst") for _ in range(2000)]
    stamps = [one[4:14] for one in made]
    assert stamps == sorted(stamps)
    assert len(set(made)) == len(made)


def test_an_id_knows_its_kind() -> None:
    assert is_id(new_id("org"), "org")
    assert not is_id(new_id("org"), "lst")


@given(st.text(max_size=40))
def test_other_texts_are_not_ids(text: str) -> None:
    assert not is_id(text) or text == text.lower()
