"""A page view by the permitted leaves a line in the log of who saw what, and by the refused none."""

from __future__ import annotations

from django.test import Client
from tests.cast import PROVIDER, SEEKER, Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.domain.listings.services import attachment_add
from banyan.domain.listings.types import Kind, Visibility
from banyan.practice.brokerage.models import Sighting
from banyan.practice.brokerage.services import enquiry_accept

SEEN = "Who has seen this"


def readers() -> set[str]:
    return set(Sighting.objects.values_list("reader", flat=True))


def test_every_page_that_shows_what_is_kept_back_leaves_a_line(cast: Cast) -> None:
    offer = published(
        cast.kofi,
        Kind.OFFER,
        organisation=PROVIDER,
        how_it_works="A fan.",
        visibility={"how_it_works": "after_enquiry"},
    ).id
    other = published(cast.kofi, Kind.OFFER, organisation=PROVIDER, title="Tunnel dryer for fruit").id
    file = attachment_add(
        public_id=offer, name="plan.txt", content=b"a plan", visibility=Visibility.AFTER_ENQUIRY, by=cast.kofi
    )
    one = sent(cast.amina, offer)
    pages = (
        f"/listing/{offer}/", f"/file/{file.id}/", f"/need/{offer}/answers/", f"/compare/?id={offer}&id={other}",
        f"/listing/{offer}/edit/", f"/enquiries/{one}/",
    )  # fmt: skip
    for page in pages:
        for client in (Client(), signed_in(cast.uma), signed_in(cast.mei)):
            client.get(page)
        assert readers() == set(), page
        assert signed_in(cast.rosa).get(page).status_code == 200, page
        assert readers() == {cast.rosa.public_id}, page
        Sighting.objects.all().delete()
    signed_in(cast.amina).get(f"/listing/{offer}/")
    assert readers() == {cast.amina.public_id}


def test_owners_read_on_the_page_who_saw_it(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    enquiry_accept(public_id=one, by=cast.kofi)
    amina, kofi, rosa = signed_in(cast.amina), signed_in(cast.kofi), signed_in(cast.rosa)
    where = f"/enquiries/{one}/"
    assert "Nobody yet." in text_of(kofi.get(f"/listing/{offer}/"))
    rosa.get(f"/listing/{offer}/")
    assert "Rosa , what is kept back until you accept" in text_of(kofi.get(f"/listing/{offer}/"))
    kofi.get(where)
    assert "Kofi , names and addresses" in text_of(amina.get(where))
    for page in (rosa.get(where), rosa.get(f"/listing/{offer}/"), signed_in(cast.uma).get(f"/listing/{offer}/")):
        assert SEEN not in text_of(page)
    assert SEEN in text_of(signed_in(cast.noor).get(where))


def test_no_line_on_a_page_names_an_anonymous_need(cast: Cast, offer: str, secret_need: str) -> None:
    sent(cast.amina, offer, own=secret_need, organisation=SEEKER)
    signed_in(cast.amina).get(f"/listing/{offer}/")
    page = signed_in(cast.kofi).get(f"/listing/{offer}/").content.decode().lower()
    assert SEEN.lower() in page and "amina" not in page and "mwembe" not in page
