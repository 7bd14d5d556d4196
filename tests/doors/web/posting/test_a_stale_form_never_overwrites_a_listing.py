from __future__ import annotations

from django.test import Client
from tests.cast import PROVIDER, Cast
from tests.doors.web.posting.conftest import SignIn
from tests.doors.web.posting.reading import Fields, filled
from tests.factories.listings import draft

from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import Kind, ListingView


def opened(browser: Client, address: str) -> Fields:
    return filled(browser.get(address))


def stored(cast: Cast, listing_id: str) -> ListingView:
    return listing_get(listing_id, for_user=cast.kofi)


def test_both_versions_are_shown_and_nothing_is_overwritten(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    address, one, other = f"/listing/{made.id}/edit/", sign_in(cast.kofi), sign_in(cast.kofi)
    mine, theirs = opened(one, address), opened(other, address)
    other.post(address, {**theirs, "title": ["Theirs"]})
    answer = one.post(address, {**mine, "title": ["Mine"]})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in text
    assert 'value="Mine"' in text
    assert stored(cast, made.id).title == "Theirs"
    assert one.post(address, filled(answer)).status_code == 302
    assert stored(cast, made.id).title == "Mine"


def test_their_version_can_be_left(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    address, one, other = f"/listing/{made.id}/edit/", sign_in(cast.kofi), sign_in(cast.kofi)
    mine = opened(one, address)
    other.post(address, {**opened(other, address), "title": ["Theirs"]})
    answer = one.post(address, {**mine, "title": ["Mine"], "compared": ["Half the time"]})
    one.post(address, {**filled(answer), "theirs": ["title"]})
    assert stored(cast, made.id).title == "Theirs"
    assert stored(cast, made.id).values["compared"] == "Half the time"


def test_changes_of_different_answers_are_both_kept(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    address, one, other = f"/listing/{made.id}/edit/", sign_in(cast.kofi), sign_in(cast.kofi)
    mine = opened(one, address)
    other.post(address, {**opened(other, address), "title": ["Theirs"]})
    assert one.post(address, {**mine, "how_it_works": ["Warm air"]}).status_code == 302
    view = stored(cast, made.id)
    assert (view.title, view.values["how_it_works"]) == ("Theirs", "Warm air")


def test_a_stale_autosave_says_so_and_saves_nothing(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    address, one, other = f"/listing/{made.id}/edit/", sign_in(cast.kofi), sign_in(cast.kofi)
    mine = opened(one, address)
    other.post(address, {**opened(other, address), "title": ["Theirs"]})
    answer = one.post(address, {**mine, "title": ["Mine"], "auto": ["1"]}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#saved"
    assert "Not saved" in answer.content.decode()
    assert stored(cast, made.id).title == "Theirs"


def test_a_stale_text_without_an_account_is_not_overwritten_either(client: Client, db: None) -> None:
    address = str(client.post("/need/new/", {"words": "Our well is salty."})["Location"])
    mine, theirs = opened(client, address), opened(client, address)
    client.post(address, {**theirs, "title": ["Theirs"]})
    answer = client.post(address, {**mine, "title": ["Mine"]})
    assert answer.status_code == 409
    assert 'value="Theirs"' in client.get(address).content.decode()


def test_saving_an_unchanged_old_form_undoes_nothing(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    address, one, other = f"/listing/{made.id}/edit/", sign_in(cast.kofi), sign_in(cast.kofi)
    mine = opened(one, address)
    other.post(address, {**opened(other, address), "title": ["Theirs"], "trl": ["9"]})
    assert one.post(address, mine).status_code == 302
    assert stored(cast, made.id).title == "Theirs"
    assert stored(cast, made.id).values["trl"] == 9
