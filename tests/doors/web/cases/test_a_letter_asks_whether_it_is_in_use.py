from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.cases import moved_to, opened

from banyan.base.clock import now, standing_at
from banyan.practice.brokerage.letters.case import OUTCOME_PAGE
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.selectors.outcomes import case_outcomes
from banyan.practice.brokerage.services.cases import cases_due
from banyan.practice.brokerage.types import Stage


@pytest.fixture
def asked(cast: Cast, do_jobs: Callable[[], list[str]]) -> tuple[str, str]:
    """A case adopted 200 days ago, and the address in Amina's letter."""
    with standing_at(now() - timedelta(days=200)):
        case = opened(cast)
        moved_to(case, Stage.ADOPTED, cast.amina)
    cases_due()
    do_jobs()
    (letter,) = [one for one in mail.outbox if "Is it in use?" in one.subject]
    found = re.search(r"(/outcome/[^/?]+/)\?answer=still", str(letter.body))
    assert found
    return case, found[1]


def test_letters_lead_to_the_page() -> None:
    assert reverse("outcome", args=["x"]) == OUTCOME_PAGE.format(token="x")


def test_looking_answers_nothing_and_one_button_does_without_signing_in(cast: Cast, asked: tuple[str, str]) -> None:
    case, where = asked
    scanner = Client(enforce_csrf_checks=True)
    for answer in ("still", "trouble", "not_any_more"):
        shown = scanner.get(f"{where}?answer={answer}")
        assert shown.status_code == scanner.head(f"{where}?answer={answer}").status_code == 200
        assert "no-store" in shown.headers["Cache-Control"]
    assert case_get(case, for_user=cast.amina).stage is Stage.ADOPTED
    assert "You adopted it 6 months ago" in text_of(shown)
    assert "kofi" not in text_of(shown).lower()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown.content.decode())
    assert found
    assert scanner.post(where, {"answer": "still"}).status_code == 403
    done = scanner.post(where, {"answer": "still", "csrfmiddlewaretoken": found[1]})
    assert "Thank you" in text_of(done)
    assert case_get(case, for_user=cast.kofi).stage is Stage.IN_USE
    assert "This was answered on" in text_of(Client().get(where))
    late = Client().post(where, {"answer": "not_any_more", "reason": "too_costly"})
    assert late.status_code == 409
    assert "answered already" in text_of(late)


def test_no_without_a_reason_comes_back_with_its_line(cast: Cast, asked: tuple[str, str]) -> None:
    case, where = asked
    empty = Client().post(where, {"answer": "not_any_more", "line": "The pump broke."})
    assert empty.status_code == 422
    assert "Choose a reason" in text_of(empty)
    assert "The pump broke.</textarea>" in empty.content.decode()
    Client().post(where, {"answer": "not_any_more", "line": "The pump broke.", "reason": "site_does_not_fit"})
    page = text_of(signed_in(cast.kofi).get(f"/cases/{case}/"))
    assert "Closed because:" in page
    assert "No, not any more" in page


def test_it_is_answered_from_the_case_too(cast: Cast, asked: tuple[str, str]) -> None:
    case, _where = asked
    outcome = case_outcomes(case, for_user=cast.amina)[0].id
    amina, here = signed_in(cast.amina), f"/cases/{case}/outcome/{outcome}/"
    assert here in amina.get(f"/cases/{case}/").content.decode()
    assert here not in signed_in(cast.kofi).get(f"/cases/{case}/").content.decode()
    assert signed_in(cast.kofi).post(here, {"answer": "still"}).status_code == 403
    assert signed_in(cast.uma).get(here).status_code == 404
    told = amina.post(here, {"answer": "trouble", "line": "It is loud."}, follow=True)
    assert "Thank you. The others are told." in text_of(told)
    assert "It is loud." in text_of(signed_in(cast.kofi).get(f"/cases/{case}/"))


def test_a_made_up_link_is_nothing(db: None) -> None:
    assert Client().get("/outcome/made-up/").status_code == 404
    assert Client().post("/outcome/made-up/", {"answer": "still"}).status_code == 404
