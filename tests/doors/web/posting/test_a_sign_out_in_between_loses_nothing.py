from __future__ import annotations

from django.test import Client
from tests.cast import Cast
from tests.doors.web.posting.conftest import SignIn
from tests.doors.web.posting.reading import filled
from tests.factories.listings import draft

from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import Kind


def test_a_form_sent_after_the_session_ended_waits_for_the_sign_in(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    address = f"/listing/{made.id}/edit/"
    fields = filled(sign_in(cast.kofi).get(address), title="Typed too late")
    later = Client()
    answer = later.post(address, fields)
    assert answer["Location"].startswith("/account/login/")
    later.force_login(cast.kofi, backend="django.contrib.auth.backends.ModelBackend")
    page = later.get(address)
    assert 'value="Typed too late"' in page.content.decode()
    assert "It is not saved yet" in page.content.decode()
    assert later.post(address, filled(page)).status_code == 302
    assert listing_get(made.id, for_user=cast.kofi).title == "Typed too late"


def test_an_autosave_after_the_session_ended_says_so(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    address = f"/listing/{made.id}/edit/"
    fields = filled(sign_in(cast.kofi).get(address), title="Typed too late", auto="1")
    answer = Client().post(address, fields, headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert answer["HX-Retarget"] == "#saved"
    assert "you are signed out" in answer.content.decode()


def test_somebody_else_who_signs_in_there_sees_nothing_of_the_listing(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    address = f"/listing/{made.id}/edit/"
    browser = Client()
    browser.post(address, {"title": "Typed too late", "version": "1"})
    browser.force_login(cast.uma, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get(address).status_code in {403, 404}
