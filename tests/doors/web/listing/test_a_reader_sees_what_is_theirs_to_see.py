from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import SEEKER, Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.listings import draft, published

from banyan.domain.listings.services import listing_withdraw
from banyan.domain.listings.types import Kind


def page(client: Client, listing: str, **query: str) -> str:
    answer = client.get(f"/listing/{listing}/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_anonymous_need_never_says_who_asks(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami, organisation=SEEKER, anonymous=True)
    for client in (Client(), signed_in(cast.uma)):
        source = page(client, need.id)
        assert "only the broker knows who asks" in text_of(source)
        for word in (SEEKER, "Mwembe", "amina@example.org", cast.amina.public_id):
            assert word not in source


def test_its_broker_and_its_owner_see_who_asks(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami, organisation=SEEKER, anonymous=True)
    for person in (cast.rosa, cast.amina):
        assert "amina@example.org" in page(signed_in(person), need.id)


def test_what_is_kept_back_is_named_with_the_moment_it_opens(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER, visibility={"cost_purchase": "after_enquiry"})
    shown = text_of(page(Client(), offer.id))
    assert "Price shown after an enquiry" in shown
    assert "Contact person shown when the owner accepts an enquiry" in shown
    assert "9,500" not in shown


def test_a_draft_is_not_there_for_others(cast: Cast) -> None:
    need = draft(cast.amina)
    assert Client().get(f"/listing/{need.id}/").status_code == 404
    assert signed_in(cast.uma).get(f"/listing/{need.id}/").status_code == 404
    assert "only those who answer for it see this page" in text_of(page(signed_in(cast.amina), need.id))


def test_a_withdrawn_listing_says_that_it_was_withdrawn(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER)
    listing_withdraw(public_id=offer.id, by=cast.kofi)
    answer = Client().get(f"/listing/{offer.id}/")
    assert answer.status_code == 410
    assert "withdrawn" in text_of(answer)


def test_the_trail_is_shown_to_those_who_answer_for_it_only(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER)
    assert "Every change" not in text_of(page(Client(), offer.id))
    owner = text_of(page(signed_in(cast.kofi), offer.id))
    assert "Every change" in owner
    assert "Published" in owner


@pytest.mark.parametrize(("person", "may"), [("kofi", True), ("sami", True), ("uma", False)])
def test_only_those_who_may_change_it_find_the_button(cast: Cast, person: str, may: bool) -> None:
    offer = published(cast.kofi, Kind.OFFER)
    assert (f"/listing/{offer.id}/edit/" in page(signed_in(getattr(cast, person)), offer.id)) is may


def test_machines_read_published_listings_as_json_ld(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER)
    assert '<script type="application/ld+json">' in page(Client(), offer.id)
    unpublished = draft(cast.kofi, Kind.OFFER)
    assert "ld+json" not in page(signed_in(cast.kofi), unpublished.id)


def test_what_the_owner_does_not_say_is_said(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER)
    shown = text_of(page(Client(), offer.id))
    assert "The owner does not say:" in shown
    assert "The owner gives no figures yet" in shown
    assert "The owner names no place where it failed" in shown


def test_a_file_is_sent_as_a_download_that_no_browser_runs(cast: Cast) -> None:
    assert Client().get("/file/att_nothing/").status_code == 404
