"""Alerts where things go together badly: several find one listing, listings are gone, a feed meets odd signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.factories.alerts import looked, saved
from tests.factories.listings import published

from banyan.domain.listings.services import listing_update, listing_withdraw
from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.errors import TooManyAlerts
from banyan.practice.matchmaking.models import Alert, Notice
from banyan.practice.matchmaking.selectors import alert_get, alerts_of
from banyan.practice.matchmaking.services import alert_feed_renew, alert_save_listing, alerts_stop, alerts_tell
from banyan.practice.matchmaking.types import Frequency, NoticeState

pytestmark = pytest.mark.django_db(transaction=True)
DoJobs = Callable[[], list[str]]


def header_of_letter(do_jobs: DoJobs) -> str:
    looked()
    do_jobs()
    mail.outbox.clear()
    alerts_tell()
    do_jobs()
    [letter] = [one for one in mail.outbox if one.to == ["uma@example.org"]]
    return str(letter.message()["List-Unsubscribe"])


def token_in(header: str) -> str:
    found = re.search(r"/alerts/stop/([^/\s]+)/", header)
    assert found is not None
    return found[1]


def test_the_button_of_the_mail_program_ends_all_that_found_what_the_letter_tells(cast: Cast, do_jobs: DoJobs) -> None:
    several = [saved(cast.uma, text=text) for text in ("dryer", "fan", "sun dryer")]
    other = saved(cast.uma, kinds=("need",))
    published(cast.kofi, Kind.OFFER)
    Alert.objects.filter(public_id=other).update(frequency="weekly")
    header = header_of_letter(do_jobs)
    page = Client().get(f"/alerts/stop/{token_in(header)}/").content.decode()
    assert all(f"<bdi>{text}</bdi>" in page for text in ("dryer", "fan", "sun dryer"))
    assert alerts_stop(token=token_in(header)) == 3
    assert set(Alert.objects.filter(frequency="page").values_list("public_id", flat=True)) == set(several)
    assert alerts_stop(token=token_in(header)) == 0


def test_the_header_stays_short_however_many_alerts_speak(cast: Cast, do_jobs: DoJobs) -> None:
    """A line of a letter may have 998 signs; a mail server refuses one that has more."""
    for word in ("Pump", "Mill", "Oven", "Silo", "Press", "Loom", "Kiln", "Lathe"):
        saved(cast.uma, text=word)
        published(cast.kofi, Kind.OFFER, title=f"{word} for a village")
    header = header_of_letter(do_jobs)
    assert len(header) < 250
    assert alerts_stop(token=token_in(header)) == 8


def test_listings_that_are_gone_take_up_no_room_among_ones_alerts(cast: Cast, settings: Settings) -> None:
    settings.BANYAN_ALERTS_MOST = 2
    for _number in range(2):
        listing = published(cast.kofi, Kind.OFFER).id
        alert_save_listing(listing=listing, by=cast.uma)
        listing_withdraw(public_id=listing, by=cast.kofi)
    assert alerts_of(cast.uma) == ()
    saved(cast.uma, text="one")
    saved(cast.uma, text="two")
    with pytest.raises(TooManyAlerts):
        saved(cast.uma, text="three")


def test_a_feed_is_read_whatever_signs_a_title_has(cast: Cast) -> None:
    alert = saved(cast.uma, text="dryer\ufffe")
    published(cast.kofi, Kind.OFFER, title="Dryer \uffff and \ufffe fan")
    looked()
    alert_feed_renew(public_id=alert, by=cast.uma)
    answer = Client().get(f"/alerts/feed/{alert_get(alert, for_user=cast.uma).feed}/")
    root = ElementTree.fromstring(answer.content)
    assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) == 1


def test_what_a_quicker_alert_finds_too_is_told_when_that_one_speaks(cast: Cast, do_jobs: DoJobs) -> None:
    saved(cast.uma, frequency=Frequency.PAGE, text="dryer")
    offer = published(cast.kofi, Kind.OFFER)
    looked()
    assert Notice.objects.get(listing=offer.id, person=cast.uma).due is None
    saved(cast.uma, text="millet")
    said = {"summary": "It also threshes millet, and mills all of it in the evening when it is cool."}
    listing_update(public_id=offer.id, raw=said, expected_version=offer.version, by=cast.kofi)
    looked()
    notice = Notice.objects.get(listing=offer.id, person=cast.uma)
    assert notice.state == NoticeState.WAITING and notice.due is not None
