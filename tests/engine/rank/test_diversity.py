from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.making import index, record

from banyan.engine.rank.collection import Collection, Profile
from banyan.engine.rank.diversity import Entry, diversify, near_copies

_COLLECTION = Collection(index())


def _profile(text: str) -> Profile:
    return _COLLECTION.measure(record(title="", text=text))


_WORDS = "granite lathe onion harbour velvet copper piano walnut saddle lemon anchor ribbon kettle tulip meadow".split()


def _entry(number: int, organisation: str) -> Entry:
    return Entry(organisation, _profile(f"{_WORDS[number % len(_WORDS)]} number {number}"))


def test_one_organisation_takes_at_most_two_of_the_first_ten() -> None:
    entries = [_entry(number, "big") for number in range(6)] + [
        _entry(number + 6, f"o{number}") for number in range(12)
    ]
    order = diversify(entries)
    assert sum(entries[place].organisation == "big" for place in order[:10]) == 2
    assert order[:2] == [0, 1]
    assert order[10:14] == [2, 3, 4, 5]


def test_listings_without_an_organisation_are_not_one_organisation() -> None:
    assert diversify([_entry(number, "") for number in range(8)]) == list(range(8))


def test_a_near_copy_stands_behind_the_first_ten() -> None:
    text = "A clay filter that makes well water safe to drink for a family of six for two years"
    copy = f"{text} indeed"
    entries = [Entry("a", _profile(text)), Entry("b", _profile(copy)), *(_entry(number, "") for number in range(12))]
    assert near_copies(entries[0].profile, entries[1].profile)
    assert diversify(entries).index(1) == 10


@given(st.lists(st.sampled_from(["", "a", "b"]), max_size=25))
def test_nothing_is_lost_and_nothing_is_doubled(organisations: list[str]) -> None:
    entries = [_entry(number, organisation) for number, organisation in enumerate(organisations)]
    assert sorted(diversify(entries)) == list(range(len(entries)))
