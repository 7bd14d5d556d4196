"""What people do on many journeys: fill the forms, let out what waits, read their letters."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.core import mail
from playwright.sync_api import Locator, Page, expect

DoJobs = Callable[[], list[str]]
_LINK = re.compile(r"https?://[^\s/]+(/\S*)")


def fill(page: Page, **answers: str | tuple[str, ...]) -> None:
    """Answers questions of a listing's form by their names: words and numbers are typed, codes chosen or typed in."""
    for name, said in answers.items():
        lines = (said,) if isinstance(said, str) else said
        if page.locator(f"#answers [name={name}-add]").count():
            page.locator(f"#answers [name={name}-add]").fill("; ".join(lines))
        elif page.locator(f"#answers input:is([type=checkbox], [type=radio])[name={name}]").count():
            for code in lines:
                page.locator(f"#answers input[name={name}][value={code}]").check()
        elif page.locator(f"#answers select[name={name}]").count():
            page.locator(f"#answers select[name={name}]").select_option(lines[0])
        else:
            page.locator(f"#answers [name={name}]").fill(lines[0])


def publish(page: Page, *, sent: str = "Published") -> str:
    """From a filled form to the end, as its last page says; returns the listing's id."""
    page.locator("button[name=next]").first.click()
    expect(page.locator("h1")).to_have_text("Before others see it")
    found = re.search(r"/listing/(\w+)/publish/", page.url)
    assert found, page.url
    page.locator("main form button.button").first.click()
    expect(page.locator(".note.success")).to_contain_text(sent)
    return found[1]


def post(page: Page, kind: str, *, sent: str = "Published", **answers: str | tuple[str, ...]) -> str:
    """Describes an offer, or a help of some kind, and sends it out."""
    page.goto("/offer/new/" if kind == "offer" else f"/help/new/{kind}/")
    fill(page, **answers)
    return publish(page, sent=sent)


def let_out(page: Page, title: str) -> None:
    """Those who look after the chapter find it at their desk, read it and publish it."""
    page.goto("/desk/")
    page.locator("li.listing", has_text=title).get_by_role("link", name="Check it").click()
    page.locator("article", has_text=title).get_by_role("button", name="Publish").click()
    expect(page.locator("article", has_text=title)).to_have_count(0)


def ask(page: Page, listing: str, *, need: str, who: str) -> str:
    """The three short questions; returns the enquiry's id."""
    page.goto(f"/listing/{listing}/ask/?for={need}")
    page.get_by_label("Who are you?").fill(who)
    page.get_by_label("What would you do with it?").fill("Use it every day of the season, with our own people.")
    page.get_by_label("What do you want next?").fill("A call, and a price with delivery.")
    page.get_by_role("button", name="Send the enquiry").click()
    expect(page.locator(".note.success")).to_contain_text("Sent.")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def opened(page: Page, summary: str) -> Locator:
    """Opens a part of the page that is folded, by the words one presses, and returns it."""
    part = page.locator("details").filter(has=page.locator("summary", has_text=re.compile(f"^{re.escape(summary)}")))
    part.locator("summary").first.click()
    return part


def letters(to: str, about: str) -> list[str]:
    """The words of all letters to somebody whose subject says so, oldest first."""
    return [str(one.body) for one in mail.outbox if to in one.to and about in one.subject]


def letter(to: str, about: str) -> str:
    """The newest of them."""
    found = letters(to, about)
    assert found, f"no letter to {to} about “{about}” among {[(one.to, one.subject) for one in mail.outbox]}"
    return found[-1]


def link_in(words: str, *, after: str = "") -> str:
    """The first link of a letter, or the one that follows these words: its path here."""
    found = _LINK.search(words[words.index(after) :] if after else words)
    assert found, f"no link in: {words}"
    return found[1]
