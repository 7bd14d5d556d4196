from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from tests.cast import CHAPTER, Cast, cast
from tests.factories.repository import Repository
from tests.factories.web import Site, site

from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.models import Listing
from banyan.domain.listings.types import State
from banyan.practice.brokerage.services import enquiry_send
from banyan.practice.brokerage.types import Draft, Words
from banyan.practice.harvest.models import Source
from banyan.practice.harvest.tasks import harvest_due

__all__ = ["cast"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def there(settings: Settings) -> Iterator[Site]:
    settings.BANYAN_PRIVATE_HOSTS = ("127.0.0.1",)
    repository = Repository(size=10)
    for number in range(4):
        page = [f"https://ideas.example/{number}"]
        repository.put(f"oai:ideas.example:{number}", f"Bamboo dryer number {number}", identifier=page)
    repository.put("oai:ideas.example:broken", "")
    with site(repository.answer) as found:
        yield found


def _as(person: SignedIn) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _form(there: Site) -> dict[str, object]:
    return {
        "form": "oai_dc",
        "address": there.url,
        "name": "Ideas",
        "kind": "offer",
        "chapter": CHAPTER,
        "every_hours": 24,
        "owner_email": "owner@ideas.example",
        "mapping": 'places = "KE"',
    }


def test_a_source_is_tried_kept_switched_on_read_told_of_and_removed(
    cast: Cast, there: Site, do_jobs: Callable[[], list[str]]
) -> None:
    sami = _as(cast.sami)
    tried = sami.post(reverse("source_new"), _form(there))
    assert "Bamboo dryer number 3" in tried.content.decode()
    assert not Source.objects.exists()
    sami.post(reverse("source_new"), {**_form(there), "keep": "1"})
    source = Source.objects.get()
    assert source.mapping == {"places": "=KE"}
    assert not Listing.objects.exists()
    sami.post(reverse("source_switch", args=[source.public_id]), {"on": "1"})
    harvest_due.run()
    do_jobs()
    assert Listing.objects.filter(state=State.PUBLISHED, places=["KE"]).count() == 4
    page = sami.get(reverse("source", args=[source.public_id])).content.decode()
    assert "oai:ideas.example:broken" in page
    assert "Ideas" in sami.get(reverse("sources")).content.decode()
    assert sami.get(reverse("source_edit", args=[source.public_id])).status_code == 200
    found = sami.get(reverse("source_report_json", args=[source.public_id])).json()
    assert found["run"]["counts"] == {"created": 4, "broken": 1}
    (letter,) = [one for one in mail.outbox if one.to == ["owner@ideas.example"]]
    link = next(line for line in str(letter.body).splitlines() if "/sources/report/" in line)
    shown = Client().get(link[link.index("/sources/") :]).content.decode()
    assert "oai:ideas.example:broken" in shown
    assert cast.sami.email not in shown
    assert sami.get(reverse("source_remove", args=[source.public_id])).status_code == 200
    sami.post(reverse("source_remove", args=[source.public_id]))
    assert not Listing.objects.filter(state=State.PUBLISHED).exists()
    assert Client().get(link[link.index("/sources/") :]).status_code == 404


def test_whoever_looks_after_no_chapter_sees_no_source(cast: Cast, there: Site) -> None:
    _as(cast.sami).post(reverse("source_new"), {**_form(there), "keep": "1"})
    source = Source.objects.get().public_id
    for person in (cast.uma, cast.kofi, cast.rosa):
        for name, names in (("sources", []), ("source_new", []), ("source", [source]), ("source_edit", [source])):
            assert _as(person).get(reverse(name, args=names)).status_code == 403
    assert Client().get(reverse("sources")).status_code == 302


def test_an_address_inside_our_network_is_refused_with_a_sentence(cast: Cast, there: Site, settings: Settings) -> None:
    settings.BANYAN_PRIVATE_HOSTS = ()
    page = _as(cast.noor).post(reverse("source_new"), _form(there)).content.decode()
    assert "not open to everybody" in page
    assert there.heard == []


def test_who_asks_about_a_record_of_another_place_is_led_there(
    cast: Cast, there: Site, do_jobs: Callable[[], list[str]]
) -> None:
    noor = _as(cast.noor)
    noor.post(reverse("source_new"), {**_form(there), "keep": "1"})
    noor.post(reverse("source_switch", args=[Source.objects.get().public_id]), {"on": "1"})
    harvest_due.run()
    do_jobs()
    one = Listing.objects.get(origin_id="oai:ideas.example:2").public_id
    page = _as(cast.uma).get(reverse("listing", args=[one])).content.decode()
    assert "https://ideas.example/2" in page
    assert reverse("ask", args=[one]) not in page
    with pytest.raises(NotAllowed):
        enquiry_send(listing=one, draft=Draft(Words("A village", "Dryers", "Ten of them")), by=cast.uma)
