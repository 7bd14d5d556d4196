"""A village cooperative's need, from posting it to the day when the dryer has been in use for half a year.

Everybody has a browser of their own: Amina of the cooperative, Kofi who builds dryers, Faraja who gives grants and
trains people, Rosa the broker and Sami the steward. Nothing is done but through pages, jobs and the clock.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.cast import PROVIDER, Cast, person
from tests.journeys.conftest import OpenPage, Pass
from tests.journeys.walking import DoJobs, ask, fill, let_out, letter, letters, link_in, opened, post, publish

from banyan.project.jobs import cases_due

TROUBLE = (
    "We are 312 families near Kilifi in Kenya who grow mango. When it rains during the harvest our slices grow mould "
    "on the third day and the buyer sends them back. The power fails most evenings. We could pay 12,000 dollars."
)
DRYER = "Cabinet dryer for mango slices, sun and a small fan"
GRANT = "Half of the price of a mango dryer paid back"
COURSE = "Drying fruit well: three days for operators"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_from_a_need_in_own_words_to_use(people: Cast, open_page: OpenPage, do_jobs: DoJobs, let_pass: Pass) -> None:
    faraja = person("faraja")
    kofi, funder, amina = open_page(user=people.kofi), open_page(user=faraja), open_page(user=people.amina)
    rosa, sami = open_page(user=people.rosa), open_page(user=people.sami)

    dryer = a_provider_describes_a_dryer(kofi)
    a_funder_offers_half_the_price_and_a_course(funder, sami)
    do_jobs()
    need = a_need_is_told_and_let_out(amina, rosa, do_jobs)
    the_trainer_hears_of_it(funder)

    enquiry = the_dryer_answers_it_and_its_owner_is_asked(amina, dryer, need)
    do_jobs()
    the_provider_says_yes(kofi, do_jobs)
    case = a_case_is_opened(amina, enquiry)
    do_jobs()
    the_broker_takes_it_in_hand(rosa, kofi, case)
    the_need_is_checked(rosa, case)
    the_package_is_filled(rosa, case)
    they_agree_and_try_it(amina, kofi, rosa, case)
    only_those_who_need_it_say_that_it_is_adopted(kofi, amina, case)
    nobody_else_knows(funder, sami, case)
    do_jobs()

    let_pass(timedelta(days=120))
    cases_due.run()
    do_jobs()
    assert letters("amina@example.org", "Is it in use?") == [], "asked before its day"
    let_pass(timedelta(days=66))
    cases_due.run()
    cases_due.run()
    do_jobs()
    assert len(letters("amina@example.org", "Is it in use?")) == 1
    the_letter_is_answered_without_signing_in(open_page())
    do_jobs()
    it_is_in_use(amina, kofi, case)


def a_provider_describes_a_dryer(kofi: Page) -> str:
    return post(
        kofi,
        "offer",
        title=DRYER,
        problem_solved="Mango slices that dry in the open grow mould when it rains during the harvest.",
        summary="A cabinet with a roof collector dries 200 kg of mango slices a day, also when it rains.",
        trl="8",
        needs_power="weak_grid",
        cost_purchase="9000",
        currency="USD",
        territories=("Kenya", "Uganda"),
        places="Kenya",
        languages="English",
        sdgs="2.3",
        technologies="FOD-01",
        cooperation=("purchase",),
        organisation=PROVIDER,
    )


def a_funder_offers_half_the_price_and_a_course(funder: Page, sami: Page) -> None:
    """Her first listing is read by the chapter; then she is known, and the second goes out at once."""
    post(
        funder,
        "funding",
        sent="Sent to your chapter",
        title=GRANT,
        summary="Families who grow mango and lose slices to rain and mould get half of the price of a dryer back.",
        instruments=("reimbursement",),
        reimbursement_percent="50",
        amount_max="20000",
        currency="USD",
        eligible_kinds=("cooperative",),
        eligible_places="Kenya",
        places="Kenya",
        sdgs="2.3",
        how_to_apply="Send two pages and the invoice.",
    )
    let_out(sami, GRANT)
    post(
        funder,
        "training",
        title=COURSE,
        summary="Operators learn to slice, load and dry mango, and to know mould before the buyer does.",
        audience="People of cooperatives who will run a dryer for mango slices.",
        territories="Kenya",
        places="Kenya",
        sdgs="2.3",
        taught_in="Swahili",
    )


def a_need_is_told_and_let_out(amina: Page, rosa: Page, do_jobs: DoJobs) -> str:
    amina.goto("/")
    amina.get_by_role("textbox").first.fill(TROUBLE)
    amina.get_by_role("button", name="Look for answers").click()
    expect(amina.locator("form#answers")).to_contain_text("Kenya")
    fill(amina, title="Our mango slices grow mould when it rains", support_wanted=("technology", "money", "training"))
    need = publish(amina, sent="Sent to your chapter")
    let_out(rosa, "Our mango slices grow mould when it rains")
    do_jobs()
    amina.goto("/mine/")
    expect(amina.locator("main")).to_contain_text("Published")
    return need


def the_trainer_hears_of_it(funder: Page) -> None:
    funder.goto("/notices/")
    notice = funder.locator("li.listing", has_text="Our mango slices grow mould")
    expect(notice).to_contain_text(COURSE)
    expect(notice).not_to_contain_text("amina")


def the_dryer_answers_it_and_its_owner_is_asked(amina: Page, dryer: str, need: str) -> str:
    amina.goto("/mine/")
    amina.get_by_role("link", name="See the answers").first.click()
    expect(amina.locator("article.match").first).to_contain_text(DRYER)
    expect(amina.locator("article.helper", has_text=GRANT)).to_be_visible()
    expect(amina.locator("article.helper", has_text=COURSE)).to_be_visible()
    return ask(amina, dryer, need=need, who="312 families who grow mango near Kilifi.")


def the_provider_says_yes(kofi: Page, do_jobs: DoJobs) -> None:
    kofi.goto(link_in(letter("kofi@example.org", "Somebody asks about")))
    expect(kofi.locator("main")).to_contain_text("312 families who grow mango")
    expect(kofi.locator("main")).not_to_contain_text("amina@example.org")
    kofi.get_by_label("A first word").fill("With pleasure: two cabinets stand ready.")
    kofi.get_by_role("button", name="Yes, we want to talk").click()
    expect(kofi.locator("main")).to_contain_text("amina@example.org")
    do_jobs()


def a_case_is_opened(amina: Page, enquiry: str) -> str:
    amina.goto(link_in(letter("amina@example.org", "is accepted")))
    assert enquiry in amina.url
    expect(amina.locator("main")).to_contain_text("kofi@example.org")
    amina.get_by_role("button", name="Open a case").click()
    expect(amina).to_have_url(re.compile("/cases/cas_"))
    return amina.url.rstrip("/").rsplit("/", 1)[-1]


def the_broker_takes_it_in_hand(rosa: Page, kofi: Page, case: str) -> None:
    rosa.goto("/cases/?of=chapter")
    rosa.get_by_role("link", name="Our mango slices grow mould when it rains").click()
    expect(rosa).to_have_url(re.compile(case))
    rosa.get_by_role("button", name="Take it in hand").click()
    expect(rosa.get_by_role("button", name="Give it back to the chapter")).to_be_visible()
    move_on(rosa, case, "In talks")
    todo = opened(rosa, "Add something to do")
    todo.get_by_label("What").fill("Send the drawing of the cabinet")
    todo.get_by_label("Who takes it in hand").select_option("Kofi")
    todo.get_by_role("button", name="Add").click()
    kofi.goto(f"/cases/{case}/")
    expect(kofi.locator("section[aria-labelledby=todo]")).to_contain_text("Send the drawing of the cabinet")
    kofi.get_by_role("button", name=re.compile("^Done")).click()
    expect(kofi.locator("section[aria-labelledby=todo]")).to_contain_text("One thing is done")
    move_on(kofi, case, "Need checked")


def the_need_is_checked(rosa: Page, case: str) -> None:
    rosa.goto(f"/cases/{case}/")
    rosa.get_by_role("link", name="Checking the need").click()
    found = rosa.locator("#budget")
    found.locator("summary").click()
    found.get_by_label("It holds").check()
    found.get_by_label("A line").fill("Freight to Kilifi is in the price.")
    found.get_by_role("button", name="Save").click()
    expect(rosa.locator("#budget")).to_contain_text("Freight to Kilifi is in the price.")
    move_on(rosa, case, "Package assembled")


def the_package_is_filled(rosa: Page, case: str) -> None:
    rosa.goto(f"/cases/{case}/")
    rosa.get_by_role("link", name="Package", exact=True).click()
    expect(rosa.locator("#technology")).to_contain_text(DRYER)
    expect(rosa.locator(".note.doubt")).to_contain_text("Money, Training")
    expect(rosa.locator("#money article", has_text=GRANT)).to_contain_text("It is open to organisations of this kind.")
    for slot, title in (("money", GRANT), ("training", COURSE)):
        rosa.locator(f"#{slot} article", has_text=title).get_by_role("button", name="Take this one").click()
        expect(rosa.locator(f"#{slot}")).to_contain_text("found")
        expect(rosa.locator(f"#{slot}")).to_contain_text(title)
    for slot in ("testing", "ip", "service"):
        part = rosa.locator(f"#{slot}")
        part.locator("summary").click()
        part.get_by_label("What was found elsewhere, or why it is not needed").fill("The buyer needs none.")
        part.get_by_role("button", name="Not needed").click()
        expect(rosa.locator(f"#{slot}")).to_contain_text("The buyer needs none.")
    expect(rosa.locator("main")).to_contain_text("50 % of the cost is paid back: of $9,000, $4,500.")
    expect(rosa.locator("main")).to_contain_text("100 % settled")
    expect(rosa.locator("main")).not_to_contain_text("still open")


def they_agree_and_try_it(amina: Page, kofi: Page, rosa: Page, case: str) -> None:
    move_on(rosa, case, "Agreement")
    kofi.goto(f"/cases/{case}/agreement/")
    price = kofi.locator("li.listing", has=kofi.get_by_role("heading", name="Price"))
    price.locator("summary").click()
    price.get_by_role("radio", name="Agreed").check()
    price.get_by_label("What was agreed, or what is open").fill("9,000 dollars with freight, half on delivery.")
    price.get_by_role("button", name="Save").click()
    expect(kofi.locator("main")).to_contain_text("1 of 12 settled")
    facts = opened(kofi, "Keep the facts")
    facts.get_by_label("Signed on").fill(date.today().isoformat())
    facts.get_by_label("How you work together").select_option("Purchase")
    facts.get_by_role("button", name="Save").click()
    expect(kofi.locator("section[aria-labelledby=facts]")).to_contain_text("Purchase")
    move_on(kofi, case, "Pilot")
    amina.goto(f"/cases/{case}/agreement/")
    expect(amina.locator("main")).to_contain_text("9,000 dollars with freight")
    trial = opened(amina, "Add what a pilot showed")
    trial.get_by_label("Where").fill("The store beside the road, Kilifi")
    trial.get_by_label("What was measured").fill("slices without mould after five days of rain")
    trial.get_by_label("It came to").fill("97")
    trial.get_by_label("Unit").fill("of 100")
    trial.get_by_label("Did it work?").select_option("It worked")
    trial.get_by_role("button", name="Save").click()
    expect(amina.locator("section[aria-labelledby=pilots]")).to_contain_text("97 of 100")


def only_those_who_need_it_say_that_it_is_adopted(kofi: Page, amina: Page, case: str) -> None:
    kofi.goto(f"/cases/{case}/")
    expect(kofi.get_by_role("button", name="Move on to")).to_have_count(0)
    move_on(amina, case, "Adopted")
    expect(amina.locator("main")).to_contain_text("will be asked on")


def nobody_else_knows(funder: Page, sami: Page, case: str) -> None:
    """Whose grant and course are taken into a package has no part in the case; the chapter has."""
    answer = funder.goto(f"/cases/{case}/")
    assert answer is not None and answer.status == 404
    sami.goto(f"/cases/{case}/")
    expect(sami.locator("h1")).to_contain_text("Our mango slices grow mould")


def the_letter_is_answered_without_signing_in(visitor: Page) -> None:
    words = letter("amina@example.org", "Is it in use?")
    visitor.goto(link_in(words, after="Yes, it is in use"))
    expect(visitor.locator("main")).to_contain_text("You adopted it 6 months ago.")
    visitor.get_by_role("button", name="Yes, it is in use").click()
    expect(visitor.locator("h1")).to_have_text("Thank you")
    visitor.goto(link_in(words, after="Yes, it is in use"))
    expect(visitor.locator("main")).to_contain_text("This was answered on")


def it_is_in_use(amina: Page, kofi: Page, case: str) -> None:
    amina.goto(f"/cases/{case}/")
    expect(amina.locator(".verdict").first).to_have_text("In use")
    expect(amina.locator("main")).to_contain_text("After 6 months")
    kofi.goto(link_in(letter("kofi@example.org", "is in use")))
    expect(kofi).to_have_url(re.compile(case))
    expect(kofi.locator(".verdict").first).to_have_text("In use")


def move_on(page: Page, case: str, stage: str) -> None:
    page.goto(f"/cases/{case}/")
    page.get_by_role("button", name=f"Move on to: {stage}").click()
    expect(page.locator(".verdict").first).to_have_text(stage)
