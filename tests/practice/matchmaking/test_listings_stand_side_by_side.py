"""Comparison: criterion by criterion, with a need and without one."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.factories.listings import draft, published

from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.errors import TooManyToCompare
from banyan.practice.matchmaking.selectors import answers_for, compare
from banyan.practice.matchmaking.services import index_rebuild

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_criterion_of_the_need_is_a_row_with_a_verdict_each(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    near = published(cast.kofi, Kind.OFFER, title="Dryer near")
    far = published(cast.kofi, Kind.OFFER, title="Dryer far", territories=["FJ"], trl=3)
    index_rebuild(words_only=True)
    view = compare([near.id, far.id], need.id, cast.visitor)
    rows = {row.name: row for row in view.rows}
    assert [cell.verdict for cell in rows["territory"].cells] == ["fits", "conflict"]
    assert rows["territory"].wanted == "Kenya"
    assert rows["territory"].differs
    assert not rows["language"].differs
    assert [card.listing.id for card in view.cards] == [near.id, far.id], "those in conflict have a score too"


def test_a_pair_has_the_same_score_beside_others_as_among_the_answers(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    offers = [published(cast.kofi, Kind.OFFER, title=f"Dryer {name}") for name in ("one", "two")]
    far = published(cast.kofi, Kind.OFFER, title="Dryer far", territories=["FJ"])
    course = published(cast.kofi, Kind.TRAINING, title="Course in drying mango slices")
    index_rebuild(words_only=True)
    view = answers_for(need.id, asker=cast.visitor)
    shown = {card.listing.id: (card.score, card.shares) for card in (*view.cards, *view.but_for)}
    assert {*(offer.id for offer in offers), far.id} <= shown.keys()
    for ids in ([offers[0].id, far.id], [far.id, offers[1].id, course.id], [offers[1].id]):
        beside = compare(ids, need.id, cast.visitor).cards
        assert [card.listing.id for card in beside] == ids
        for card in beside:
            assert (card.score, card.shares) == shown.get(card.listing.id, (card.score, card.shares))


def test_without_a_need_the_rows_say_what_each_listing_says(cast: Cast) -> None:
    one = published(cast.kofi, Kind.OFFER)
    two = published(cast.kofi, Kind.OFFER, title="Dearer", cost_purchase=12000, cost_per="unit; running per month")
    view = compare([one.id, two.id], None, cast.visitor)
    prices = next(row for row in view.rows if row.name == "budget")
    assert [cell.text for cell in prices.cells] == ["9,500 USD", "12,000 USD per unit"]
    assert not any(cell.verdict for row in view.rows for cell in row.cells)


def test_five_are_too_many(cast: Cast) -> None:
    with pytest.raises(TooManyToCompare):
        compare(["a", "b", "c", "d", "e"], None, cast.visitor)


def test_what_is_not_open_to_the_asker_is_left_out_or_refused(cast: Cast) -> None:
    hidden = draft(cast.kofi, Kind.OFFER)
    shown = published(cast.kofi, Kind.OFFER)
    assert [view.id for view in compare([hidden.id, shown.id], None, cast.visitor).listings] == [shown.id]
    with pytest.raises(NoSuchListing):
        compare([shown.id], draft(cast.amina).id, cast.uma)
