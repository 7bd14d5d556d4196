"""From the event to the answer: published, found by words; changed; gone at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast
from tests.factories.listings import draft, published

from banyan.base.outbox.services import deliver_pending
from banyan.domain.listings.services import listing_transition, listing_update
from banyan.domain.listings.types import Kind, Verb
from banyan.practice.matchmaking.models import IndexPending
from banyan.practice.matchmaking.selectors import answers_for, readiness, search
from banyan.practice.matchmaking.services import index_update
from banyan.practice.matchmaking.types import SearchRequest


def found(cast: Cast, text: str) -> list[str]:
    return [hit.listing.title for hit in search(SearchRequest(text=text), cast.visitor).hits]


@pytest.mark.django_db(transaction=True)
def test_a_published_listing_is_found_by_its_words(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    published(cast.kofi, Kind.OFFER)
    assert "matchmaking.index" in do_jobs()
    assert found(cast, "dryers for fruit") == ["Dryer that runs on the sun and a small fan"]
    assert not IndexPending.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_need_is_answered_with_reasons_doubts_and_marks(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    published(cast.kofi, Kind.OFFER)
    do_jobs()
    view = answers_for(need.id, asker=cast.visitor)
    [card] = view.cards
    assert card.listing.kind is Kind.OFFER
    assert card.reasons
    assert abs(sum(share.points for share in card.shares) - card.score) < 1
    assert {mark.criterion: mark.verdict for mark in card.marks}["territory"] == "fits"
    assert card.quotes[0].marks
    assert not view.by_meaning


@pytest.mark.django_db(transaction=True)
def test_an_offer_is_answered_with_the_needs_it_serves(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    offer = published(cast.kofi, Kind.OFFER)
    do_jobs()
    for kinds in ((), ("offer",)):
        assert [card.listing.id for card in answers_for(offer.id, asker=cast.visitor, kinds=kinds).cards] == [need.id]


@pytest.mark.django_db(transaction=True)
def test_a_paused_listing_vanishes_before_the_index_hears_of_it(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    offer = published(cast.kofi, Kind.OFFER)
    do_jobs()
    listing_transition(public_id=offer.id, verb=Verb.PAUSE, by=cast.kofi)
    assert found(cast, "dryers") == []
    assert answers_for(need.id, asker=cast.visitor).cards == ()
    do_jobs()
    assert readiness().records == 1


@pytest.mark.django_db(transaction=True)
def test_changed_words_are_found_and_the_old_ones_are_not(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    offer = published(cast.kofi, Kind.OFFER)
    do_jobs()
    listing_update(public_id=offer.id, raw={"title": "Cool box of clay"}, expected_version=offer.version, by=cast.kofi)
    do_jobs()
    assert found(cast, "clay") == ["Cool box of clay"]


@pytest.mark.django_db(transaction=True)
def test_a_draft_wakes_nobody_and_its_owner_still_gets_answers(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    published(cast.kofi, Kind.OFFER)
    do_jobs()
    need = draft(cast.amina)
    assert "matchmaking.index" not in do_jobs()
    assert len(answers_for(need.id, asker=cast.amina).cards) == 1


@pytest.mark.django_db(transaction=True)
def test_many_changes_make_one_generation(cast: Cast) -> None:
    for number in range(5):
        published(cast.kofi, Kind.OFFER, title=f"Dryer number {number}")
    deliver_pending()
    assert index_update() == 5
    assert readiness().generation == 1
    assert index_update() == 0
