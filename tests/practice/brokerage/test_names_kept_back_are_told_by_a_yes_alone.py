"""An anonymous need on either side: nobody finds the name until a yes tells it, to that one reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from tests.cast import SEEKER, Cast
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.base.audit.models import AuditRow
from banyan.base.clock import now, standing_at
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.listings.types import Kind
from banyan.practice.brokerage.selectors import enquiries, enquiry_get, granted
from banyan.practice.brokerage.services import enquiries_due, enquiry_accept, enquiry_ask, enquiry_reply
from banyan.practice.brokerage.types import Words

NAMES = ("amina", "mwembe", "0712345678")
SAYS = Words("Ask for amina@example.org", "Dry mango; www.mwembe.example", "Ring +254 0712345678")


def tells(found: object) -> list[str]:
    return [name for name in NAMES if name in str(found).lower().replace(" ", "")]


@pytest.fixture
def post(do_jobs: Callable[[], list[str]]) -> Callable[[str], str]:
    """All letters to a person so far, as they travel."""

    def read(person: str) -> str:
        do_jobs()
        return "".join(one.message().as_string() + one.body for one in mail.outbox if person in one.to[0])

    return read


def test_somebody_who_asks_for_an_anonymous_need(
    cast: Cast, offer: str, secret_need: str, post: Callable[[str], str]
) -> None:
    one = sent(cast.amina, offer, own=secret_need, organisation=SEEKER, words=SAYS)
    post("kofi")
    enquiry_ask(public_id=one, text="Where?", by=cast.kofi)
    enquiry_reply(public_id=one, text="Write to amina@example.org", by=cast.amina)
    seen = (enquiry_get(one, for_user=cast.kofi), enquiries(cast.kofi).rows, post("kofi"))
    assert tells(seen) == []
    assert seen[0].asker.hidden
    assert "Somebody who does not give their name yet" in seen[2]
    assert enquiry_get(one, for_user=cast.sami).asker.name == "Amina"
    enquiry_accept(public_id=one, by=cast.kofi)
    view = enquiry_get(one, for_user=cast.kofi)
    assert (view.asker.name, view.asker.email) == ("Amina", "amina@example.org")
    assert view.words == SAYS


def test_somebody_who_is_asked_about_an_anonymous_need(
    cast: Cast, secret_need: str, post: Callable[[str], str]
) -> None:
    offer = published(cast.kofi, Kind.OFFER).id
    one = sent(cast.kofi, secret_need, own=offer)
    enquiry_ask(public_id=one, text="I am amina@example.org. How much is it?", by=cast.amina)
    for days in (0, 6, 8, 13):
        with standing_at(now() + timedelta(days=days)):
            enquiries_due()
        seen = (enquiry_get(one, for_user=cast.kofi), enquiries(cast.kofi).rows, granted(cast.kofi, secret_need))
        assert tells((seen, post("kofi"))) == [], days
    assert seen[0].answerer.hidden
    enquiry_accept(public_id=one, by=cast.amina)
    view = enquiry_get(one, for_user=cast.kofi)
    assert (view.answerer.name, view.answerer.email) == ("Amina", "amina@example.org")
    assert view.answerer.organisation == "Mwembe Cooperative"
    assert view.listing is not None and view.listing.organisation == ""


def test_neither_the_trail_nor_the_events_keep_what_people_wrote(cast: Cast, offer: str, secret_need: str) -> None:
    one = sent(cast.amina, offer, own=secret_need, words=SAYS)
    enquiry_accept(public_id=one, by=cast.kofi, text="amina, welcome")
    rows = AuditRow.objects.filter(object_id=one).values("before", "after", "note", "action")
    events = OutboxEvent.objects.filter(key=one).values("payload", "topic")
    assert rows.count() == events.count() == 2
    assert tells((list(rows), list(events))) == []


def test_what_a_listing_shows_after_an_enquiry_is_shown_to_its_asker_alone(cast: Cast) -> None:
    offer = published(
        cast.kofi,
        Kind.OFFER,
        how_it_works="A hidden fan.",
        trl_evidence="A hidden report.",
        visibility={"how_it_works": "after_enquiry", "trl_evidence": "after_acceptance"},
    ).id
    one = sent(cast.amina, offer)
    seen = enquiry_get(one, for_user=cast.amina).listing
    assert seen is not None and {"how_it_works"} == {"how_it_works", "trl_evidence"} & set(seen.values)
    assert granted(cast.uma, offer) is None
    enquiry_accept(public_id=one, by=cast.kofi)
    seen = enquiry_get(one, for_user=cast.amina).listing
    assert seen is not None and {"how_it_works", "trl_evidence", "contact"} - set(seen.values) <= {"contact"}


def test_addresses_of_those_who_are_named_wait_for_the_yes_too(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer, words=SAYS)
    enquiry_ask(public_id=one, text="Where? Ring +254 0712345678", by=cast.kofi)
    before = enquiry_get(one, for_user=cast.kofi)
    assert before.asker.name == "Amina"
    assert tells((before.words, enquiry_get(one, for_user=cast.amina).thread)) == []
    assert enquiry_get(one, for_user=cast.amina).words == SAYS
    enquiry_reply(public_id=one, text="Here.", by=cast.amina)
    enquiry_accept(public_id=one, by=cast.kofi)
    assert enquiry_get(one, for_user=cast.kofi).words == SAYS
    assert "0712345678" in str(enquiry_get(one, for_user=cast.amina).thread).replace(" ", "")
