from __future__ import annotations

from tests.engine.making import LetterEncoder, matcher, record

from banyan.engine.types import Filter, Kind

_LISTINGS = (
    record("pump", title="Solar pump", text="Lifts water from a borehole."),
    record("oven", title="Bread oven", text="Bakes bread with little firewood."),
    record("fund", Kind.FUNDING, title="Water fund", text="Grants for wells."),
)


def test_a_word_finds_its_listing_first() -> None:
    hits = matcher(*_LISTINGS, encoder=LetterEncoder()).search("borehole")
    assert hits[0].id == "pump"
    assert hits[0].by == "both"
    assert 0 < hits[0].score <= 1


def test_without_an_encoder_words_alone_find() -> None:
    assert [(hit.id, hit.by) for hit in matcher(*_LISTINGS).search("bread")] == [("oven", "words")]


def test_a_filter_holds_for_both_ways_of_finding() -> None:
    only = Filter(kinds=frozenset({Kind.FUNDING}))
    assert [hit.id for hit in matcher(*_LISTINGS, encoder=LetterEncoder()).search("water", filter=only)] == ["fund"]


def test_an_empty_search_finds_nothing() -> None:
    assert matcher(*_LISTINGS, encoder=LetterEncoder()).search("  ") == []
