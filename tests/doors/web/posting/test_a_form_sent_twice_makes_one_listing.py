from __future__ import annotations

from itertools import chain, repeat

import pytest
from django.test import Client
from tests.cast import Cast
from tests.doors.web.posting.conftest import SignIn
from tests.doors.web.posting.reading import filled

from banyan.domain.listings.selectors import mine
from banyan.domain.listings.types import Kind
from banyan.doors.web.posting import keeping, limits
from banyan.doors.web.posting.views import new

ADDRESSES = ["/offer/new/", "/help/new/service/", "/help/new/funding/", "/help/new/facility/", "/help/new/training/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pressing_save_twice_makes_one_draft(address: str, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.kofi)
    fields = filled(browser.get(address), title="Sent twice")
    first, second = browser.post(address, fields), browser.post(address, fields)
    (listing,) = mine(cast.kofi)
    assert first["Location"] == second["Location"] == f"/listing/{listing.id}/edit/"


def test_the_same_form_sent_by_a_browser_that_lost_its_session_makes_one_draft(cast: Cast, sign_in: SignIn) -> None:
    one, other = sign_in(cast.kofi), sign_in(cast.kofi)
    fields = filled(one.get("/offer/new/"), title="Sent from two windows")
    one.post("/offer/new/", fields)
    assert other.post("/offer/new/", fields)["Location"] == "/mine/"
    assert len(mine(cast.kofi)) == 1


def test_the_same_words_sent_twice_make_one_need(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.amina)
    first = browser.post("/need/new/", {"words": "Our well is salty."})
    second = browser.post("/need/new/", {"words": "Our well is salty. "})
    assert first["Location"] == second["Location"]
    (listing,) = mine(cast.amina)
    assert listing.kind is Kind.NEED


def test_signed_out_people_who_send_twice_have_one_text(client: Client, db: None) -> None:
    fields = filled(client.get("/offer/new/"), title="Sent twice")
    assert client.post("/offer/new/", fields)["Location"] == client.post("/offer/new/", fields)["Location"]


def test_a_form_that_failed_can_be_sent_again(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.kofi)
    fields = filled(browser.get("/offer/new/"))
    assert browser.post("/offer/new/", fields).status_code == 422
    fields["title"] = ["Now with a title"]
    assert browser.post("/offer/new/", fields).status_code == 302
    assert [one.title for one in mine(cast.kofi)] == ["Now with a title"]


def test_a_first_autosave_makes_the_draft_and_the_next_save_goes_on_with_it(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.kofi)
    page = browser.get("/offer/new/")
    fields = filled(page, title="Dryer")
    answer = browser.post("/offer/new/", {**fields, "auto": "1"}, headers={"HX-Request": "true"})
    (listing,) = mine(cast.kofi)
    assert answer["HX-Replace-Url"] == f"/listing/{listing.id}/edit/"
    assert "Saved at" in answer.content.decode()
    fields.update({"title": ["Better dryer"], "version": ["1"]})
    browser.post("/offer/new/", fields)
    assert [one.title for one in mine(cast.kofi)] == ["Better dryer"]


@pytest.mark.parametrize("auto", [False, True], ids=["pressed", "saving itself"])
def test_pressing_while_the_form_saves_itself_keeps_what_was_typed_last(
    auto: bool, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in(cast.kofi)
    fields = filled(browser.get("/offer/new/"), title="Dry")
    browser.post("/offer/new/", {**fields, "auto": "1"}, headers={"HX-Request": "true"})
    # the second request began before the first had ended, so its copy of the session knows of no draft yet
    known = chain(["", ""], repeat(None))
    for room in (new, limits):
        monkeypatch.setattr(
            room,
            "made_with",
            lambda session, token: said if (said := next(known)) is not None else keeping.made_with(session, token),
        )
    sent = {**fields, "title": ["Dryer"], "summary": ["For mango"], **({"auto": ["1"]} if auto else {"next": ["1"]})}
    answer = browser.post("/offer/new/", sent, headers={"HX-Request": "true"} if auto else {})
    (listing,) = mine(cast.kofi)
    if auto:
        assert listing.title == "Dry", "what saves itself late is older than what was pressed"
        assert answer["HX-Replace-Url"] == f"/listing/{listing.id}/edit/"
    else:
        assert (listing.title, listing.summary) == ("Dryer", "For mango")
        assert answer["Location"] == f"/listing/{listing.id}/publish/"
