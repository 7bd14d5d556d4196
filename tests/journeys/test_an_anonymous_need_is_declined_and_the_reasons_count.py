"""A company looks for a technology without saying who it is, is declined twice, and then names itself to one.

Everybody has a browser of their own: Ingrid of the company, Kofi and Farid who offer, Uma and a visitor who read.
The name is searched for in whatever the others can reach. Services make only the other declines of the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from tests.cast import CHAPTER, Cast, person
from tests.factories.enquiries import sent
from tests.factories.listings import published
from tests.factories.places import organisation
from tests.journeys.conftest import OpenPage, Pass
from tests.journeys.walking import DoJobs, ask, fill, letter, link_in, opened, post, publish

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.domain.organisations.services import organisation_verify
from banyan.practice.brokerage.services import enquiry_decline

#: Not gone to: the same again in another order, what one looks up while typing, and what belongs to no listing.
AGAIN = re.compile(
    r"/(static|account|admin|terms|compare|report)/|/search/\?(?!q=brine$|cursor=)|/[^?]*\?(for|id|more)="
)
#: So many addresses are more than this small node has.
MOST = 160
#: What gives the company away, in any letters: its name, its address here, and who speaks for it.
GIVES_AWAY = ("halvorsen kjemi", "halvorsen-kjemi", "ingrid")
TROUBLE = (
    "Our plant near Mombasa in Kenya lets 900 cubic metres of warm brine a day go to waste, at 60 degrees. We look "
    "for a way to take magnesium and lithium out of it. We could pay 400,000 dollars and need it within a year."
)
TITLE = "Magnesium and lithium out of warm brine"
OFFERS = ("Membrane that takes lithium out of brine", "Sorbent for lithium and magnesium in warm brine")


@pytest.fixture(autouse=True)
def by_words_alone(settings: Settings) -> None:
    """What is shown here needs no encoder."""
    settings.BANYAN_ENCODER = "none"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_name_is_told_reasons_are_counted_and_one_learns_who_asks(
    people: Cast, open_page: OpenPage, do_jobs: DoJobs, let_pass: Pass
) -> None:
    seeker, maker = checked("halvorsen-kjemi", "ingrid", people), checked("sahel-sorbents", "farid", people)
    ingrid, kofi, farid = open_page(user=seeker), open_page(user=people.kofi), open_page(user=maker)
    uma, visitor = open_page(user=people.uma), open_page()

    membrane, sorbent = an_offer(kofi, OFFERS[0]), an_offer(farid, OFFERS[1])
    do_jobs()
    feed = somebody_watches_brine(uma)
    need = a_need_is_posted_without_a_name(ingrid)
    do_jobs()
    for page, offer in ((kofi, membrane), (farid, sorbent)):
        enquiry = ask(ingrid, offer, need=need, who="A plant at the coast. Write to ingrid@halvorsen-kjemi.example.")
        do_jobs()
        it_is_declined(page, enquiry)
        do_jobs()
    nowhere((kofi, farid, visitor), feed)
    assert told_in_letters() == [], "a letter tells who asks"

    the_reasons(visitor, shown="")  # this month is not over
    let_pass(timedelta(days=32))
    the_reasons(visitor, shown="")  # two are too few
    six_more_decline(people)
    let_pass(timedelta(days=32))
    the_reasons(visitor, shown="8")

    enquiry = ask_those_who_need_it(farid, need, sorbent)
    do_jobs()
    ingrid_says_who_she_is(ingrid)
    do_jobs()
    farid.goto(link_in(letter("farid@example.org", "is accepted")))
    expect(farid.locator("main")).to_contain_text("Halvorsen Kjemi")
    expect(farid.locator("main")).to_contain_text("ingrid@example.org")
    assert told_in_letters() == []
    nowhere((kofi,), feed)
    told = {urlsplit(address).path for address in pages_that_tell(reached(farid, feed))}
    assert told == {"/enquiries/", f"/enquiries/{enquiry}/"}, "told there, and nowhere else"


def checked(slug: str, name: str, people: Cast) -> SignedIn:
    """Somebody who speaks for an organisation that the chapter has checked."""
    somebody = person(name)
    made = organisation(slug, admin=somebody, chapter_pk=chapter_by_slug(CHAPTER).pk)
    organisation_verify(organisation=made, by=people.sami)
    return somebody


def an_offer(page: Page, title: str) -> str:
    return post(
        page,
        "offer",
        title=title,
        problem_solved="Lithium and magnesium leave the plant with warm brine.",
        summary=f"{title}, tried at 60 degrees with 50 cubic metres a day.",
        territories="Kenya",
        places="Kenya",
    )


def somebody_watches_brine(uma: Page) -> str:
    """Uma saves a search and makes a feed of it; returns the feed's path."""
    uma.goto("/search/?q=brine")
    uma.get_by_role("link", name="Save this search").click()
    uma.get_by_role("button", name="Save").click()
    uma.goto("/alerts/")
    uma.locator("li.listing details summary").click()
    uma.get_by_role("button", name="Make a feed").click()
    uma.locator("li.listing details summary").click()
    return urlsplit(uma.locator("a[href*='/alerts/feed/']").get_attribute("href") or "").path


def a_need_is_posted_without_a_name(ingrid: Page) -> str:
    ingrid.goto("/need/new/")
    ingrid.get_by_role("textbox").first.fill(TROUBLE)
    ingrid.get_by_role("button", name="See what we understood").click()
    expect(ingrid.locator("form#answers")).to_be_visible()
    fill(ingrid, title=TITLE, anonymous="yes", organisation="halvorsen-kjemi")
    need = publish(ingrid)
    ingrid.goto(f"/listing/{need}/")
    expect(ingrid.locator("main")).to_contain_text("Posted anonymously")
    return need


def it_is_declined(page: Page, enquiry: str) -> None:
    page.goto("/enquiries/?side=received")
    expect(page.locator("li.listing").first).to_contain_text("somebody not named yet")
    page.locator("li.listing h3 a").first.click()
    assert enquiry in page.url
    expect(page.locator("main")).to_contain_text("A plant at the coast.")
    part = opened(page, "Not for us")
    part.get_by_label("Because").select_option(DeclineReason.NOT_MATURE.value)
    part.get_by_label("A line to them").fill("Nobody has run it with so much magnesium.")
    part.get_by_role("button", name="Decline").click()
    expect(page.locator(".verdict").first).to_contain_text("Declined")


def the_reasons(visitor: Page, *, shown: str) -> None:
    """The page that everybody sees, and its table as a file."""
    visitor.goto("/why-offers-fail/")
    table = visitor.request.get("/why-offers-fail/table.csv").text()
    if not shown:
        expect(visitor.locator("main")).to_contain_text("There is too little to tell yet")
        assert len(table.splitlines()) == 1
        return
    line = visitor.locator("table tr", has_text="It is not mature enough")
    expect(line.locator("td").first).to_have_text(shown)
    expect(visitor.locator("table")).to_contain_text("Africa")
    assert f"not_mature,It is not mature enough,all,,{shown}" in table


def six_more_decline(people: Cast) -> None:
    """Others in the same month, between other pairs of people."""
    offer = published(people.kofi, Kind.OFFER, title="Membrane that takes salt out of wells").id
    for number in range(6):
        somebody = person(f"seeker{number}")
        own = published(somebody, checked_by=people.sami, title=f"Salt in well number {number}", places=["KE"]).id
        enquiry = sent(somebody, offer, own=own)
        enquiry_decline(public_id=enquiry, reason=DeclineReason.NOT_MATURE, by=people.kofi)


def ask_those_who_need_it(farid: Page, need: str, sorbent: str) -> str:
    farid.goto(f"/listing/{need}/")
    farid.get_by_role("link", name="Ask those who need it").first.click()
    expect(farid.locator("main")).to_contain_text("They posted anonymously: you learn who they are when they accept.")
    return ask(farid, need, need=sorbent, who="We make sorbents and have a new one.")


def ingrid_says_who_she_is(ingrid: Page) -> None:
    ingrid.goto(link_in(letter("ingrid@example.org", "Somebody asks about")))
    expect(ingrid.locator("main")).to_contain_text("with your yes they learn who you are")
    ingrid.get_by_role("button", name="Yes, we want to talk").click()
    expect(ingrid.locator("main")).to_contain_text("farid@example.org")


def nowhere(others: Iterable[Page], feed: str) -> None:
    """None of them reaches a page, feed or file that tells who asks."""
    for page in others:
        found = reached(page, feed)
        assert any(TITLE in words for words in found.values()), "the need itself was not met: the search proves nothing"
        assert pages_that_tell(found) == set()


def pages_that_tell(found: dict[str, str]) -> set[str]:
    """Where somebody reads who asks. That there is such a company everybody may know, not what it looks for."""
    return {
        address
        for address, words in found.items()
        if any(name in words.casefold() for name in GIVES_AWAY)
        and (TITLE in words or not address.startswith("/organisations/"))
    }


def told_in_letters() -> list[str]:
    """Subjects of letters to others that tell who asks, in any part or header."""
    return [
        str(one.subject)
        for one in mail.outbox
        if "ingrid@example.org" not in one.to and any(name in str(one.message()).casefold() for name in GIVES_AWAY)
    ]


def reached(page: Page, *more: str) -> dict[str, str]:
    """Everything that links lead to from the pages one begins with, by address: pages, feeds, tables, texts."""
    wait = ["/", "/search/", "/search/?q=brine", "/need/new/", "/enquiries/", "/notices/", "/mine/", *more]
    found: dict[str, str] = {}
    gone = set[str]()
    while wait and len(gone) < MOST:
        address = wait.pop()
        if address in gone or AGAIN.match(address):
            continue
        gone.add(address)
        answer = page.request.get(address)
        came = urlsplit(answer.url)
        found[f"{came.path}?{came.query}"] = f"{answer.headers}{answer.body().decode(errors='replace')}"
        if "html" not in answer.headers.get("content-type", ""):
            continue
        for link in re.findall(r'(?:href|src)="([^"]+)"', answer.text()):
            target = urlsplit(urldefrag(urljoin(answer.url, link.replace("&amp;", "&"))).url)
            if target.netloc == came.netloc:
                wait.append(f"{target.path}{'?' if target.query else ''}{target.query}")
    assert len(gone) < MOST, f"there is no end of pages: {sorted(gone)}"
    return found
