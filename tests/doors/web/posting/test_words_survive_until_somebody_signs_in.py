from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from tests.cast import Cast
from tests.doors.web.posting.reading import filled

from banyan.domain.listings.models import Listing
from banyan.domain.listings.selectors import mine
from banyan.domain.listings.types import State

WORDS = "Our slices grow mould when it rains. We are near Kilifi and could pay 30,000 dollars."
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hand_made_reader")]


def begun(client: Client, words: str = WORDS) -> str:
    """Tells the trouble; the address of the draft."""
    answer = client.post("/need/new/", {"words": words})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_what_was_understood_stands_beside_the_words_with_its_evidence(client: Client) -> None:
    page = client.get(begun(client))
    text = page.content.decode()
    assert WORDS in text
    assert re.search(r'name="places" value="KE" checked', text)
    assert "near Kilifi" in text
    assert "only a guess" in text
    assert 'name="guess" value="budget_max" checked' in text
    assert text.count("<h1>") == 1
    assert not Listing.objects.exists()


def test_an_unticked_guess_is_gone_and_can_be_ticked_again(client: Client) -> None:
    address = begun(client)
    fields = filled(client.get(address))
    fields["places"] = []
    fields["guess"] = [name for name in fields["guess"] if name != "budget_max"]
    assert client.post(address, fields).status_code == 302
    text = client.get(address).content.decode()
    assert re.search(r'name="places" value="KE">', text)
    assert re.search(r'name="budget_max" value=""|name="budget_max"(?! value)', text)


def test_signed_out_people_save_come_back_and_are_told_before_that_publishing_needs_an_account(client: Client) -> None:
    address = begun(client)
    assert "sign in" in client.get("/need/new/").content.decode()
    answer = client.post(address, filled(client.get(address), outcome="Dry slices in wet weeks"))
    assert answer.status_code == 302
    assert "Dry slices in wet weeks" in client.get(address).content.decode()
    assert address in client.get("/need/new/").content.decode()


def test_the_draft_becomes_a_listing_once_its_writer_signs_in(client: Client, cast: Cast) -> None:
    address = begun(client)
    client.post(address, filled(client.get(address), outcome="Dry slices"))
    client.force_login(cast.amina, backend="django.contrib.auth.backends.ModelBackend")
    assert address in client.get("/mine/").content.decode()
    answer = client.get(address)
    (listing,) = mine(cast.amina)
    assert answer["Location"] == f"/listing/{listing.id}/edit/"
    assert listing.values["problem"] == WORDS
    assert listing.values["outcome"] == "Dry slices"
    assert listing.values["places"] == ("KE",)
    assert listing.state is State.DRAFT
    again = client.get(address)
    assert again.status_code == 302
    assert len(mine(cast.amina)) == 1


def test_the_words_survive_signing_up_and_confirming_the_address(client: Client) -> None:
    address = begun(client)
    secret = "river-lantern-94"
    client.post(
        f"/account/signup/?next={address}", {"email": "sione@example.org", "password1": secret, "password2": secret}
    )
    found = re.search(r"https?://\S+?(/account/\S+)", str(mail.outbox[-1].body))
    assert found
    client.post(found[1])
    client.post("/account/login/", {"login": "sione@example.org", "password": secret})
    text = client.get("/mine/").content.decode()
    assert address in text
    assert "grow mould" in text


def test_what_could_not_be_read_is_given_back_after_signing_in(client: Client, cast: Cast) -> None:
    address = begun(client)
    answer = client.post(address, filled(client.get(address), deadline="some day soon"))
    assert answer.status_code == 422
    client.force_login(cast.amina, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(str(client.get(address)["Location"]))
    assert 'value="some day soon"' in page.content.decode()
    assert "#id_deadline_group" in page.content.decode()


def test_nobody_else_reaches_an_unfinished_text(client: Client) -> None:
    address = begun(client)
    assert Client().get(address).status_code == 404


def test_an_unfinished_text_can_be_thrown_away(client: Client) -> None:
    address = begun(client)
    client.post(f"/draft/{address.strip('/').rsplit('/', 1)[-1]}/forget/")
    assert client.get(address).status_code == 404
