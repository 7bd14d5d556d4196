from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.cast import CHAPTER, PROVIDER, Cast
from tests.factories.listings import draft, published

from banyan.base.clock import now, standing_at
from banyan.base.errors import Invalid
from banyan.domain.listings.models import Listing
from banyan.domain.listings.selectors import (
    Sort,
    all_matching_ids,
    changed_page,
    filter_listings,
    filters_from,
    for_index,
    listings_by_ids,
    matching_ids,
    mine,
    search_facets,
)
from banyan.domain.listings.services import listing_transition, listing_withdraw
from banyan.domain.listings.types import Facet, Filters, Kind, State, Verb

START = datetime(2026, 12, 1, tzinfo=UTC)


def counts(filters: Filters, facet: Facet, ids: list[str] | None = None) -> dict[str, int]:
    return {one.code: one.count for one in search_facets(ids, filters)[facet]}


@pytest.fixture
def three(cast: Cast) -> tuple[str, str, str]:
    need = published(cast.kofi, places=["KE"], sdgs=["6.1"])
    offer = published(cast.kofi, Kind.OFFER, places=["BD"], sdgs=["6", "2.3"], technologies=["WAT-03"])
    far = published(cast.kofi, Kind.OFFER, places=["KE"], sdgs=["7.1"], organisation=PROVIDER)
    draft(cast.kofi, sdgs=["6.1"])
    return need.id, offer.id, far.id


def test_a_target_counts_for_its_goal_a_country_for_its_region_and_group(three: tuple[str, str, str]) -> None:
    assert counts(Filters(), Facet.SDGS) == {"6": 2, "6.1": 1, "2": 1, "2.3": 1, "7": 1, "7.1": 1}
    places = counts(Filters(), Facet.PLACES)
    assert (places["KE"], places["BD"], places["LDC"], places["M49:002"], places["M49:142"]) == (2, 1, 1, 2, 1)
    assert counts(Filters(), Facet.TECHNOLOGIES)["WAT"] == 1
    assert counts(Filters(), Facet.KINDS) == {"offer": 2, "need": 1}


def test_each_facet_is_counted_as_if_it_were_not_narrowed_itself(three: tuple[str, str, str]) -> None:
    filters = filters_from({"kinds": ["offer"], "places": ["KE"], "nonsense": ["x"], "sdgs": [""]})
    assert set(filters.facets) == {Facet.KINDS, Facet.PLACES}
    assert counts(filters, Facet.KINDS) == {"offer": 1, "need": 1}
    assert counts(filters, Facet.PLACES)["BD"] == 1
    assert counts(filters, Facet.SDGS) == {"7": 1, "7.1": 1}
    assert counts(Filters(), Facet.KINDS, ids=[three[0]]) == {"need": 1}


def test_a_search_is_narrowed_without_losing_its_order(three: tuple[str, str, str]) -> None:
    need, offer, far = three
    offers = filters_from({"kinds": ["offer"]})
    assert matching_ids([far, need, offer, far, "lst_unknown"], offers) == [far, offer]
    assert all_matching_ids(offers) == {offer, far}
    assert all_matching_ids(Filters(organisation=PROVIDER)) == {far}
    assert all_matching_ids(Filters(chapter=CHAPTER)) == {need, far}


def test_pages_hold_still_while_rows_come_and_go(cast: Cast) -> None:
    made = []
    for minute in range(7):
        with standing_at(START + timedelta(minutes=minute // 2)):  # two share each moment
            made.append(published(cast.kofi).id)
    seen, cursor = [], ""
    for round_ in range(4):
        page = filter_listings(Filters(), for_user=cast.visitor, cursor=cursor, size=2)
        seen += [view.id for view in page.rows]
        if round_ == 0:
            with standing_at(START + timedelta(days=1)):
                published(cast.kofi)
            listing_withdraw(public_id=made[0], by=cast.kofi)
        if page.next is None:
            break
        cursor = page.next
    assert seen == sorted(made[1:], key=made.index, reverse=True)
    with pytest.raises(Invalid):
        filter_listings(Filters(), for_user=cast.visitor, cursor="forged")


def test_closing_soon_shows_days_to_come_nearest_first(cast: Cast) -> None:
    with standing_at(START):
        for day in ("2027-03-01", "2027-01-01", "2027-01-01", "2027-02-01"):
            published(cast.kofi, Kind.FUNDING, closes=day)
        published(cast.kofi, Kind.FUNDING)
        first = filter_listings(Filters(), for_user=cast.visitor, sort=Sort.CLOSING_SOON, size=3)
        rest = filter_listings(
            Filters(), for_user=cast.visitor, sort=Sort.CLOSING_SOON, size=3, cursor=first.next or ""
        )
    days = [str(view.values["closes"]) for view in (*first.rows, *rest.rows)]
    assert days == ["2027-01-01", "2027-01-01", "2027-02-01", "2027-03-01"]
    assert rest.next is None


def test_a_list_of_many_costs_as_many_queries_as_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ids = [published(cast.kofi).id for _ in range(6)]
    with django_assert_max_num_queries(9):
        assert [view.id for view in listings_by_ids([*ids[::-1], "lst_none"], for_user=cast.uma)] == ids[::-1]
    with django_assert_max_num_queries(9):
        filter_listings(Filters(), for_user=cast.uma)


def test_mine_are_those_i_answer_for(cast: Cast) -> None:
    own, of_firm = draft(cast.mei).id, draft(cast.mei, organisation=PROVIDER).id
    assert {view.id for view in mine(cast.mei)} == {own, of_firm}
    assert {view.id for view in mine(cast.kofi)} == {of_firm}
    for asker in (*cast.outsiders(), cast.sami):
        assert mine(asker) == []


def test_other_nodes_learn_of_every_change_and_every_end(cast: Cast) -> None:
    made = []
    for minute in range(4):
        with standing_at(START + timedelta(minutes=minute)):
            made.append(published(cast.kofi).id)
    draft(cast.kofi)
    with standing_at(START + timedelta(hours=1)):
        listing_transition(public_id=made[1], verb=Verb.PAUSE, by=cast.kofi)
    first = changed_page(since=None, until=now() + timedelta(days=365), filters=Filters(), size=3)
    second = changed_page(
        since=None, until=now() + timedelta(days=365), filters=Filters(), size=3, cursor=first.next or ""
    )
    rows = [*first.rows, *second.rows]
    assert [view.id for view in rows] == [made[0], made[2], made[3], made[1]]
    assert (rows[-1].state, rows[-1].title, dict(rows[-1].values)) == (State.WITHDRAWN, "", {})


def test_the_index_gets_rows_in_chunks_and_bulk_changes_are_still_tracked(cast: Cast) -> None:
    ids = {published(cast.kofi).id for _ in range(3)}
    assert {row.id for row in for_index()} == ids
    Listing.objects.update(title="Changed behind the services")
    event = Listing._meta.apps.get_model("listings", "ListingEvent")
    assert event._default_manager.filter(pgh_label="update", title="Changed behind the services").count() == 3
