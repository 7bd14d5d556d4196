"""Each service of alerts and notices against each of the cast: others' are as if they were not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.doors.web.reading import signed_in
from tests.doors.web.safety.test_two_at_once_do_no_harm import at_once
from tests.factories.alerts import looked, saved, standing_of
from tests.factories.listings import draft, published

from banyan.base.audit.selectors import history
from banyan.base.errors import TooMany
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.matchmaking.errors import NoSuchAlert, NoSuchNotice, TooManyAlerts
from banyan.practice.matchmaking.models import Alert, Notice
from banyan.practice.matchmaking.selectors import alert_get, alerts_of, notices_of, unread_count
from banyan.practice.matchmaking.services import (
    alert_delete,
    alert_feed_close,
    alert_feed_renew,
    alert_save_listing,
    alert_update,
    notice_judge,
    notices_read,
)
from banyan.practice.matchmaking.types import Frequency

pytestmark = pytest.mark.django_db(transaction=True)
OTHERS = ("amina", "kofi", "mei", "rosa", "sami", "noor")
SERVICES: tuple[Callable[..., None], ...] = (alert_update, alert_delete, alert_feed_renew, alert_feed_close)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_reads_or_changes_the_alerts_and_notices_of_others(cast: Cast, who: str) -> None:
    other: SignedIn = getattr(cast, who)
    one = saved(cast.uma, text="dryer, a secret of uma")
    published(cast.sami, Kind.OFFER, title="Dryer of the steward")
    looked()
    notice = Notice.objects.get(person=cast.uma).public_id
    for service in SERVICES:
        with pytest.raises(NoSuchAlert):
            service(public_id=one, by=other)
    with pytest.raises(NoSuchAlert):
        alert_get(one, for_user=other)
    with pytest.raises(NoSuchNotice):
        notice_judge(public_id=notice, reason=DeclineReason.OTHER, by=other)
    notices_read(by=other, ids=[notice])
    assert unread_count(cast.uma) == 1
    assert one not in {alert.id for alert in alerts_of(other)}
    assert notice not in {row.id for row in notices_of(other).rows}
    client = signed_in(other)
    assert client.post(f"/alerts/{one}/", {"do": "delete"}).status_code == 404
    assert client.post(f"/notices/{notice}/", {"reason": "other"}).status_code == 404
    for address in ("/alerts/", "/notices/"):
        assert "secret of uma" not in client.get(address).content.decode()
    assert Alert.objects.filter(public_id=one, active=True).exists()


def test_a_visitor_has_none(cast: Cast) -> None:
    one = saved(cast.uma, text="dryer")
    assert alerts_of(cast.visitor) == () and notices_of(cast.visitor).rows == () and unread_count(cast.visitor) == 0
    with pytest.raises(NoSuchAlert):
        alert_get(one, for_user=cast.visitor)
    for address in ("/alerts/", "/alerts/new/?q=x", "/notices/"):
        assert Client().get(address).status_code == 302
    for address in (f"/alerts/{one}/", "/notices/read/", "/notices/ntc_x/"):
        assert Client().post(address).status_code == 302


def test_the_trail_keeps_no_words_of_a_search(cast: Cast) -> None:
    one = saved(cast.uma, text="a cure for my own illness", places=("KE",))
    alert_update(public_id=one, frequency=Frequency.WEEKLY, name="My illness", by=cast.uma)
    alert_feed_renew(public_id=one, by=cast.uma)
    secret = alert_get(one, for_user=cast.uma).feed
    alert_delete(public_id=one, by=cast.uma)
    rows = history(object_type="alert", object_id=one)
    assert [row.action for row in rows] == ["alert.delete", "alert.feed_renew", "alert.update", "alert.save"]
    said = str([(row.before, row.after, row.note) for row in rows])
    assert "illness" not in said and "KE" not in said and secret not in said


def test_nobody_watches_what_is_not_open_to_them(cast: Cast) -> None:
    begun = draft(cast.kofi, Kind.OFFER).id
    with pytest.raises(NoSuchListing):
        alert_save_listing(listing=begun, by=cast.uma)


def test_there_is_an_end_also_in_two_tabs_at_once(cast: Cast, settings: Settings) -> None:
    settings.BANYAN_ALERTS_MOST = 3
    need = published(cast.uma, checked_by=cast.sami)
    looked()
    assert standing_of(need.id)
    tabs = [partial(saved, cast.uma, text=f"wish {number}") for number in range(6)]
    wrong = at_once(*tabs)
    assert [type(error) for error in wrong] == [TooManyAlerts] * 3
    assert Alert.objects.filter(person=cast.uma, standing=False).count() == 3


def test_saving_on_and_on_meets_a_limit(cast: Cast) -> None:
    for number in range(100):
        saved(cast.uma, text=f"wish {number % 5}")
    with pytest.raises(TooMany):
        saved(cast.uma, text="one more")


def test_two_tabs_save_one_search_once(cast: Cast) -> None:
    def save() -> str:
        return saved(cast.uma, text="the same")

    assert at_once(save, save, save) == []
    assert Alert.objects.filter(person=cast.uma).count() == 1
