"""Enquiries, cases, the desk and reports without a mouse: all there is can be reached, seen, opened and sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.factories.listings import published
from tests.journeys.conftest import OpenPage
from tests.journeys.test_every_page_is_open_to_everybody import moderated, talking, transfer

from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.services import index_rebuild

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What is met by pressing Tab: shown, not disabled; of radio buttons one for each group.
STOPS = """() => {
    const met = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.checkVisibility());
    const radios = new Set();
    const counted = met.filter((one) => {
        if (one.type !== "radio") return true;
        const group = `${one.name} ${[...document.forms].indexOf(one.form)}`;
        return !radios.has(group) && radios.add(group);
    });
    window.stops = met;
    return counted.length;
}"""
#: Which of them has the focus now, what stands for it, and whether that is seen.
HERE = """() => {
    const one = document.activeElement;
    const at = window.stops.indexOf(one);
    const group = one.type === "radio" ? `radio ${one.name} ${[...document.forms].indexOf(one.form)}` : `${at}`;
    const look = getComputedStyle(one);
    const seen = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
    return [at < 0 ? "" : group, seen || at < 0, one.outerHTML.slice(0, 120)];
}"""


@pytest.fixture(autouse=True)
def by_words_alone(settings: Settings) -> None:
    """What is shown here needs no encoder."""
    settings.BANYAN_ENCODER = "none"


def walked(page: Page) -> tuple[int, set[str], list[str]]:
    """How many stops there are, those that Tab met, and those at which nothing shows where one is."""
    count = page.evaluate(STOPS)
    met: dict[str, str] = {}
    shown = set[str]()
    for _press in range(4 * count + 10):  # a date has several stops of its own; its browser marks those inside
        page.keyboard.press("Tab")
        stop, seen, what = page.evaluate(HERE)
        if stop:
            met[stop] = what
            shown |= {stop} if seen else set()
        if len(met) == count:
            break
    return count, set(met), [what for stop, what in met.items() if stop not in shown]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_tab_meets_everything_and_one_sees_where_one_is(people: Cast, open_page: OpenPage, language: str) -> None:
    talk = talking(people, published(people.kofi, Kind.OFFER, title="Tunnel dryer for fruit").id)
    case, outcome, _token = transfer(people)
    made = moderated(people, talk)
    index_rebuild()
    for user, addresses in (
        (
            people.amina,
            [f"/cases/{case}/{part}" for part in ("", "check/", "package/", "agreement/", f"outcome/{outcome}/")],
        ),
        (people.kofi, ["/enquiries/", f"/enquiries/{talk}/", "/cases/", f"/report/message/{made['message']}/"]),
        (people.sami, ["/desk/", "/desk/people/", "/reports/", f"/reports/{made['report']}/", "/cases/?of=chapter"]),
    ):
        page = open_page(user=user, language=language)
        for address in addresses:
            page.goto(address)
            page.evaluate("() => document.querySelectorAll('main details').forEach((one) => { one.open = true })")
            page.locator("body").click(position={"x": 1, "y": 1})
            count, met, unseen = walked(page)
            assert len(met) == count, f"{address}: {count - len(met)} of {count} are not met"
            assert unseen == [], address


def test_a_task_is_given_and_done_without_a_mouse(people: Cast, open_page: OpenPage) -> None:
    case, _outcome, _token = transfer(people)
    page = open_page(user=people.amina)
    page.goto(f"/cases/{case}/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    tab_to(page, "Add something to do")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Send a picture")
    page.keyboard.press("Enter")
    expect(page.locator("section[aria-labelledby=todo]")).to_contain_text("Send a picture")
    tab_to(page, "Done: Send a picture")
    page.keyboard.press("Enter")
    expect(page.locator("section[aria-labelledby=todo]")).to_contain_text("One thing is done")


def tab_to(page: Page, words: str) -> None:
    """Goes on with Tab until something that says so has the focus."""
    for _press in range(120):
        page.keyboard.press("Tab")
        said = page.evaluate("() => document.activeElement.textContent")
        if re.sub(r"\s+", " ", str(said)).strip() == words:
            return
    raise AssertionError(f"Tab never came to “{words}”")
