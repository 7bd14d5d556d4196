"""Somebody without an account tells the trouble, signs up, confirms the address, and finds the words again."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from playwright.sync_api import expect
from tests.cast import Cast
from tests.journeys.conftest import OpenPage

WORDS = "Our well water tastes of salt since the sea came over the wall. We are 60 households on a small island."
PASSWORD = "river-lantern-94"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_draft_waits_after_confirmation(people: Cast, open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/need/new/")
    page.get_by_role("textbox").first.fill(WORDS)
    page.locator("main form button").first.click()
    page.get_by_role("button", name=re.compile("^Save")).first.click()
    page.locator("#sign-in").get_by_role("link").first.click()
    page.locator("input[type=email]").first.fill("sione@example.org")
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.locator("main form button").first.click()
    expect(page.locator("h1")).to_be_visible()
    address = re.search(r"https?://\S+/(account\S+)", str(mail.outbox[-1].body))
    assert address, "a mail with a link to confirm"
    page.goto(f"/{address[1]}")
    page.locator("main form button").first.click()
    if page.locator("input[type=password]").count():
        page.locator("input[type=email]").first.fill("sione@example.org")
        page.locator("input[type=password]").first.fill(PASSWORD)
        page.locator("main form button").first.click()
    page.goto("/mine/")
    expect(page.locator("main")).to_contain_text("well water")
