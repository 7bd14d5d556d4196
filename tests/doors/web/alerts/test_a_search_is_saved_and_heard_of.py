"""From the search page to a notice and a word about it, and all that is done with an alert in between."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.alerts import found_by, looked, saved, standing_of
from tests.factories.listings import published

from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.alerting import letters
from banyan.practice.matchmaking.models import Alert, Judgement, Notice
from banyan.practice.matchmaking.selectors import alerts_of, unread_count
from banyan.practice.matchmaking.services import alerts_tell

pytestmark = pytest.mark.django_db(transaction=True)


def test_letters_lead_to_the_pages() -> None:
    assert reverse("listing", args=["lst_x"]) == letters.LISTING.format(id="lst_x")
    assert reverse("notices") == letters.NOTICES
    assert reverse("alerts") == letters.ALERTS
    assert reverse("alert_stop", args=["t:1"]) == letters.STOP.format(token="t:1")


def test_from_the_search_page_to_a_notice(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    uma = signed_in(cast.uma)
    page = uma.get("/search/?q=dryer&kinds=offer&sort=newest&cursor=x").content.decode()
    [where] = re.findall(r'href="(/alerts/new/[^"]+)"', page)
    assert "sort" not in where and "cursor" not in where
    asked = uma.get(where.replace("&amp;", "&"))
    assert "dryer, Technology offer" in text_of(asked)
    done = uma.post(where.replace("&amp;", "&"), {"frequency": "at_once", "name": ""}, follow=True)
    assert "You hear of what is new from now on." in text_of(done)
    assert "dryer, Technology offer" in text_of(done) and "/search/?q=dryer&amp;kinds=offer" in done.content.decode()
    offer = published(cast.kofi, Kind.OFFER)
    looked()
    page = text_of(uma.get("/notices/"))
    assert "Notices 1 new" in page
    assert "New Your search “ dryer, Technology offer ” finds it. It has your words: dryer." in page
    alerts_tell()
    do_jobs()
    [letter] = [one for one in mail.outbox if one.to == ["uma@example.org"]]
    assert f"http://localhost:8000/listing/{offer.id}/" in letter.body


def test_a_visitor_signs_in_first_and_finds_the_search_again(cast: Cast) -> None:
    client = Client()
    [where] = re.findall(r'href="(/alerts/new/[^"]+)"', client.get("/search/?q=clay+stove").content.decode())
    answer = client.get(where)
    assert answer.headers["Location"] == "/account/login/?next=/alerts/new/%3Fq%3Dclay%2Bstove"
    assert "clay stove" in text_of(signed_in(cast.uma).get(where))


def test_a_search_saved_twice_is_one_alert(cast: Cast) -> None:
    uma = signed_in(cast.uma)
    uma.post("/alerts/new/?q=dryer", {"frequency": "daily", "name": "My dryers"})
    page = uma.get("/alerts/new/?q=Dryer")
    assert "You keep an eye on this already" in text_of(page) and 'value="My dryers"' in page.content.decode()
    uma.post("/alerts/new/?q=Dryer", {"frequency": "weekly", "name": ""})
    [one] = alerts_of(cast.uma)
    assert (one.name, one.frequency.value) == ("My dryers", "weekly")


def test_everything_that_is_done_with_an_alert(cast: Cast) -> None:
    uma, one = signed_in(cast.uma), saved(cast.uma, text="dryer")
    where = f"/alerts/{one}/"

    def do(verb: str, **more: str) -> str:
        return text_of(uma.post(where, {"do": verb, **more}, follow=True))

    assert "Saved." in do("frequency", frequency="weekly")
    assert 'value="weekly" selected' in uma.get("/alerts/").content.decode()
    assert "paused" in do("pause")
    assert "paused" not in do("resume")
    assert "/alerts/feed/" in do("feed")
    assert "/alerts/feed/" not in do("feed_close")
    assert uma.post(where, {"do": "explode"}).status_code == 404
    assert uma.post(where, {"do": "frequency", "frequency": "hourly"}).status_code == 404
    assert "Save a search" in do("delete")
    assert uma.post(where, {"do": "pause"}).status_code == 404


def test_a_standing_need_is_turned_off_and_on_and_never_deleted(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    looked()
    amina, one = signed_in(cast.amina), standing_of(need.id)
    page = amina.get("/alerts/")
    assert "your own listing" in text_of(page) and "Delete for good" not in text_of(page)
    amina.post(f"/alerts/{one}/", {"do": "delete"})
    assert [(alert.id, alert.active) for alert in alerts_of(cast.amina)] == [(one, False)]


def test_not_relevant_is_a_judgement_and_is_taken_back(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    looked()
    offer = published(cast.kofi, Kind.OFFER)
    looked()
    amina, notice = signed_in(cast.amina), Notice.objects.get(person=cast.amina)
    page = text_of(amina.get("/notices/"))
    assert "For “ Drying mango slices when it rains ”" in page and "of 100" in page
    said = amina.post(f"/notices/{notice.public_id}/", {"reason": "too_costly"}, follow=True)
    assert "Not relevant, you said: It costs too much" in text_of(said)
    judgement = Judgement.objects.get(by=cast.amina)
    assert (judgement.need, judgement.listing, judgement.reason, judgement.counts) == (
        need.id, offer.id, "too_costly", True,
    )  # fmt: skip
    assert unread_count(cast.amina) == 0
    amina.post(f"/notices/{notice.public_id}/", {"reason": ""})
    assert not Judgement.objects.exists()
    wrong = amina.post(f"/notices/{notice.public_id}/", {"reason": "nonsense"}, follow=True)
    assert "Nothing was changed" in text_of(wrong)


def test_what_a_page_has_shown_is_read_and_nothing_else(cast: Cast) -> None:
    saved(cast.uma, text="dryer")
    for number in range(25):
        published(cast.kofi, Kind.OFFER, title=f"Dryer {number}")
    looked()
    uma = signed_in(cast.uma)
    page = uma.get("/notices/").content.decode()
    seen = re.findall(r'name="seen" value="(ntc_\w+)"', page)
    assert len(seen) == 20 and unread_count(cast.uma) == 25
    assert uma.post("/notices/read/", {"seen": seen}, headers={"HX-Request": "true"}).status_code == 204
    assert unread_count(cast.uma) == 5
    [following] = re.findall(r'href="(\?cursor=[^"]+)"', page)
    assert len(re.findall(r'name="seen"', uma.get(f"/notices/{following}").content.decode())) == 5
    assert uma.get("/notices/?cursor=broken").status_code == 422
    uma.post("/notices/read/")
    assert unread_count(cast.uma) == 0


def test_empty_pages_teach(cast: Cast) -> None:
    uma = signed_in(cast.uma)
    assert "Each listing comes once." in text_of(uma.get("/notices/"))
    assert "without coming back to look" in text_of(uma.get("/alerts/"))


def test_there_is_an_end_to_alerts_and_what_was_typed_stays(cast: Cast, settings: object) -> None:
    setattr(settings, "BANYAN_ALERTS_MOST", 2)  # noqa: B010
    uma = signed_in(cast.uma)
    for text in ("one", "two"):
        uma.post(f"/alerts/new/?q={text}", {"frequency": "daily"})
    page = uma.post("/alerts/new/?q=three", {"frequency": "weekly", "name": "My third"})
    assert page.status_code == 422
    assert "as many alerts as one person can" in text_of(page) and "My third" in page.content.decode()
    assert Alert.objects.filter(person=cast.uma).count() == 2


def test_others_answers_are_watched_from_their_page(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    looked()
    uma = signed_in(cast.uma)
    assert f"/alerts/new/?listing={need.id}" in uma.get(f"/need/{need.id}/answers/").content.decode()
    uma.post(f"/alerts/new/?listing={need.id}", {"frequency": "page"})
    offer = published(cast.kofi, Kind.OFFER)
    looked()
    [one] = alerts_of(cast.uma)
    assert found_by(one.id) == {offer.id}
    assert uma.get("/alerts/new/?listing=lst_none").status_code == 404
