"""In a browser, with scripts and without: a file goes with the answers, and a word about an answer is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.factories.listings import draft, published
from tests.journeys.conftest import OpenPage

from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.selectors import judged_by
from banyan.practice.matchmaking.services import index_rebuild

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"]),
]


@pytest.fixture(autouse=True)
def by_words_alone(settings: Settings, tmp_path: Path) -> None:
    """What is shown here needs no encoder."""
    settings.BANYAN_ENCODER = "none"
    settings.MEDIA_ROOT = tmp_path / "files"


def test_a_file_is_sent_once_when_a_person_saves(people: Cast, open_page: OpenPage, scripts: bool) -> None:
    made = draft(people.kofi, Kind.OFFER)
    page = open_page(user=people.kofi, scripts=scripts)
    page.goto(f"/listing/{made.id}/edit/")
    notes = FilePayload(name="notes.txt", mimeType="text/plain", buffer=b"What was measured")
    page.locator("input[type=file]").set_input_files(notes)
    page.locator("[name=compared]").fill("Half the time")
    if scripts:
        page.locator("[name=compared]").press("Tab")
        expect(page.locator("#saved time")).to_be_visible()
        assert listing_get(made.id, for_user=people.kofi).attachments == ()
    page.locator(".keep button[name=save]").click()
    expect(page.locator("#id_files_group a")).to_have_text("notes.txt")
    view = listing_get(made.id, for_user=people.kofi)
    assert [one.name for one in view.attachments] == ["notes.txt"]
    assert view.values["compared"] == "Half the time"


def test_a_word_about_an_answer_is_kept_and_taken_back(people: Cast, open_page: OpenPage, scripts: bool) -> None:
    need = published(people.mei)
    offer = published(people.kofi, Kind.OFFER)
    index_rebuild(words_only=True)
    page = open_page(user=people.mei, scripts=scripts)
    page.goto(f"/need/{need.id}/answers/")
    page.locator("button[name=accept]").click()
    expect(page.get_by_text("You said that it helps")).to_be_visible()
    assert [one.verdict.value for one in judged_by(people.mei, need.id)] == ["accepted"]
    page.locator("button[name=undo]").click()
    page.locator("details.no > summary").click()
    page.locator(f"select[name=reason-{offer.id}]").select_option("too_costly")
    page.locator("button[name=decline]").click()
    expect(page.locator("section[aria-labelledby=aside]")).to_contain_text("It costs too much")
    page.locator("section[aria-labelledby=aside] button").click()
    expect(page.locator("button[name=accept]")).to_be_visible()
    assert judged_by(people.mei, need.id) == ()
