"""The answers page in Chromium: two sheets of paper, narrow screens, no barrier that axe knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.utils import translation
from playwright.sync_api import Browser, PdfMargins, sync_playwright
from tests.doors.web.answers.page import page
from tests.doors.web.made import answers, card, view

from banyan.domain.listings.types import Kind

pytestmark = pytest.mark.browser
_REASON = "Both speak of mango slices, racks, moisture, dried fruit, plastic covers and export buyers who send back."


@pytest.fixture
def full(db: None) -> dict[str, str]:
    """The page with as much on it as it can hold, in English and Arabic, its style inside."""
    found = [card(view(id=f"lst_{n}", title=f"Dryer number {n} " * 4), reasons=(_REASON,) * 3) for n in range(6)]
    near = [card(view(id=f"lst_near{n}", title=f"Nearly a dryer {n}")) for n in range(4)]
    kinds = (Kind.FUNDING, Kind.TRAINING, Kind.SERVICE, Kind.FACILITY)
    helpers = [
        card(view(kind, id=f"lst_{kind}{n}", title=f"A {kind} that helps with machines {n}", values={}))
        for kind in kinds
        for n in range(3)
    ]
    pages = {}
    for language in ("en", "ar"):
        with translation.override(language):
            source = page(answers(cards=tuple(found), but_for=tuple(near)), *helpers)
        pages[language] = re.sub(r"<link rel=.stylesheet[^>]*>|<script[^>]*></script>", "", source).replace(
            "</head>", f"<style>{_style()}</style></head>"
        )
    return pages


def _style() -> str:
    found = finders.find("banyan/banyan.css")
    assert isinstance(found, str)
    return Path(found).read_text()


@pytest.fixture
def browser(full: dict[str, str], chromium_path: Path) -> Iterator[Browser]:
    """Chromium, started after the database was read."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def test_it_prints_on_two_sheets(full: dict[str, str], browser: Browser) -> None:
    opened = browser.new_page()
    opened.set_content(full["en"])
    margin: PdfMargins = {"top": "12mm", "bottom": "12mm", "left": "14mm", "right": "14mm"}
    sheets = opened.pdf(format="A4", margin=margin)
    assert [int(count) for count in re.findall(rb"/Count (\d+)", sheets)] == [2]


@pytest.mark.parametrize(("language", "width"), [("en", 320), ("ar", 320), ("en", 1280)])
def test_nothing_is_cut_off_and_axe_finds_no_barrier(
    full: dict[str, str], browser: Browser, language: str, width: int
) -> None:
    for scheme in ("light", "dark"):
        opened = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        opened.set_content(full[language])
        opened.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        assert [problem["id"] for problem in Axe().run(opened).response["violations"]] == []


def test_the_page_is_light(full: dict[str, str]) -> None:
    assert len(full["en"].encode()) <= 150_000  # the style sheet is inside here; on the wire both are compressed
