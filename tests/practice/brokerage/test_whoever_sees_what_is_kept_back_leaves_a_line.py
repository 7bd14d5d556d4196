"""Who saw what and when: the permitted leave one line a day, the refused none, owners none about their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.db.utils import DatabaseError
from pytest_django.fixtures import DjangoAssertNumQueries, Settings
from tests.cast import PROVIDER, Cast
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.base.clock import now, standing_at
from banyan.base.errors import NotFound
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.services import attachment_add
from banyan.domain.listings.types import Kind, Visibility
from banyan.practice.brokerage.models import Sighting
from banyan.practice.brokerage.selectors import enquiry_seen_by, listing_seen_by
from banyan.practice.brokerage.services import (
    enquiries_read,
    enquiry_accept,
    enquiry_read,
    file_read,
    listing_read,
    noted,
    sightings_forget,
)
from banyan.practice.brokerage.types import Side, What


@pytest.fixture
def offer(cast: Cast) -> str:
    return published(
        cast.kofi,
        Kind.OFFER,
        organisation=PROVIDER,
        how_it_works="A fan.",
        visibility={"how_it_works": "after_enquiry", "contact": "after_acceptance"},
    ).id


def log(thing: str) -> set[tuple[str, str]]:
    return {(row.reader, row.what) for row in Sighting.objects.filter(thing=thing)}


def test_a_listing_leaves_lines_by_what_it_opened(cast: Cast, offer: str) -> None:
    readers: tuple[Asker, ...] = (cast.amina, cast.uma, cast.visitor, cast.kofi)
    for reader in readers:
        listing_read(offer, by=reader)
    assert log(offer) == set()
    one = sent(cast.amina, offer)
    for reader in readers:
        listing_read(offer, by=reader)
    assert log(offer) == {(cast.amina.public_id, "after_enquiry")}
    enquiry_accept(public_id=one, by=cast.kofi)
    listing_read(offer, by=cast.amina)
    listing_read(offer, by=cast.uma)
    mine = {(cast.amina.public_id, what) for what in ("after_enquiry", "after_acceptance")}
    assert log(offer) == mine
    listing_read(offer, by=cast.rosa)
    assert log(offer) == mine | {(cast.rosa.public_id, what) for what in ("after_enquiry", "after_acceptance")}


def test_a_chapter_that_reads_who_stands_behind_an_anonymous_need_leaves_a_line(
    cast: Cast, secret_need: str, need: str
) -> None:
    listing_read(secret_need, by=cast.rosa)
    assert (cast.rosa.public_id, "after_acceptance") in log(secret_need)
    listing_read(secret_need, by=cast.kofi)
    listing_read(secret_need, by=cast.amina)
    assert {reader for reader, _what in log(secret_need)} == {cast.rosa.public_id}


def test_an_enquiry_leaves_lines_of_words_and_of_names_told(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    enquiry_read(one, by=cast.amina)
    assert log(one) == set()
    enquiry_read(one, by=cast.kofi)
    assert log(one) == {(cast.kofi.public_id, "words")}
    enquiry_accept(public_id=one, by=cast.kofi)
    enquiry_read(one, by=cast.kofi)
    enquiries_read(by=cast.amina)
    assert log(one) == {
        (cast.kofi.public_id, "words"), (cast.kofi.public_id, "names"), (cast.amina.public_id, "names"),
    }  # fmt: skip
    for refused in (cast.uma, cast.mei):
        with pytest.raises(NotFound):
            enquiry_read(one, by=refused)
        enquiries_read(by=refused)
    assert not Sighting.objects.filter(reader__in=[cast.uma.public_id, cast.mei.public_id]).exists()


def test_a_file_kept_back_leaves_a_line_with_whoever_fetched_it(cast: Cast, offer: str) -> None:
    file = attachment_add(
        public_id=offer, name="plan.txt", content=b"a plan", visibility=Visibility.AFTER_ENQUIRY, by=cast.kofi
    )
    with pytest.raises(NotFound):
        file_read(file.id, by=cast.amina)
    assert log(offer) == set()
    sent(cast.amina, offer)
    assert file_read(file.id, by=cast.amina).content.read() == b"a plan"
    assert (cast.amina.public_id, "file") in log(offer)
    file_read(file.id, by=cast.kofi)
    assert {reader for reader, _what in log(offer)} == {cast.amina.public_id}


def test_one_line_a_day_in_one_statement(
    cast: Cast, offer: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for days in (0, 0, 1, 1, 1):
        with standing_at(now() + timedelta(days=days)), django_assert_num_queries(1):
            noted([("enq_x", What.WORDS, Side.BROKER), ("enq_x", What.NAMES, Side.BROKER)], by=cast.rosa)
    assert Sighting.objects.count() == 4


def test_a_line_is_never_changed(cast: Cast) -> None:
    noted([("enq_x", What.WORDS, Side.BROKER)], by=cast.rosa)
    with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
        Sighting.objects.update(reader="usr_other")
    assert Sighting.objects.get().reader == cast.rosa.public_id


def test_lines_are_kept_as_long_as_the_node_says(cast: Cast, settings: Settings) -> None:
    settings.BANYAN_SEEN_DAYS = 10
    noted([("enq_x", What.WORDS, Side.BROKER)], by=cast.rosa)
    with standing_at(now() + timedelta(days=10)):
        assert sightings_forget() == 0
    with standing_at(now() + timedelta(days=11)):
        assert sightings_forget() == 1


def test_the_log_is_read_by_the_things_owner_and_by_the_node_alone(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    listing_read(offer, by=cast.amina)
    listing_read(offer, by=cast.sami)
    for viewer in (cast.kofi, cast.noor):
        assert {line.name for line in listing_seen_by(offer, for_user=viewer)} == {"Amina", "Sami"}
    for other in (cast.amina, cast.rosa, cast.sami, cast.mei, cast.uma):
        with pytest.raises(NotFound):
            listing_seen_by(offer, for_user=other)
    enquiry_read(one, by=cast.kofi)
    enquiry_read(one, by=cast.rosa)
    assert {(line.name, line.mine) for line in enquiry_seen_by(one, for_user=cast.amina)} == {
        ("", False), ("Rosa", False),
    }  # fmt: skip
    assert {(line.name, line.mine) for line in enquiry_seen_by(one, for_user=cast.kofi)} == {
        ("Kofi", True), ("Rosa", False),
    }  # fmt: skip
    assert enquiry_seen_by(one, for_user=cast.rosa) == ()
    with pytest.raises(NotFound):
        enquiry_seen_by(one, for_user=cast.uma)
    enquiry_accept(public_id=one, by=cast.kofi)
    assert "Kofi" in {line.name for line in enquiry_seen_by(one, for_user=cast.amina)}


def test_the_log_names_nobody_who_stays_unnamed(cast: Cast, offer: str, secret_need: str) -> None:
    asked_of = sent(cast.amina, offer, own=secret_need)
    listing_read(offer, by=cast.amina)
    line = listing_seen_by(offer, for_user=cast.kofi)[0]
    assert (line.name, line.side) == ("", Side.ASKER)
    own = published(cast.kofi, Kind.OFFER, how_it_works="A fan.", visibility={"how_it_works": "after_enquiry"}).id
    asking = sent(cast.kofi, secret_need, own=own)
    listing_read(own, by=cast.amina)
    enquiry_read(asking, by=cast.amina)
    told = str((listing_seen_by(own, for_user=cast.kofi), enquiry_seen_by(asking, for_user=cast.kofi))).lower()
    assert "answerer" in told and "amina" not in told
    enquiry_accept(public_id=asked_of, by=cast.kofi)
    assert {line.name for line in listing_seen_by(offer, for_user=cast.kofi)} == {"Amina"}


def test_whose_account_is_gone_is_a_line_without_a_name(cast: Cast, offer: str) -> None:
    sent(cast.uma, offer)
    listing_read(offer, by=cast.uma)
    cast.uma.delete()
    assert [line.name for line in listing_seen_by(offer, for_user=cast.kofi)] == [""]
