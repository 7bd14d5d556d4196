from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cast import Cast
from tests.factories.listings import published

from banyan.base.clock import now, standing_at
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.listings.errors import Withdrawn
from banyan.domain.listings.models import Listing, ListingTranslation
from banyan.domain.listings.selectors import for_index, listing_get
from banyan.domain.listings.services import (
    attachment_add,
    listing_archive_due,
    listing_confirm,
    listing_expire_due,
    listing_forget_withdrawn,
    listing_remind_due,
    listing_withdraw,
)
from banyan.domain.listings.services.transition import step
from banyan.domain.listings.types import Change, Kind, State, Verb, Who

START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@contextmanager
def after(days: int) -> Iterator[None]:
    with standing_at(START + timedelta(days=days)):
        yield


def test_a_year_without_a_word_ends_it_after_two_reminders(cast: Cast) -> None:
    with after(0):
        made = published(cast.kofi)
    counts = {}
    for days in (300, 334, 335, 358, 359, 365, 366):
        with after(days):
            counts[days] = (listing_remind_due(), listing_expire_due())
    assert counts == {300: (0, 0), 334: (1, 0), 335: (0, 0), 358: (1, 0), 359: (0, 0), 365: (0, 0), 366: (0, 1)}
    reminders = OutboxEvent.objects.filter(key=made.id, topic="listing.expiring").order_by("id")
    assert [event.payload["days"] for event in reminders] == [31, 7]
    assert listing_get(made.id, for_user=cast.kofi).state is State.EXPIRED
    with after(400):
        revived = listing_confirm(public_id=made.id, by=cast.kofi)
        view = listing_get(made.id, for_user=cast.uma)
    assert revived.state is State.PUBLISHED
    assert view.expires == date(2026, 12, 1) + timedelta(days=765)


def test_still_valid_starts_a_new_year_and_new_reminders(cast: Cast) -> None:
    with after(0):
        made = published(cast.kofi)
    with after(340):
        assert listing_remind_due() == 1
        listing_confirm(public_id=made.id, by=cast.kofi)
    with after(366):
        assert (listing_remind_due(), listing_expire_due()) == (0, 0)
    with after(340 + 334):
        assert listing_remind_due() == 1


def test_funding_ends_on_the_day_it_closes(cast: Cast) -> None:
    with after(0):
        made = published(cast.kofi, Kind.FUNDING, closes="2026-12-20")
    with after(19):
        assert listing_expire_due() == 0
    with after(20):
        assert [row.id for row in for_index()] == []
        assert listing_expire_due() == 1
    assert listing_get(made.id, for_user=cast.kofi).state is State.EXPIRED


def test_one_broken_row_does_not_keep_the_others(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with after(0):
        ids = [published(cast.kofi).id for _ in range(3)]

    def breaking(listing: Listing, verb: Verb, who: frozenset[Who]) -> Change:
        if listing.public_id == ids[1]:
            raise RuntimeError("disk full")
        return step(listing, verb, who)

    monkeypatch.setattr("banyan.domain.listings.services.due.step", breaking)
    with after(366):
        assert listing_expire_due() == 2
        monkeypatch.undo()
        assert listing_expire_due() == 1


def test_what_expired_long_ago_is_put_away(cast: Cast) -> None:
    with after(0):
        made = published(cast.kofi)
    with after(366):
        listing_expire_due()
    with after(366 + 366):
        assert listing_archive_due() == 1
    assert listing_get(made.id, for_user=cast.kofi).state is State.ARCHIVED


@pytest.mark.django_db
def test_a_withdrawn_listing_is_forgotten_after_a_month_but_its_tombstone_stays(cast: Cast) -> None:
    with after(0):
        made = published(cast.kofi, translations={"fr": {"title": "Séchoir"}})
        attachment_add(public_id=made.id, name="a.txt", content=b"words", by=cast.kofi)
        listing_withdraw(public_id=made.id, by=cast.kofi)
        withdrawn = now()
    with after(20):
        assert listing_forget_withdrawn() == 0
    with after(40):
        assert listing_forget_withdrawn() == 1
        assert listing_forget_withdrawn() == 0
    row = Listing.objects.get(public_id=made.id)
    assert (row.title, row.details, row.owner_id, row.contact_email) == ("", {}, None, "")
    assert row.changed == withdrawn
    assert not ListingTranslation.objects.exists()
    with pytest.raises(Withdrawn):
        listing_get(made.id, for_user=cast.uma)
