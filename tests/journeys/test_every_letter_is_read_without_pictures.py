"""Every letter, in a language of each direction, as a mail program on a phone shows it that fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.mail import EmailMultiAlternatives
from playwright.sync_api import Browser, Page
from tests.cast import Cast
from tests.factories.letters import every_letter

from banyan.base.text import direction

#: Where the pictures of the last run lie, to be looked at.
PICTURES = Path(__file__).parents[2] / "var/test/letters"
LEAST = 60
#: Rules about the places of a whole page; a letter stands in the page of the mail program.
_OF_PAGES = frozenset({"region", "landmark-one-main"})


def links_in(page: str) -> set[str]:
    return {unescape(one) for one in re.findall(r'href="([^"]+)"', page)}


def check(name: str, letter: EmailMultiAlternatives, language: str, page: Page) -> list[str]:
    """What is wrong with it."""
    [[html, kind]] = letter.alternatives
    html = str(html)
    wrong = []
    if kind != "text/html" or not str(letter.body).strip() or "\n" in letter.subject or not letter.subject:
        wrong.append("it has no text, no HTML or no subject")
    if re.search(r"<(img|script|link|style|iframe|form)\b|url\(|src=", html):
        wrong.append("it fetches something, or is more than words")
    if f'lang="{language}" dir="{direction(language)}"' not in html:
        wrong.append("it does not say its language and direction")
    if unread := {one for one in links_in(html) if one.startswith("http") and one not in letter.body}:
        wrong.append(f"the text lacks {unread}")
    if letter.extra_headers.get("Auto-Submitted") != "auto-generated":
        wrong.append("who is away answers it")
    page.set_content(html)
    page.screenshot(path=PICTURES / f"{name}.{language}.png", full_page=True)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append("it is wider than a phone")
    wrong += [str(found["id"]) for found in Axe().run(page).response["violations"] if found["id"] not in _OF_PAGES]
    return [f"{name}: {what}" for what in wrong]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_letter_is_words_alone_and_reads_well_on_a_phone(
    people: Cast, chromium: Browser, do_jobs: Callable[[], list[str]], language: str
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = chromium.new_page(viewport={"width": 360, "height": 700})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    letters = list(every_letter(people, do_jobs, language))
    wrong = [line for name, letter in letters for line in check(name, letter, language, page)]
    page.close()
    assert wrong == []
    assert asked == []
    assert len({name for name, _ in letters}) == len(letters) >= LEAST
