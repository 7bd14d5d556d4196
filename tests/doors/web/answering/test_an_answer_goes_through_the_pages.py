from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.answers import drafted, need, replied, sent

from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import listing_update, listing_withdraw
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.letters.answer import ANSWER_PAGE, ANSWER_PRINTED
from banyan.practice.brokerage.models import AnswerReply, Enquiry
from banyan.practice.brokerage.selectors.answers import answer_get
from banyan.practice.brokerage.services.answers import answer_send, answer_withdraw
from banyan.practice.brokerage.types.answer import AnswerState, ReplyWord
from banyan.practice.matchmaking.services import index_rebuild


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of the big form, as it stands."""
    said = {}
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page):
        said[name] = text
    for tag in re.findall(r"<input[^>]+>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or "checked" in tag) and name[1] != "csrfmiddlewaretoken":
            said[name[1]] = value[1] if value else "on"
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page):
        chosen = re.search(r"<option selected>(\d)", options)
        said[name] = chosen[1] if chosen else ""
    return said


def test_letters_lead_to_the_pages() -> None:
    assert reverse("answer", args=["ans_x"]) == ANSWER_PAGE.format(id="ans_x")
    assert reverse("answer_print", args=["ans_x"]) == ANSWER_PRINTED.format(id="ans_x")


def test_from_the_page_of_a_need_to_a_letter(cast: Cast) -> None:
    about = need(cast)
    index_rebuild()
    rosa, amina = signed_in(cast.rosa), signed_in(cast.amina)
    for page in (f"/listing/{about}/", f"/need/{about}/answers/", "/answers/"):
        assert "Draft an answer" in text_of(rosa.get(page)), page
        assert "Draft an answer" not in text_of(amina.get(page)), page
    made = rosa.post(f"/need/{about}/answer/", follow=True)
    where = made.redirect_chain[-1][0]
    page = made.content.decode()
    assert "Matching found nothing to propose" in text_of(made)
    assert rosa.post(f"/need/{about}/answer/").headers["Location"] == where
    assert "Go on with the draft" in text_of(rosa.get("/answers/"))
    kept = rosa.post(where, {**form_of(page), "nothing": "Nobody builds it yet.", "save": "1"}, follow=True)
    assert "Saved. Nobody but your chapter has seen it yet." in text_of(kept)
    done = rosa.post(where, {**form_of(kept.content.decode()), "send": "1"}, follow=True)
    assert "Sent. They get a letter" in text_of(done)
    assert "Nobody builds it yet." in text_of(amina.get(where.removesuffix("write/")))
    assert "Nothing yet, and why" in text_of(amina.get(f"/listing/{about}/"))
    assert rosa.get(where).status_code == 302


def test_the_broker_changes_what_stands_there_and_nothing_typed_is_lost(cast: Cast) -> None:
    answer = drafted(cast)
    rosa, where = signed_in(cast.rosa), f"/answer/{answer}/write/"
    page = rosa.get(where).content.decode()
    said = form_of(page)
    first = answer_get(answer, for_user=cast.rosa).options[0].listing
    wrong = rosa.post(where, {**said, f"why-{first}": "It is quiet." + "x" * 700, "save": "1"})
    assert wrong.status_code == 422
    assert "Please shorten this" in text_of(wrong) and "It is quiet." in wrong.content.decode()
    stale = rosa.post(where, {**said, "version": "7", f"why-{first}": "It is quiet.", "save": "1"})
    assert stale.status_code == 409
    assert "It is quiet." in stale.content.decode()
    rosa.post(where, {**form_of(stale.content.decode()), "send": "1"})
    view = answer_get(answer, for_user=cast.amina)
    assert (view.state, view.options[0].why) == (AnswerState.SENT, ("It is quiet.",))
    late = signed_in(cast.sami).post(where, {**said, "intro": "My own words.", "send": "1"})
    assert late.status_code == 409
    assert "My own words." in late.content.decode()


def test_two_options_on_one_place_are_numbered_anew_and_that_is_said(cast: Cast) -> None:
    answer = drafted(cast)
    rosa, where = signed_in(cast.rosa), f"/answer/{answer}/write/"
    said = form_of(rosa.get(where).content.decode())
    first, second, third = (one.listing for one in answer_get(answer, for_user=cast.rosa).options)
    apart = rosa.post(where, {**said, f"place-{third}": "", "save": "1"}, follow=True)
    assert "numbered anew" not in text_of(apart)
    said = {**form_of(apart.content.decode()), f"place-{second}": "1", f"place-{third}": "1", "save": "1"}
    assert "Two options stood on one place." in text_of(rosa.post(where, said, follow=True))
    places = {one.listing: one.place for one in answer_get(answer, for_user=cast.rosa).options}
    assert places == {first: 1, second: 2, third: 3}


def test_from_ones_listings_to_the_answers_and_back(cast: Cast) -> None:
    sent(cast)
    amina = signed_in(cast.amina)
    assert 'href="/answers/?of=mine"' in amina.get("/mine/").content.decode()
    assert 'href="/answers/?of=mine"' not in signed_in(cast.kofi).get("/mine/").content.decode()
    page = amina.get("/answers/?of=mine").content.decode()
    assert 'href="/mine/"' in page.partition("<main")[2]


def test_what_the_owner_will_read_stands_before_the_button_that_sends_it(cast: Cast) -> None:
    page = signed_in(cast.amina).get(f"/answer/{sent(cast)}/").content.decode()
    assert page.index("What they will read") < page.index("Yes, bring us together")


def test_spaces_alone_are_no_words_that_were_kept(cast: Cast) -> None:
    answer = sent(cast)
    amina, where = signed_in(cast.amina), f"/answer/{answer}/"
    one = answer_get(answer, for_user=cast.amina).options[0].listing
    hold = {name: text for name, text in form_of(amina.get(where).content.decode()).items() if name == "typist"}
    amina.logout()
    amina.post(f"{where}reply/{one}/", {**hold, "word": "later", "version": "2", "line": "   "})
    amina.force_login(cast.amina, backend="django.contrib.auth.backends.ModelBackend")
    back = text_of(amina.get(where))
    assert "Your words are kept" not in back and "nothing was done" in back


def test_words_of_a_broker_who_was_signed_out_wait_for_them(cast: Cast) -> None:
    answer = drafted(cast)
    rosa, where = signed_in(cast.rosa), f"/answer/{answer}/write/"
    said = form_of(rosa.get(where).content.decode())
    rosa.logout()
    assert "login" in rosa.post(where, {**said, "intro": "My own words.", "send": "1"}).headers["Location"]
    rosa.force_login(cast.rosa, backend="django.contrib.auth.backends.ModelBackend")
    assert "My own words." in rosa.get(where).content.decode()
    assert answer_get(answer, for_user=cast.rosa).state is AnswerState.DRAFT


def test_a_colleague_is_never_written_over_by_words_that_waited(cast: Cast) -> None:
    answer = drafted(cast)
    rosa, sami, where = signed_in(cast.rosa), signed_in(cast.sami), f"/answer/{answer}/write/"
    said = form_of(rosa.get(where).content.decode())
    rosa.logout()
    rosa.post(where, {**said, "intro": "Words of Rosa.", "send": "1"})
    sami.post(where, {**said, **form_of(sami.get(where).content.decode()), "intro": "Words of Sami.", "save": "1"})
    rosa.force_login(cast.rosa, backend="django.contrib.auth.backends.ModelBackend")
    back = rosa.get(where)
    assert form_of(back.content.decode())["intro"] == "Words of Rosa." and "Version 2: Words of Sami." in text_of(back)
    refused = rosa.post(where, {**form_of(back.content.decode()), "send": "1"})
    assert refused.status_code == 409
    assert "Somebody changed this answer" in text_of(refused) and "Version 2: Words of Sami." in text_of(refused)
    assert form_of(refused.content.decode())["intro"] == "Words of Rosa."
    view = answer_get(answer, for_user=cast.rosa)
    assert (view.state, view.words.intro) == (AnswerState.DRAFT, "Words of Sami.")
    assert rosa.post(where, {**form_of(refused.content.decode()), "send": "1"}).status_code == 302


def test_words_of_a_broker_wait_also_when_it_was_sent_meanwhile(cast: Cast) -> None:
    answer = drafted(cast)
    rosa, where = signed_in(cast.rosa), f"/answer/{answer}/write/"
    said = form_of(rosa.get(where).content.decode())
    rosa.logout()
    rosa.post(where, {**said, "intro": "Words of Rosa.", "save": "1"})
    answer_send(public_id=answer, by=cast.sami)
    rosa.force_login(cast.rosa, backend="django.contrib.auth.backends.ModelBackend")
    back = rosa.get(where)
    assert "It was sent or taken back meanwhile." in text_of(back) and "Words of Rosa." in back.content.decode()


@pytest.mark.parametrize("gone", ["answer", "option", "nothing"])
def test_words_of_a_seeker_who_was_signed_out_wait_also_without_their_form(cast: Cast, gone: str) -> None:
    answer = sent(cast)
    amina, where = signed_in(cast.amina), f"/answer/{answer}/"
    one = answer_get(answer, for_user=cast.amina).options[0].listing
    hold = {name: text for name, text in form_of(amina.get(where).content.decode()).items() if name == "typist"}
    amina.logout()
    amina.post(f"{where}reply/{one}/", {**hold, "word": "later", "version": "2", "line": "How loud is it?"})
    if gone == "answer":
        answer_withdraw(public_id=answer, by=cast.rosa)
    elif gone == "option":
        listing_withdraw(public_id=one, by=cast.kofi)
    amina.force_login(cast.amina, backend="django.contrib.auth.backends.ModelBackend")
    back = text_of(amina.get(where))
    assert "Your words are kept" in back and back.count("How loud is it?") == 1
    assert ("What you typed is kept here" in back) == (gone != "nothing")


def test_all_that_was_typed_for_an_enquiry_is_kept_when_its_option_goes(cast: Cast) -> None:
    answer = sent(cast)
    one = answer_get(answer, for_user=cast.amina).options[0].listing
    listing_withdraw(public_id=one, by=cast.kofi)
    said = {"word": "yes", "version": "2", "who": "A school.", "what": "", "hopes": "A price."}
    refused = signed_in(cast.amina).post(f"/answer/{answer}/reply/{one}/", said)
    assert refused.status_code >= 400 and "A school." in text_of(refused) and "A price." in text_of(refused)


def test_a_yes_is_one_click_and_leads_to_the_enquiry(cast: Cast) -> None:
    answer = sent(cast)
    amina, where = signed_in(cast.amina), f"/answer/{answer}/"
    page = amina.get(where).content.decode()
    (form,) = re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(?:(?!</form>).)*value="yes".*?</form>', page, re.S)[:1]
    body = re.search(rf'<form[^>]*action="{form}".*?</form>', page, re.S)
    assert body
    begun = amina.post(form, form_of(body[0]), follow=True)
    assert "Your enquiry is sent." in text_of(begun)
    enquiry = Enquiry.objects.get()
    assert "Mwembe" in enquiry.who and enquiry.own is not None and not enquiry.unnamed
    again = text_of(amina.get(where))
    assert "You said: Yes, bring us together" in again and "Go to the enquiry" in again
    assert "They said: Yes, bring us together" in text_of(signed_in(cast.rosa).get(where))
    assert "Go to the enquiry" not in text_of(signed_in(cast.rosa).get(where))


def test_nothing_is_said_by_following_a_link(cast: Cast) -> None:
    answer = sent(cast)
    one = answer_get(answer, for_user=cast.amina).options[0].listing
    amina = signed_in(cast.amina)
    for link in ("", "print/", f"reply/{one}/?word=yes", "withdraw/", "hear/"):
        assert amina.get(f"/answer/{answer}/{link}").status_code in {200, 302}
    assert not AnswerReply.objects.exists()
    assert answer_get(answer, for_user=cast.amina).state is AnswerState.SENT


def test_a_no_and_a_question_reach_the_broker_who_marks_them_as_read(cast: Cast) -> None:
    answer = sent(cast)
    first, second, _third = (one.listing for one in answer_get(answer, for_user=cast.amina).options)
    amina, rosa, where = signed_in(cast.amina), signed_in(cast.rosa), f"/answer/{answer}/"
    refused = amina.post(f"{where}reply/{first}/", {"word": "no", "version": "2", "line": "Too dear."})
    assert refused.status_code == 422
    assert "Choose a reason" in text_of(refused) and 'value="Too dear."' in refused.content.decode()
    said = {"word": "no", "version": "2", "line": "Too dear.", "reason": DeclineReason.TOO_COSTLY.value}
    assert "Those who sent the answer read it." in text_of(amina.post(f"{where}reply/{first}/", said, follow=True))
    stale = amina.post(f"{where}reply/{second}/", {"word": "later", "version": "2", "line": "How loud is it?"})
    assert stale.status_code == 409 and "How loud is it?" in text_of(stale)
    amina.post(f"{where}reply/{second}/", {"word": "later", "version": "3", "line": "How loud is it?"})
    read = text_of(rosa.get(where))
    assert "Too dear." in read and "How loud is it?" in read and "They have said something" in read
    assert "Marked as read" in text_of(rosa.post(f"{where}hear/", {"version": "4"}, follow=True))
    assert "They have said something" not in text_of(rosa.get(where))


def test_what_is_gone_is_shown_as_gone(cast: Cast) -> None:
    answer = sent(cast)
    one = answer_get(answer, for_user=cast.amina).options[0]
    listing_withdraw(public_id=one.listing, by=cast.kofi)
    for reader in (cast.amina, cast.rosa):
        page = signed_in(reader).get(f"/answer/{answer}/").content.decode()
        assert "This option is not shown any more." in text_of(page)
        assert one.title.text not in page and f"reply/{one.listing}" not in page


def test_the_printed_form_is_for_those_of_the_answer(cast: Cast) -> None:
    answer = sent(cast)
    for reader in (cast.amina, cast.rosa, cast.noor):
        found = signed_in(reader).get(f"/answer/{answer}/print/")
        assert (found.status_code, found.headers["Content-Type"]) == (200, "application/pdf")
        assert found.content.startswith(b"%PDF-")
        assert "no-store" in found.headers["Cache-Control"]
    for stranger in (cast.uma, cast.kofi, cast.mei):
        assert signed_in(stranger).get(f"/answer/{answer}/print/").status_code == 404
        assert signed_in(stranger).get(f"/answer/{answer}/").status_code == 404
        assert signed_in(stranger).get(f"/answer/{answer}/write/").status_code == 404
    assert Client().get(f"/answer/{answer}/").status_code == 302


def test_a_draft_and_earlier_versions_are_the_chapters(cast: Cast) -> None:
    answer = drafted(cast)
    assert signed_in(cast.amina).get(f"/answer/{answer}/").status_code == 404
    assert "Change it, or send it" in text_of(signed_in(cast.sami).get(f"/answer/{answer}/"))
    rosa = signed_in(cast.rosa)
    rosa.post(f"/answer/{answer}/write/", {"intro": "Other words.", "version": "1", "save": "1"})
    assert "This is version 1, an earlier one." in text_of(rosa.get(f"/answer/{answer}/?edition=1"))
    assert rosa.get(f"/answer/{answer}/?edition=99").status_code == 404


def test_an_answer_is_taken_back_and_another_drafted(cast: Cast) -> None:
    answer = replied(cast, ReplyWord.LATER)
    rosa, where = signed_in(cast.rosa), f"/answer/{answer}/"
    assert "Draft another answer" in text_of(rosa.get(where))
    assert "Taken back." in text_of(rosa.post(f"{where}withdraw/", {"version": "3"}, follow=True))
    assert "This answer was taken back." in text_of(signed_in(cast.amina).get(where))
    assert rosa.post(f"{where}withdraw/", {"version": "4"}).status_code == 409


def test_lists_are_for_each_their_own(cast: Cast) -> None:
    sent(cast)
    assert "Drying mango slices" in text_of(signed_in(cast.amina).get("/answers/"))
    assert "Drying mango slices" in text_of(signed_in(cast.rosa).get("/answers/"))
    assert "Drying mango slices" not in text_of(signed_in(cast.rosa).get("/answers/?of=mine"))
    assert "When your chapter answers a need of yours" in text_of(signed_in(cast.uma).get("/answers/"))


def test_of_a_need_that_names_its_organisation_later_the_prepared_words_name_nobody(cast: Cast) -> None:
    answer = sent(cast, visibility={"organisation": "after_acceptance"})
    page = signed_in(cast.amina).get(f"/answer/{answer}/").content.decode()
    words = re.findall(r'<textarea id="who-[^>]*>([^<]*)', page)
    assert words and not any("Mwembe" in said for said in words)
    assert "give our name when you say yes" in words[0]


def test_the_form_names_an_option_as_it_is_named_now_and_none_that_is_gone(cast: Cast) -> None:
    answer = drafted(cast)
    first, second, *_others = (one.listing for one in answer_get(answer, for_user=cast.rosa).words.options)
    listing_update(
        public_id=first,
        raw={"title": "A cabinet by another name"},
        by=cast.kofi,
        expected_version=listing_get(first, for_user=cast.kofi).version,
    )
    old = {one.listing: one.title.text for one in answer_get(answer, for_user=cast.rosa).options}[second]
    listing_withdraw(public_id=second, by=cast.kofi)
    for place in ("1", ""):  # also of what is left out
        page = signed_in(cast.rosa).get(f"/answer/{answer}/write/")
        assert "A cabinet by another name" in text_of(page) and old not in page.content.decode()
        assert "This option is not shown any more." in text_of(page)
        said = {**form_of(page.content.decode()), f"place-{second}": "", "save": "1"}
        assert place == "" or signed_in(cast.rosa).post(f"/answer/{answer}/write/", said).status_code == 302
