from __future__ import annotations

import re
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.cases import accepted, introduced, listings, moved_to, opened

from banyan.practice.brokerage.letters.case import CASE_PAGE
from banyan.practice.brokerage.selectors.cases import case_get, cases
from banyan.practice.brokerage.services.cases import case_move, case_task_add
from banyan.practice.brokerage.types import Move, Stage


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def test_letters_lead_to_the_page() -> None:
    assert reverse("case", args=["cas_x"]) == CASE_PAGE.format(id="cas_x")


def test_from_an_accepted_enquiry_to_the_second_stage(cast: Cast) -> None:
    enquiry = accepted(cast, *listings(cast))
    amina, kofi = signed_in(cast.amina), signed_in(cast.kofi)
    assert "Open a case" in text_of(kofi.get(f"/enquiries/{enquiry}/"))
    made = kofi.post(f"/cases/of/{enquiry}/", follow=True)
    assert "The case is open. The other side is told." in text_of(made)
    where = made.redirect_chain[-1][0]
    assert f'href="{where}"' in amina.get(f"/enquiries/{enquiry}/").content.decode()
    assert amina.post(f"/cases/of/{enquiry}/").headers["Location"] == where
    page = amina.get(where)
    assert "Call each other, and say what each of you expects." in text_of(page)
    assert "kofi@example.org" in text_of(page)
    seen = version(page.content.decode())
    planned = amina.post(
        f"{where}plan/",
        {"version": seen, "owner": cast.kofi.public_id, "due": "2027-01-31", "next_step": "Visit the dryer"},
        follow=True,
    )
    assert "Visit the dryer" in text_of(planned)
    assert "In the hands of: Kofi by Jan 31, 2027" in text_of(planned)
    moved = amina.post(f"{where}advance/", {"version": version(planned.content.decode())}, follow=True)
    assert "Done: the case has moved on." in text_of(moved)
    assert "Move on to: Need checked" in text_of(moved)


def test_tasks_are_added_changed_and_ticked(cast: Cast) -> None:
    case = opened(cast)
    where, amina = f"/cases/{case}/", signed_in(cast.amina)
    assert "Nothing is open" in text_of(amina.get(where))
    amina.post(f"{where}task/", {"title": "Send the drawing", "owner": cast.kofi.public_id, "due": "2020-01-31"})
    page = text_of(signed_in(cast.kofi).get(where))
    assert "Send the drawing You late: Jan 31, 2020" in page
    (task,) = case_get(case, for_user=cast.amina).tasks
    wrong = amina.post(f"{where}task/{task.id}/", {"version": "1", "title": "Send both", "due": "tomorrow"})
    assert wrong.status_code == 422
    assert "Write the day as year-month-day" in text_of(wrong)
    assert 'value="Send both"' in wrong.content.decode()
    amina.post(f"{where}task/{task.id}/", {"version": "1", "title": "Send both", "owner": "", "due": ""})
    assert "Send both nobody yet" in text_of(amina.get(where))
    amina.post(f"{where}task/{task.id}/done/", {"version": "2"})
    assert "One thing is done Send both" in text_of(amina.get(where))
    late = signed_in(cast.kofi).post(f"{where}task/{task.id}/done/", {"version": "2"})
    assert late.status_code == 409
    assert "This task is ticked off already." in text_of(late)


def test_an_old_page_moves_nothing_and_keeps_the_words(cast: Cast) -> None:
    case = opened(cast)
    where, kofi = f"/cases/{case}/", signed_in(cast.kofi)
    case_move(public_id=case, move=Move.ADVANCE, by=cast.amina)
    late = kofi.post(f"{where}back/", {"version": "1", "line": "Not so fast."})
    assert late.status_code == 409
    assert "Somebody changed this after you opened the page" in text_of(late)
    assert "What you typed is kept here Not so fast." in text_of(late)
    empty = kofi.post(f"{where}close/", {"version": "2", "reason": "", "line": "Too far."})
    assert empty.status_code == 422
    assert "Choose a reason" in text_of(empty)
    assert "Too far.</textarea>" in empty.content.decode()
    kofi.post(f"{where}close/", {"version": "2", "reason": "too_costly", "line": "Too far."})
    shut = text_of(kofi.get(where))
    assert "Closed because:" in shut
    again = kofi.post(f"{where}reopen/", {"version": "3", "line": "A grant was found."}, follow=True)
    assert "Open again." in text_of(again)
    assert case_get(case, for_user=cast.amina).stage is Stage.IN_TALKS


def test_only_those_who_use_it_are_offered_to_say_so(cast: Cast) -> None:
    case = opened(cast)
    moved_to(case, Stage.PILOT, cast.amina)
    assert "Move on to: Adopted" not in text_of(signed_in(cast.kofi).get(f"/cases/{case}/"))
    assert "is said by those who need it" in text_of(signed_in(cast.kofi).get(f"/cases/{case}/"))
    assert "Move on to: Adopted" in text_of(signed_in(cast.amina).get(f"/cases/{case}/"))


def test_strangers_find_no_case(cast: Cast) -> None:
    case = opened(cast)
    for someone in (cast.uma, cast.mei):
        client = signed_in(someone)
        assert client.get(f"/cases/{case}/").status_code == 404
        assert client.post(f"/cases/{case}/advance/", {"version": "1"}).status_code == 404
        assert client.post(f"/cases/{case}/task/", {"title": "x"}).status_code == 404
        assert case not in client.get("/cases/").content.decode()
    assert Client().get(f"/cases/{case}/").status_code == 302
    assert signed_in(cast.kofi).post(f"/cases/{case}/open/").status_code == 404


def test_whoever_signs_in_again_comes_back_to_the_page(cast: Cast) -> None:
    where = f"/cases/{opened(cast)}/"
    amina = signed_in(cast.amina)
    for verb in ("advance", "plan", "task"):
        assert Client().post(f"{where}{verb}/").headers["Location"] == f"/account/login/?{urlencode({'next': where})}"
        assert amina.get(f"{where}{verb}/").headers["Location"] == where
    assert amina.get("/cases/introduce/").headers["Location"] == "/cases/"


def test_the_list_teaches_narrows_and_turns_pages(cast: Cast) -> None:
    amina = signed_in(cast.amina)
    assert "When an enquiry is accepted" in text_of(amina.get("/cases/"))
    ids = [opened(cast, title=f"Need {number}") for number in range(3)]
    moved_to(ids[0], Stage.PILOT, cast.amina)
    case_task_add(public_id=ids[1], title="Call", owner="seeker", by=cast.kofi)
    page = text_of(amina.get("/cases/"))
    assert "one thing to do for you" in page
    assert "Jua Dryers" in page
    assert ids[0] in amina.get("/cases/?stage=trying").content.decode()
    assert ids[1] not in amina.get("/cases/?stage=trying").content.decode()
    assert ids[2] in signed_in(cast.rosa).get("/cases/?of=chapter").content.decode()
    assert "Bring two together" not in text_of(amina.get("/cases/?of=chapter"))
    assert amina.get("/cases/?cursor=broken").status_code == 422


def test_a_broker_brings_two_together_by_the_addresses_of_their_pages(cast: Cast) -> None:
    need, offer = listings(cast, anonymous=True)
    rosa = signed_in(cast.rosa)
    wrong = rosa.post("/cases/introduce/", {"need": offer, "offer": f"https://node.example/listing/{offer}/"})
    assert wrong.status_code == 422
    assert "This is no need that is shown now." in text_of(wrong)
    assert f'value="{offer}"' in wrong.content.decode()
    done = rosa.post("/cases/introduce/", {"need": f"/listing/{need}/", "offer": offer}, follow=True)
    assert "names that are kept back stay so" in text_of(done)
    where = done.redirect_chain[-1][0]
    kofi, amina = signed_in(cast.kofi), signed_in(cast.amina)
    seen = kofi.get(where).content.decode().lower()
    assert "amina" not in seen and "mwembe" not in seen and cast.amina.public_id not in seen
    assert "amina" not in kofi.get("/cases/").content.decode().lower()
    amina.post(f"{where}name/", {"version": version(amina.get(where).content.decode())})
    assert "amina@example.org" in kofi.get(where).content.decode()
    assert signed_in(cast.uma).post("/cases/introduce/", {"need": need, "offer": offer}).status_code == 403


def test_a_broker_takes_a_case_and_gives_it_back(cast: Cast) -> None:
    case = introduced(cast)
    where, rosa, sami = f"/cases/{case}/", signed_in(cast.rosa), signed_in(cast.sami)
    rosa.post(f"{where}release/", {"version": "1"})
    assert "Nobody of the chapter has it in hand yet." in text_of(rosa.get(where))
    sami.post(f"{where}take/", {"version": "2"})
    late = rosa.post(f"{where}take/", {"version": "2"})
    assert late.status_code == 409
    assert "Somebody else has taken this case in hand already." in text_of(late)
    assert [row.id for row in cases(cast.sami, chapter=True).rows] == [case]
