"""Whatever changes for those who copy our listings moves the moment by which they ask; nothing is written behind it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from tests.cast import Cast, gather
from tests.factories.listings import NEED, published

from banyan.base.clock import now, standing_at
from banyan.base.outbox.services import Event
from banyan.domain.listings import rules
from banyan.domain.listings.selectors import changed_page, earliest_change, exchanged, exchanged_from, settled
from banyan.domain.listings.selectors.exchange import MARGIN
from banyan.domain.listings.services import (
    SAMPLE_NODE,
    listing_expire_due,
    listing_forget_withdrawn,
    listing_import_draft,
    listing_transition,
    listing_update,
    listing_withdraw,
    organisation_heard,
    sample_remove,
)
from banyan.domain.listings.types import Facet, Filters, Kind, ListingView, Origin, RejectReason, State, Verb
from banyan.domain.organisations.selectors import organisation_by_slug

OPEN = "eastern-africa"


def told(**narrowing: object) -> dict[str, ListingView]:
    filters = Filters(**narrowing)  # type: ignore[arg-type]  # the keywords of Filters, passed through
    return {one.id: one for one in changed_page(since=None, until=now(), filters=filters).rows}


def moved(public_id: str, act: Callable[[], object]) -> ListingView:
    """What others read after the act, which must have moved the moment of the change."""
    before = exchanged(public_id)
    act()
    after = exchanged(public_id)
    assert before is not None and after is not None
    assert after.changed > before.changed
    return after


def test_each_way_off_the_pages_is_a_deletion_with_its_moment(cast: Cast) -> None:
    ways: list[Callable[[str], object]] = [
        lambda one: listing_withdraw(public_id=one, by=cast.kofi),
        lambda one: listing_transition(public_id=one, verb=Verb.PAUSE, by=cast.kofi),
        lambda one: listing_transition(public_id=one, verb=Verb.ARCHIVE, by=cast.kofi),
        lambda one: listing_transition(
            public_id=one, verb=Verb.REJECT, by=cast.sami, reason=RejectReason.OTHER, note="no"
        ),
    ]
    for way in ways:
        one = published(cast.kofi, Kind.OFFER, chapter=OPEN).id
        gone = moved(one, partial(way, one))
        assert (gone.state, gone.title, dict(gone.values), gone.organisation) == (State.WITHDRAWN, "", {}, "")


def test_a_last_day_that_passes_is_a_deletion_when_it_takes_effect(cast: Cast) -> None:
    one = published(cast.kofi, Kind.OFFER).id
    with standing_at(now() + timedelta(days=rules.LIFETIME_DAYS + 2)):
        assert moved(one, listing_expire_due).state is State.WITHDRAWN


def test_hiding_the_organisation_and_going_anonymous_are_changes(cast: Cast) -> None:
    one = published(cast.amina, checked_by=cast.sami, organisation="mwembe-cooperative")
    hide = {"visibility": {"organisation": "after_enquiry"}}
    after = moved(
        one.id, lambda: listing_update(public_id=one.id, raw=hide, expected_version=one.version, by=cast.amina)
    )
    assert after.organisation == after.organisation_name == ""
    anonymous = {"anonymous": True}
    moved(
        one.id, lambda: listing_update(public_id=one.id, raw=anonymous, expected_version=after.version, by=cast.amina)
    )


def test_a_renamed_organisation_moves_those_that_name_it_and_never_an_anonymous_one(cast: Cast) -> None:
    named = published(cast.amina, checked_by=cast.sami, organisation="mwembe-cooperative").id
    anonymous = published(cast.amina, organisation="mwembe-cooperative", anonymous=True).id
    before = exchanged(anonymous)
    event = Event("organisation.changed", organisation_by_slug("mwembe-cooperative").public_id, {})
    moved(named, lambda: organisation_heard(event))
    assert exchanged(anonymous) == before


def test_forgetting_after_withdrawal_changes_nothing_for_others_not_even_the_chapter_set(cast: Cast) -> None:
    one = published(cast.kofi, Kind.OFFER, chapter=OPEN)
    shy = published(cast.kofi, Kind.OFFER, chapter=OPEN, visibility={"chapter": "signed_in"})
    listing_withdraw(public_id=one.id, by=cast.kofi)
    listing_withdraw(public_id=shy.id, by=cast.kofi)
    before = told(), told(chapter="eastern-africa")
    assert before[0].keys() == {one.id, shy.id}
    assert before[1].keys() == {one.id}
    with standing_at(now() + timedelta(days=rules.TOMBSTONE_DAYS + 1)):
        assert listing_forget_withdrawn() == 2
        after = told(), told(chapter="eastern-africa")
    assert [{one: view.changed for one, view in lot.items()} for lot in after] == [
        {one: view.changed for one, view in lot.items()} for lot in before
    ]
    assert after[0][one.id].chapter == "eastern-africa"
    assert after[0][shy.id].chapter == ""


def test_sample_listings_leave_a_tombstone_and_nothing_else(cast: Cast) -> None:
    origin = Origin(SAMPLE_NODE, "n-1")
    one = listing_import_draft(origin=origin, kind=Kind.NEED, raw=NEED, follows_source=True, is_sample=True).change.id
    assert told()[one].title
    assert sample_remove() == 1
    assert told()[one].state is State.WITHDRAWN
    assert told(facets={Facet.KINDS: frozenset({"need"})}).keys() == {one}
    assert not told(facets={Facet.KINDS: frozenset({"offer"})})
    assert not told(samples=False)
    assert earliest_change() == told()[one].changed


def test_pages_hold_rows_and_tombstones_without_rows_in_one_order(cast: Cast) -> None:
    for number in range(6):
        origin = Origin(SAMPLE_NODE, f"n-{number}")
        listing_import_draft(origin=origin, kind=Kind.NEED, raw=NEED, follows_source=True, is_sample=True)
        published(cast.kofi, Kind.OFFER)
        if number % 2:
            sample_remove()
    seen: list[str] = []
    cursor: str | None = ""
    until = now()
    while cursor is not None:
        page = changed_page(since=None, until=until, filters=Filters(), cursor=cursor, size=5)
        seen += [one.id for one in page.rows]
        cursor = page.next
    assert len(seen) == len(set(seen)) == 12


def test_a_harvested_listing_is_found_by_the_id_of_its_source(cast: Cast) -> None:
    origin = Origin("other.example", "oai:other.example:7", chain=("other.example",))
    one = listing_import_draft(origin=origin, kind=Kind.NEED, raw=NEED, follows_source=True).change.id
    assert [view.id for view in exchanged_from(["oai:other.example:7"])] == [one]
    assert exchanged_from(["7"]) == []
    assert exchanged("lst_none") is None


@pytest.mark.django_db(transaction=True)
def test_a_change_whose_transaction_ends_late_is_not_passed_over() -> None:
    cast = gather()
    one = published(cast.kofi, Kind.OFFER)
    began, may_end = threading.Event(), threading.Event()
    written: list[datetime] = []

    def slow_writer() -> None:
        try:
            with transaction.atomic():
                listing_withdraw(public_id=one.id, by=cast.kofi)
                written.append(now())
                began.set()
                may_end.wait(60)
        finally:
            connection.close()

    writer = threading.Thread(target=slow_writer)
    writer.start()
    try:
        assert began.wait(60)
        with standing_at(written[0] + timedelta(minutes=5)):  # long after, and still not to be read
            passed = settled()
            assert passed < written[0]
            seen = changed_page(since=None, until=passed, filters=Filters()).rows
            assert all(row.state is State.PUBLISHED for row in seen)
    finally:
        may_end.set()
        writer.join()
    with standing_at(written[0] + timedelta(minutes=5)):
        assert settled() == written[0] + timedelta(minutes=5) - MARGIN
        later = changed_page(since=passed, until=settled(), filters=Filters()).rows
        assert [(row.id, row.state) for row in later] == [(one.id, State.WITHDRAWN)]


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_session_does_not_stop_the_exchange() -> None:
    began, may_end = threading.Event(), threading.Event()

    def forgotten() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT txid_current()")
                began.set()
                may_end.wait(60)
        finally:
            connection.close()

    sleeper = threading.Thread(target=forgotten)
    sleeper.start()
    try:
        assert began.wait(60)
        moment = now() + timedelta(hours=5)
        with standing_at(moment):
            assert settled() == moment - timedelta(hours=1)
    finally:
        may_end.set()
        sleeper.join()
