"""The main job, in a browser: trouble told in French, draft confirmed, answers read, two compared.

With scripts and without.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.cast import Cast
from tests.factories.listings import published
from tests.journeys.conftest import OpenPage

from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.services import index_rebuild

TROUBLE = (
    "Nous sommes une coopérative de 40 familles à Mutomo, au Kenya. Pendant la récolte, nos mangues pourrissent avant "
    "d'être vendues. Nous voulons les sécher, même les jours de pluie. La ligne électrique la plus proche est à 12 km. "
    "Nous pouvons payer 20 000 dollars et il faut que cela marche d'ici juin 2027."
)
OFFERS = (
    {"title": "Solar dryer for mango slices, works on rainy days", "territories": ["KE", "TZ"], "needs_power": "none"},
    {
        "title": "Electric tunnel dryer for fruit",
        "problem_solved": "Fruit rots before it is sold; a tunnel dryer takes two tonnes of mango a day.",
        "territories": ["M49:014"],
        "needs_power": "weak_grid",
        "cost_purchase": 18000,
    },
    {
        "title": "Arsenic filter for village wells",
        "summary": "A bucket filter with iron filings takes arsenic out of well water.",
        "problem_solved": "Well water holds arsenic above the limit.",
        "sdgs": ["6.1"],
        "technologies": ["WAT-01"],
    },
    {
        "title": "Phone lessons for village teachers",
        "summary": "Short lessons that work without a network.",
        "problem_solved": "Teachers far from towns get no training.",
        "sdgs": ["4.c"],
        "technologies": [],
    },
)


def offers(people: Cast) -> None:
    for offer in OFFERS:
        published(people.kofi, Kind.OFFER, **offer)
    index_rebuild()


def tell(page: Page) -> None:
    """From the first page to the draft, and on to the answers."""
    page.goto("/")
    page.get_by_role("textbox").first.fill(TROUBLE)
    page.locator("main form button").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "/edit/" in page.url
    expect(page.get_by_text("Mutomo").first).to_be_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_trouble_to_comparison(people: Cast, open_page: OpenPage, scripts: bool) -> None:
    offers(people)
    page = open_page(user=people.mei, scripts=scripts, language="fr")
    tell(page)
    understood = page.locator("form#answers")
    for guess in ("Kenya", "fr"):
        expect(understood).to_contain_text(guess)
    page.locator("button[name=next]").first.click()
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile("/answers/"))
    first = page.locator("article.match").first
    expect(first).to_contain_text("dryer")
    assert first.locator("mark").count() + first.locator(".pair ul.criteria li").count() > 0
    first.locator("summary").first.click()
    expect(first.locator("table.shares")).to_be_visible()
    boxes = page.locator("input[form=compare]")
    assert boxes.count() >= 2
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.locator("form#compare button").click()
    expect(page.locator("table")).to_contain_text("Solar dryer")
    expect(page.locator("table")).to_contain_text("tunnel")
