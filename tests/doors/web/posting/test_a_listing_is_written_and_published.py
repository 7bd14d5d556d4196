from __future__ import annotations

import re

import pytest
from tests.cast import PROVIDER, SEEKER, Cast
from tests.doors.web.posting.conftest import SignIn
from tests.doors.web.posting.reading import filled
from tests.factories.listings import draft, published

from banyan.domain.listings.selectors import listing_get, mine
from banyan.domain.listings.types import Kind, State, rows

REQUIRED: dict[Kind, dict[str, str | list[str]]] = {
    Kind.OFFER: {"title": "Dryer", "problem_solved": "Mould in wet weeks"},
    Kind.SERVICE: {"title": "Tests", "services": ["engineering"]},
    Kind.FUNDING: {"title": "Grants", "instruments": ["grant"]},
    Kind.FACILITY: {"title": "Chamber", "facility_type": "laboratory"},
    Kind.TRAINING: {"title": "Course", "audience": "Operators"},
}


@pytest.mark.parametrize("kind", list(REQUIRED))
def test_each_kind_goes_from_an_empty_form_to_the_answers(kind: Kind, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.kofi)
    address = "/offer/new/" if kind is Kind.OFFER else f"/help/new/{kind}/"
    fields = filled(browser.get(address), organisation=PROVIDER, next="1", **REQUIRED[kind])
    answer = browser.post(address, fields)
    (listing,) = mine(cast.kofi)
    assert answer["Location"] == f"/listing/{listing.id}/publish/"
    page = browser.get(answer["Location"]).content.decode()
    assert "What happens when you publish" in page
    assert "Everybody can find it at once" in page
    answer = browser.post(f"/listing/{listing.id}/publish/")
    assert answer["Location"] == f"/need/{listing.id}/answers/"
    assert listing_get(listing.id, for_user=cast.visitor).state is State.PUBLISHED


def test_somebody_new_is_told_that_the_chapter_reads_it_first(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.amina)
    browser = sign_in(cast.amina)
    page = browser.get(f"/listing/{made.id}/publish/").content.decode()
    assert "is read by the chapter before others see it" in page
    assert "Send for checking" in page
    browser.post(f"/listing/{made.id}/publish/")
    assert listing_get(made.id, for_user=cast.amina).state is State.IN_REVIEW


def test_what_is_missing_is_linked_and_nothing_is_published(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER, problem_solved=None)
    answer = sign_in(cast.kofi).post(f"/listing/{made.id}/publish/")
    assert answer.status_code == 422
    assert f"/listing/{made.id}/edit/#id_problem_solved_group" in answer.content.decode()
    assert listing_get(made.id, for_user=cast.kofi).state is State.DRAFT


def test_answers_that_cannot_be_read_keep_what_was_typed_and_the_rest_is_saved(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    fields = filled(browser.get(address), cost_purchase="about ten", trl_date="soon", compared="Half the time")
    answer = browser.post(address, fields)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_cost_purchase_group"' in text
    assert 'value="about ten"' in text
    assert 'value="soon"' in text
    assert listing_get(made.id, for_user=cast.kofi).values["compared"] == "Half the time"
    later = browser.get(address).content.decode()
    assert 'value="about ten"' in later
    assert re.search(
        r'id="id_cost_purchase"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_cost_purchase"', later
    )


def test_a_published_listing_keeps_its_required_answers(cast: Cast, sign_in: SignIn) -> None:
    made = published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    answer = browser.post(address, filled(browser.get(address), problem_solved="", compared="Kept in the form"))
    assert answer.status_code == 422
    assert "Kept in the form" in answer.content.decode()
    assert listing_get(made.id, for_user=cast.kofi).values["problem_solved"]


def test_rows_are_added_and_removed_without_scripts(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    fields = filled(browser.get(address), **{"claims-0-what": "energy", "claims-0-value": "0.8", "more": "claims"})
    answer = browser.post(address, fields)
    assert answer["Location"] == f"{address}?more=claims#id_claims_group"
    fields = filled(browser.get(f"{address}?more=claims"), **{"claims-1-what": "water"})
    browser.post(address, fields)
    browser.post(address, {**filled(browser.get(address)), "less": ["claims-0"]})
    kept = rows(listing_get(made.id, for_user=cast.kofi).values, "claims")
    assert [row["what"] for row in kept] == ["water"]


def test_an_unknown_word_gets_suggestions_and_the_codes_beside_it_are_kept(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    answer = browser.post(address, filled(browser.get(address), **{"sdgs-add": "sanitation"}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'name="sdgs" value="6.2">', text)
    assert listing_get(made.id, for_user=cast.kofi).values["sdgs"] == ("2.3",)


def test_who_may_see_an_answer_is_chosen_in_its_own_section(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    browser.post(address, filled(browser.get(address), **{"see-cost_purchase": "after_enquiry"}))
    assert listing_get(made.id, for_user=cast.kofi).values["visibility"] == {"cost_purchase": "after_enquiry"}
    assert "Those who sent an enquiry" in browser.get(f"/listing/{made.id}/publish/").content.decode()


def test_a_new_listing_says_what_would_help_most(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.kofi).get("/offer/new/").content.decode()
    assert text.index("#id_problem_solved_group") < text.index("#id_trl_date_group")
    assert "0 %" in text


def test_terms_are_looked_up_by_words_in_any_of_our_languages(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.kofi)
    found = browser.get("/terms/places/", {"places-add": "keny", "places": ["UG"]}).content.decode()
    assert re.search(r'value="UG" checked', found)
    assert re.search(r'value="KE">', found)
    assert browser.get("/terms/title/").status_code == 404
    assert browser.get("/terms/nothing/").status_code == 404


def test_strangers_reach_no_form_of_others(cast: Cast, sign_in: SignIn) -> None:
    made, shown = draft(cast.kofi, Kind.OFFER), published(cast.kofi, Kind.OFFER, title="Open", organisation=PROVIDER)
    browser = sign_in(cast.uma)
    for listing in (made, shown):
        for page in ("edit", "publish", "do/withdraw"):
            assert browser.get(f"/listing/{listing.id}/{page}/").status_code in {403, 404}
            assert browser.post(f"/listing/{listing.id}/{page}/", {"sure": "1"}).status_code in {403, 404}
    assert listing_get(shown.id, for_user=cast.kofi).state is State.PUBLISHED


def test_nobody_posts_in_the_name_of_an_organisation_of_others(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.uma)
    answer = browser.post("/offer/new/", filled(browser.get("/offer/new/"), title="Mine", organisation=SEEKER))
    assert answer.status_code in {302, 422}
    assert [one.organisation for one in mine(cast.uma)] == [""]
