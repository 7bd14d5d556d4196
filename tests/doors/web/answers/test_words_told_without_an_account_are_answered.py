from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import Cast
from tests.doors.web.posting.reading import filled
from tests.doors.web.reading import signed_in, text_of
from tests.factories.listings import published

from banyan.domain.listings.models import Listing
from banyan.domain.listings.types import Kind

Indexed = Callable[[], object]
WORDS = "Our mango slices grow mould in the rain before they are dry, and the buyer sends them back."
pytestmark = pytest.mark.django_db


def _told(client: Client) -> str:
    return str(client.post("/need/new/", {"words": WORDS})["Location"])


def test_a_visitor_sees_answers_and_nothing_is_published(client: Client, cast: Cast, indexed: Indexed) -> None:
    published(cast.kofi, Kind.OFFER)
    indexed()
    address = _told(client)
    before = Listing.objects.count()
    answer = client.post(address, filled(client.get(address)) | {"answers": ["1"]}, follow=True)
    shown = text_of(answer)
    assert answer.redirect_chain[-1][0] == f"{address}answers/"
    assert "Dryer that runs on the sun" in shown
    assert "others find neither it nor its answers" in shown
    assert "To publish it, sign in" in shown
    assert "This helps us" not in shown
    assert Listing.objects.count() == before


def test_nobody_else_reaches_them(client: Client, indexed: Indexed) -> None:
    indexed()
    address = _told(client)
    assert client.get(f"{address}answers/").status_code == 200
    assert Client().get(f"{address}answers/").status_code == 404


def test_whoever_has_signed_in_since_goes_on_with_a_draft_of_their_own(cast: Cast, indexed: Indexed) -> None:
    indexed()
    client = signed_in(cast.amina)
    address = _told(client)
    answer = client.post(address, filled(client.get(address)) | {"answers": ["1"]}, follow=True)
    assert answer.redirect_chain[-1][0].endswith("/answers/")
    assert "Check and publish" in text_of(answer)
