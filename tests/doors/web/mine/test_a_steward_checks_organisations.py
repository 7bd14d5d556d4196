from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import PROVIDER, SEEKER, Cast
from tests.doors.web.posting.conftest import SignIn
from tests.factories.listings import published

from banyan.domain.organisations.selectors import organisation_by_slug
from banyan.domain.organisations.types import Standing

PAGE = "/mine/organisations/"


def standing(slug: str) -> Standing:
    return organisation_by_slug(slug).standing


def judge(browser: Client, slug: str, **more: str) -> str:
    answer = browser.post(f"{PAGE}{slug}/", {"version": str(organisation_by_slug(slug).version), **more}, follow=True)
    return str(answer.content.decode())


def test_a_steward_sees_what_speaks_for_it_and_verifies(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.sami)
    assert "1 organisation to check" in browser.get("/mine/").content.decode()
    page = browser.get(PAGE).content.decode()
    assert "Mwembe Cooperative" in page
    assert "Amina" in page
    assert "Checked. Its people get a letter" in judge(browser, SEEKER, verify="1")
    assert standing(SEEKER) is Standing.VERIFIED
    made = published(cast.amina, organisation=SEEKER)
    for address in (f"/organisations/{SEEKER}/", "/organisations/", f"/listing/{made.id}/"):
        assert "Checked by its chapter" in Client().get(address).content.decode()


def test_a_refusal_needs_a_reason_that_its_people_read_and_others_do_not(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.sami)
    assert "Say what could not be checked" in judge(browser, SEEKER, refuse="1", reason=" ")
    judge(browser, SEEKER, refuse="1", reason="We found no register entry.")
    assert standing(SEEKER) is Standing.REFUSED
    address = f"/organisations/{SEEKER}/"
    assert "We found no register entry." in sign_in(cast.amina).get(address).content.decode()
    for reader in (Client(), sign_in(cast.uma), sign_in(cast.kofi)):
        assert "register entry" not in reader.get(address).content.decode()
    judge(browser, SEEKER, undo="1")
    assert standing(SEEKER) is Standing.WAITING


def test_an_old_page_decides_nothing(cast: Cast, sign_in: SignIn) -> None:
    said = judge(sign_in(cast.sami), SEEKER, verify="1", version="0")
    assert "changed after you opened the page" in said
    assert standing(SEEKER) is Standing.WAITING


@pytest.mark.parametrize("name", ["amina", "kofi", "uma"])
def test_nobody_else_checks(cast: Cast, sign_in: SignIn, name: str) -> None:
    browser = sign_in(getattr(cast, name))
    assert browser.get(PAGE).status_code == 403
    for slug in (SEEKER, PROVIDER):
        before = standing(slug)
        assert browser.post(f"{PAGE}{slug}/", {"undo": "1"}).status_code == 403
        assert standing(slug) is before
    assert Client().get(PAGE).status_code == 302
