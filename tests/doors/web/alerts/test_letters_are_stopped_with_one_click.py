"""Letters: headers, words in every language, and the link that ends them without a sign-in."""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_bytes

import pytest
from django.core import mail
from django.test import Client
from tests.cast import Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.alerts import looked, saved
from tests.factories.listings import published

from banyan.base.audit.selectors import history
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.rules import INTERFACE_LANGUAGES
from banyan.domain.accounts.services import user_update
from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.alerting.letters import stopping
from banyan.practice.matchmaking.models import Alert, Notice
from banyan.practice.matchmaking.services import alerts_tell

pytestmark = pytest.mark.django_db(transaction=True)
DoJobs = Callable[[], list[str]]


def letter_to(name: str) -> mail.EmailMultiAlternatives:
    [letter] = [one for one in mail.outbox if one.to == [f"{name}@example.org"] and "List-Id" in one.extra_headers]
    assert isinstance(letter, mail.EmailMultiAlternatives)
    return letter


def told(do_jobs: DoJobs) -> None:
    looked()
    do_jobs()
    mail.outbox.clear()
    Notice.objects.update(due=Notice.objects.values("found")[:1])
    alerts_tell()
    do_jobs()


def path_in(link: str) -> str:
    return link.removeprefix("http://localhost:8000")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_letter_stands_by_itself(cast: Cast, do_jobs: DoJobs, language: str) -> None:
    user_update(user=cast.amina, name="Amina", locale=language, time_zone="UTC", actor="")
    published(cast.amina, checked_by=cast.sami)
    looked()
    saved(cast.amina, text="grants <b>for</b> food")
    offer = published(cast.kofi, Kind.OFFER, title="Dryer <i>one</i>\r\nBcc: uma@example.org")
    published(cast.kofi, Kind.FUNDING)
    told(do_jobs)
    letter = letter_to("amina")
    page = str(letter.alternatives[0][0])
    assert letter.recipients() == ["amina@example.org"]
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert "<img" not in page and "url(" not in page and "<i>" not in page and "<b>" not in page
    assert not re.search(r"%\(|\n", str(letter.subject)) and "%(" not in letter.body
    link = f"http://localhost:8000/listing/{offer.id}/"
    assert link in letter.body and f'href="{link}"' in page
    for part in (letter.body, page):
        assert len(set(re.findall(r"/alerts/stop/[^/\s\"]+/", str(part)))) == 2  # one for each alert
        assert f"/notices/#{Notice.objects.get(listing=offer.id).public_id}" in part
        assert "kofi@" not in part and "amina@" not in part
    sent = message_from_bytes(letter.message().as_bytes())
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http://localhost:8000/alerts/stop/\S+/>", re.sub(r"\s", "", sent["List-Unsubscribe"]))
    assert re.fullmatch(r"<ltr_\w+@localhost>", sent["Message-ID"])


def test_looking_at_the_link_stops_nothing_and_the_button_does(cast: Cast, do_jobs: DoJobs) -> None:
    one, other = saved(cast.uma, text="dryer"), saved(cast.uma, kinds=("need",))
    published(cast.kofi, Kind.OFFER)
    told(do_jobs)
    [link] = set(re.findall(r"http\S+/alerts/stop/\S+/", str(letter_to("uma").body)))
    scanner = Client(enforce_csrf_checks=True)
    for _look in range(3):
        assert "You need not sign in." in text_of(scanner.get(path_in(link)))
        scanner.head(path_in(link))
    assert not Alert.objects.filter(frequency="page").exists()
    done = scanner.post(path_in(link), {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200 and "No letter comes about this any more" in text_of(done)
    stopped, going_on = (Alert.objects.get(public_id=alert) for alert in (one, other))
    assert (stopped.frequency, stopped.active, going_on.frequency) == ("page", True, "at_once")
    assert scanner.post(path_in(link)).status_code == 200
    assert "No letter comes" in text_of(scanner.get(path_in(link)))
    assert [row.action for row in history(object_type="alert", object_id=one)] == ["alert.stop", "alert.save"]
    later = published(cast.kofi, Kind.OFFER, title="Later dryer")
    looked()
    assert Notice.objects.get(listing=later.id).due is None
    assert "Later dryer" in text_of(signed_in(cast.uma).get("/notices/"))


def test_the_header_stops_all_that_spoke_in_the_letter_and_nothing_else(cast: Cast, do_jobs: DoJobs) -> None:
    alerts = [saved(cast.uma, text="dryer"), saved(cast.uma, text="grants"), saved(cast.uma, text="elsewhere")]
    published(cast.kofi, Kind.OFFER)
    published(cast.kofi, Kind.FUNDING)
    told(do_jobs)
    header = letter_to("uma").extra_headers["List-Unsubscribe"].strip("<>")
    Client(enforce_csrf_checks=True).post(path_in(header), {"List-Unsubscribe": "One-Click"})
    found = dict(Alert.objects.filter(person=cast.uma).values_list("public_id", "frequency"))
    assert [found[one] for one in alerts] == ["page", "page", "at_once"]


def test_a_link_that_is_not_ours_stops_nothing(cast: Cast) -> None:
    one = saved(cast.uma, text="dryer")
    good = stopping([one])
    for token in (good[:-1] + ("A" if good[-1] != "A" else "B"), one, "x", "a:b:c"):
        assert "No letter comes" in text_of(Client().post(f"/alerts/stop/{token}/"))
    assert Alert.objects.get().frequency == "at_once"


def test_what_waits_goes_out_no_more_once_its_letters_are_stopped(cast: Cast, do_jobs: DoJobs) -> None:
    one = saved(cast.uma, text="dryer")
    published(cast.kofi, Kind.OFFER)
    looked()
    do_jobs()
    mail.outbox.clear()
    alerts_tell()
    Client().post(f"/alerts/stop/{stopping([one])}/")
    do_jobs()
    assert [to for letter in mail.outbox for to in letter.to if to == "uma@example.org"] == []


@pytest.mark.parametrize("how", ["anonymous", "kept back"])
def test_no_letter_and_no_page_names_who_stands_behind_a_need(cast: Cast, do_jobs: DoJobs, how: str) -> None:
    hidden: dict[str, object] = (
        {"anonymous": True} if how == "anonymous" else {"visibility": {"organisation": "after_acceptance"}}
    )
    people: tuple[SignedIn, ...] = (cast.uma, cast.mei, cast.rosa)
    for person in people:
        saved(person, text="mango")
    published(cast.amina, Kind.NEED, checked_by=cast.sami, organisation="mwembe-cooperative", **hidden)
    told(do_jobs)
    for person, name in zip(people, ("uma", "mei", "rosa"), strict=True):
        if name == "rosa":  # she looks after the chapter, and knows
            continue
        letter = letter_to(name)
        said = (letter.body + str(letter.alternatives[0][0]) + str(letter.subject)).lower()
        said += signed_in(person).get("/notices/").content.decode().lower()
        assert "mango" in said and "mwembe" not in said and "amina" not in said
