"""The desk in pages, without scripts: taken, given back, taken back, handed over; others see no desk."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import PROVIDER, Cast
from tests.doors.web.posting.conftest import SignIn
from tests.factories.desk import item, items, one_of_each, to_check
from tests.factories.listings import published

from banyan.domain.listings.types import Kind
from banyan.domain.moderation.services import listing_report
from banyan.domain.moderation.types import Reason
from banyan.practice.brokerage.services.desk import desk_take
from banyan.practice.brokerage.types.desk import Matter

ADDRESSES = ("/desk/", "/desk/people/", "/desk/review/{thing}/", "/desk/people/{rosa}/")


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def marks(*things: tuple[Matter, str]) -> list[str]:
    return [f"{matter} {thing}" for matter, thing in things]


def undo_on(page: str) -> str:
    found = re.search(r'name="undo" value="([^"]+)"', page)
    return found[1] if found else ""


def test_the_queue_says_what_waits_and_why(cast: Cast, sign_in: SignIn) -> None:
    one_of_each(cast)
    page = read(sign_in(cast.sami), "/desk/")
    for words in ("nobody has answered in time", "without a next step", "expires soon", "to be checked before"):
        assert words in page
    assert "/desk/" in read(sign_in(cast.sami), "/"), "the desk is in the head of each page"
    assert 'href="/desk/"' not in read(sign_in(cast.amina), "/")


def test_marked_things_are_taken_given_back_and_taken_back(cast: Cast, sign_in: SignIn) -> None:
    made, client = one_of_each(cast), sign_in(cast.sami)
    things = [(matter, thing) for matter, thing in made.items() if matter is not Matter.CASE]
    answer = client.post("/desk/take/", {"thing": marks(*things), "back": "matter=review"})
    assert answer["Location"] == "/desk/?matter=review"
    page = read(client, "/desk/?whose=mine")
    assert "4 things are in your hands now." in page
    assert all(item(cast.sami, thing).mine for _matter, thing in things)
    client.post("/desk/undo/", {"undo": undo_on(page)})
    assert not any(item(cast.sami, thing).mine for _matter, thing in things)
    assert undo_on(read(client, "/desk/")) == ""

    client.post("/desk/take/", {"thing": marks(*things)})
    client.post("/desk/give-back/", {"only": marks(*things)[0]})
    assert [item(cast.sami, thing).mine for _matter, thing in things] == [False, True, True, True]
    client.post("/desk/undo/", {"undo": undo_on(read(client, "/desk/"))})
    assert all(item(cast.sami, thing).mine for _matter, thing in things)


def test_who_comes_second_is_told_who_was_first(cast: Cast, sign_in: SignIn) -> None:
    thing = to_check()
    desk_take(matter=Matter.REVIEW, thing=thing, by=cast.rosa)
    client = sign_in(cast.sami)
    client.post("/desk/take/", {"only": f"review {thing}"})
    assert "Rosa has this in hand already." in read(client, "/desk/")


def test_a_hand_over_that_is_refused_keeps_the_note(cast: Cast, sign_in: SignIn) -> None:
    thing, client = to_check(), sign_in(cast.rosa)
    desk_take(matter=Matter.REVIEW, thing=thing, by=cast.rosa)
    address, note = f"/desk/review/{thing}/", "Their phone is off until Monday."
    refused = client.post(address, {"to": "", "note": note, "held_by": cast.rosa.public_id})
    assert refused.status_code == 422
    assert note in refused.content.decode()
    stale = client.post(address, {"to": cast.sami.public_id, "note": note, "held_by": ""})
    assert stale.status_code == 409
    assert note in stale.content.decode()
    done = client.post(address, {"to": cast.sami.public_id, "note": note, "held_by": cast.rosa.public_id})
    assert done["Location"] == "/desk/"
    assert note in read(sign_in(cast.sami), "/desk/?whose=mine")


def test_everything_of_somebody_goes_over_in_one_form(cast: Cast, sign_in: SignIn) -> None:
    made, client = one_of_each(cast), sign_in(cast.sami)
    for matter, thing in made.items():
        desk_take(matter=matter, thing=thing, by=cast.rosa)
    page = read(client, "/desk/people/")
    assert "Hand over everything" in page
    address = f"/desk/people/{cast.rosa.public_id}/"
    assert "5 things" in read(client, address)
    assert client.post(address, {"to": cast.sami.public_id, "note": " "}).status_code == 422
    client.post(address, {"to": cast.sami.public_id, "note": "Rosa has left us."})
    assert all(one.mine for one in items(cast.sami))
    assert "They have nothing in hand." in read(client, address)


@pytest.mark.parametrize("who", ["amina", "kofi", "uma"])
def test_nobody_else_finds_a_desk(cast: Cast, sign_in: SignIn, who: str) -> None:
    thing, client = to_check(), sign_in(getattr(cast, who))
    for address in ADDRESSES:
        answer = client.get(address.format(thing=thing, rosa=cast.rosa.public_id))
        assert answer.status_code in {403, 404}, address
        assert "Hand over" not in answer.content.decode()
    client.post("/desk/take/", {"only": f"review {thing}"})
    assert item(cast.sami, thing).holder is None


def test_a_broker_does_not_hand_over_what_others_have(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.rosa)
    assert client.get(f"/desk/people/{cast.sami.public_id}/").status_code == 404
    assert client.get(f"/desk/people/{cast.rosa.public_id}/").status_code == 200


def test_visitors_are_led_to_sign_in_and_broken_words_do_no_harm(client: Client, cast: Cast, sign_in: SignIn) -> None:
    thing = to_check()
    for address in ADDRESSES:
        assert client.get(address.format(thing=thing, rosa=cast.rosa.public_id)).status_code == 302
    known = sign_in(cast.sami)
    for address in ("/desk/x/y/", "/desk/review/nothing/", "/desk/people/nobody/"):
        assert known.get(address).status_code == 404
    assert known.get("/desk/?matter=x&whose=y&language=%00&chapter=%F0").status_code == 200
    assert known.get("/desk/?cursor=forged").status_code == 422
    assert known.post("/desk/undo/", {"undo": "forged"}, follow=True).status_code == 200
    assert known.post("/desk/take/", {"thing": ["x", "review", "case nothing"]}, follow=True).status_code == 200
    assert known.get("/desk/take/")["Location"] == reverse("desk"), "signed out meanwhile"


def test_taking_a_report_leads_to_its_page(cast: Cast, sign_in: SignIn) -> None:
    offer = published(cast.kofi, Kind.OFFER, places=["KE"], organisation=PROVIDER).id
    flag = listing_report(public_id=offer, reason=Reason.SPAM, by=cast.uma)
    client = sign_in(cast.sami)
    assert f'href="/reports/{flag}/"' in read(client, "/desk/?matter=flag")
    taken = client.post("/desk/take/", {"only": f"flag {flag}"})
    assert taken["Location"] == f"/reports/{flag}/"
    assert "The report is in your hands now." in read(client, taken["Location"])
    assert read(client, f"/desk/flag/{flag}/")
    assert flag not in read(sign_in(cast.rosa), "/desk/")
