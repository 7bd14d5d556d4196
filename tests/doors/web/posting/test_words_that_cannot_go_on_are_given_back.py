from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from banyan.doors.web.posting.limits import UNDERSTAND

pytestmark = pytest.mark.django_db


def test_an_empty_box_says_what_to_do(client: Client) -> None:
    answer = client.post("/need/new/", {"words": "  \n"})
    assert answer.status_code == 422
    assert "Write a few words first" in answer.content.decode()


def test_a_long_text_is_given_back_whole(client: Client) -> None:
    words = "Our well is salty. " * 1000
    answer = client.post("/need/new/", {"words": words})
    assert answer.status_code == 422
    assert words.strip() in answer.content.decode()
    assert "at most 8000" in answer.content.decode()


def test_a_paste_of_four_megabytes_gets_its_first_part_back_and_is_told_so(client: Client) -> None:
    answer = client.post("/need/new/", {"words": "salt water " * 380_000})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "only its first part" in text
    assert len(text) < 300_000
    assert "salt water salt water" in text


def test_a_form_larger_than_any_request_gets_its_first_part_back_too(client: Client) -> None:
    body = "words=" + "salt+water+" * 600_000
    answer = client.post("/need/new/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "salt water salt water" in answer.content.decode()


def test_the_forgery_check_still_holds() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/need/new/", {"words": "Salt"}).status_code == 403
    assert strict.post("/offer/new/", {"title": "Salt"}).status_code == 403


def test_too_many_tries_keep_the_words(client: Client) -> None:
    for turn in range(UNDERSTAND.times):
        client.post("/need/new/", {"words": f"Salt {turn}"})
    answer = client.post("/need/new/", {"words": "My words stay"})
    assert answer.status_code == 429
    assert "My words stay" in answer.content.decode()


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=300))
def test_no_words_break_the_page(client: Client, words: str) -> None:
    answer = client.post("/need/new/", {"words": words.encode(errors="ignore").decode()}, follow=True)
    assert answer.status_code in {200, 422, 429}
