"""Listings that are the same: one of them is found, answered with and told of, and the others are named beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests.cast import Cast
from tests.factories.alerts import looked
from tests.factories.listings import draft, published

from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Kind, Verb
from banyan.practice.matchmaking.rules import one_of_each
from banyan.practice.matchmaking.selectors import also_at, answers_for, notices_of, search
from banyan.practice.matchmaking.services import alert_save_search, index_rebuild, twins_set
from banyan.practice.matchmaking.types import SearchRequest


@pytest.fixture
def offers(cast: Cast) -> list[str]:
    """Two offers that are the same and one that is not; the second is to be shown for the first."""
    made = [
        published(cast.kofi, Kind.OFFER).id,
        published(cast.kofi, Kind.OFFER, title="Dryer with a collector and a small fan").id,
        published(cast.kofi, Kind.OFFER, title="Dryer for fish", summary="Dries fish on racks.").id,
    ]
    twins_set(of=made, groups=[[made[1], made[0]]])
    return made


@pytest.mark.parametrize("words", ["dryer", ""])
def test_a_search_shows_one_and_names_the_other(cast: Cast, offers: list[str], words: str) -> None:
    index_rebuild(words_only=True)
    found = search(SearchRequest(text=words, kinds=("offer",)), cast.visitor)
    also = {hit.listing.id: [one.id for one in hit.also] for hit in found.hits}
    assert also == {offers[1]: [offers[0]], offers[2]: []}


def test_when_the_one_that_is_shown_is_gone_the_other_stands_for_it(cast: Cast, offers: list[str]) -> None:
    index_rebuild(words_only=True)
    listing_transition(public_id=offers[1], verb=Verb.WITHDRAW, by=cast.kofi)
    for words in ("dryer", ""):
        found = search(SearchRequest(text=words, kinds=("offer",)), cast.visitor)
        assert {hit.listing.id: hit.also for hit in found.hits} == {offers[0]: (), offers[2]: ()}


def test_answers_hold_one_of_each(cast: Cast, offers: list[str]) -> None:
    need = published(cast.amina, checked_by=cast.rosa).id
    index_rebuild(words_only=True)
    cards = answers_for(need, asker=cast.amina).cards
    assert {card.listing.id: [one.id for one in card.also] for card in cards} == {offers[1]: [offers[0]], offers[2]: []}


def test_nobody_hears_of_the_same_thing_twice(cast: Cast) -> None:
    alert_save_search(request=SearchRequest(text="collector"), by=cast.uma)
    first = published(cast.kofi, Kind.OFFER).id
    looked()
    second = published(cast.kofi, Kind.OFFER, title="Dryer with a collector").id
    twins_set(of=[], groups=[[second, first]])
    looked()
    assert [one.listing.id for one in notices_of(cast.uma).rows] == [first]


def test_a_draft_is_never_named_beside_another(cast: Cast, offers: list[str]) -> None:
    hidden = draft(cast.kofi, Kind.OFFER).id
    twins_set(of=[hidden], groups=[[offers[1], offers[0], hidden]])
    named = also_at([offers[1]], asker=cast.visitor)
    assert [one.id for one in named[offers[1]]] == [offers[0]]


def test_a_page_costs_the_same_however_many_stand_in_several_places(
    cast: Cast, offers: list[str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    more = [published(cast.kofi, Kind.OFFER, title=f"Dryer number {place}").id for place in range(8)]
    index_rebuild(words_only=True)
    twins_set(of=[], groups=[more[place : place + 2] for place in range(0, 8, 2)])
    with django_assert_max_num_queries(16):
        assert len(search(SearchRequest(text="dryer"), cast.visitor).hits) == 6


@given(
    ids=st.lists(st.sampled_from("abcdefgh"), unique=True),
    places=st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.sampled_from("xyz"), st.integers(0, 9))),
)
def test_one_of_each_group_stays_and_everything_that_stands_alone(
    ids: list[str], places: dict[str, tuple[str, int]]
) -> None:
    kept = one_of_each(ids, places)
    assert len(kept) == len(set(kept)) and set(kept) <= set(ids)
    assert [id for id in kept if id not in places] == [id for id in ids if id not in places]
    groups = [places[id][0] for id in kept if id in places]
    assert sorted(groups) == sorted({places[id][0] for id in ids if id in places})
    for id in kept:
        if id in places:
            assert places[id][1] == min(
                places[one][1] for one in ids if one in places and places[one][0] == places[id][0]
            )
