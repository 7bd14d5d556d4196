from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import Client
from tests.cast import SEEKER, Cast
from tests.doors.web.answers.page import page
from tests.doors.web.made import answers, card, view
from tests.doors.web.reading import signed_in, text_of
from tests.factories.listings import draft, published

from banyan.domain.listings.types import Kind, State
from banyan.doors.web.answers import aside
from banyan.engine.types import Passage, Stands
from banyan.practice.matchmaking.selectors.cards import quote
from banyan.practice.matchmaking.types import AnswersView, Quote

Indexed = Callable[[], object]


@pytest.mark.django_db
def test_a_card_holds_the_sentence_the_reasons_the_doubt_and_the_marks_in_order() -> None:
    source = page(answers())
    shown = text_of(source)
    assert "<mark>mould</mark>" in source
    places = [shown.index(word) for word in ("First dryer", "Reason one.", "Reason three.", "The strongest doubt.")]
    assert places == sorted(places)
    assert "Reason four." not in shown
    assert shown.index("The strongest doubt.") < shown.index("A weaker doubt.")
    assert "Price and budget : doubt" in shown
    assert "Conditions on site : does not fit" in shown
    assert shown.index("Where it may be supplied :") < shown.index("Price and budget :")


@pytest.mark.django_db
def test_the_parts_of_the_page_follow_one_another() -> None:
    shown = text_of(page(answers(), card(view(Kind.FUNDING, id="lst_fund", title="A fund", values={}))))
    order = ["2 technologies that may help", "Would fit but for", "The one question", "What helps around it", "A fund"]
    assert [shown.index(word) for word in order] == sorted(shown.index(word) for word in order)
    nearly = shown[shown.index("Would fit but for") :]
    assert nearly.index("Needs stable grid power") < nearly.index("Nearly a dryer")


@pytest.mark.django_db
def test_peoples_words_carry_their_language_and_direction() -> None:
    quote = Quote("Summary", "مجفف للمانجو", ((0, 4),), "ar")
    source = page(answers(cards=(card(view(language="ar", title="مجفف"), quotes=(quote,)),)))
    assert '<bdi lang="ar" dir="rtl"><mark>مجفف</mark>' in source
    assert '<bdi lang="ar" dir="rtl">مجفف</bdi>' in source


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stands", "label", "claim"),
    [
        (Stands.CARRIES, "", "Without the words quoted above, the score would be lower."),
        (Stands.NEAREST, "Where it comes nearest", "No single passage decides this match."),
        (Stands.MEANING, "Where it comes nearest", "what the score would be without it is not known"),
        (Stands.OPENING, "How it begins", ""),
    ],
)
def test_a_passage_says_what_it_is_to_the_match(stands: Stands, label: str, claim: str) -> None:
    said = quote(Passage("text", "It dries.", stands=stands), "en")
    shown = text_of(page(answers(cards=(card(view(), quotes=(said,)),))))
    assert (label or "It dries.") in shown
    assert claim in shown
    assert ("nearest" in shown) is (stands in {Stands.NEAREST, Stands.MEANING})
    assert ("Without the words" in shown) is (stands is Stands.CARRIES)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("found", "said"),
    [
        (answers(by_meaning=False), "Compared by words only so far"),
        (answers(cards=(), but_for=(), question=None, index_ready=False), "The search is still being prepared"),
        (answers(cards=(), but_for=(), question=None), "Nothing here answers this need yet"),
        (answers(cards=()), "No technology fits all that must hold"),
        (answers(view(Kind.NEED, state=State.DRAFT)), "This need is not published yet"),
        (answers(view(Kind.OFFER), cards=(), but_for=(), question=None), "No need here calls for this yet"),
    ],
)
def test_every_state_says_what_it_is(found: AnswersView, said: str) -> None:
    shown = text_of(page(found))
    assert said in shown
    if not found.index_ready:
        assert "Nothing here answers" not in shown


@pytest.mark.django_db
def test_a_node_without_an_encoder_promises_no_comparison_by_meaning() -> None:
    shown = text_of(page(answers(by_meaning=False), meaning_comes=False))
    assert "This node compares by words only" in shown
    assert "is running" not in shown


@pytest.mark.django_db
def test_a_question_is_asked_only_where_there_is_something_to_order() -> None:
    assert "The one question" in text_of(page(answers()))
    assert "The one question" not in text_of(page(answers(cards=(), but_for=())))


@pytest.mark.django_db
def test_an_anonymous_need_is_answered_without_a_name(cast: Cast, indexed: Indexed) -> None:
    need = published(cast.amina, checked_by=cast.sami, organisation=SEEKER, anonymous=True)
    offer = published(cast.kofi, Kind.OFFER)
    indexed()
    for address in (f"/need/{need.id}/answers/", f"/need/{offer.id}/answers/"):
        source = Client().get(address).content.decode()
        assert "Posted anonymously" in source
        assert "Mwembe" not in source
        assert SEEKER not in source


def test_a_need_finds_its_offer_and_the_offer_its_need(cast: Cast, indexed: Indexed) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    offer = published(cast.kofi, Kind.OFFER)
    indexed()
    first = text_of(Client().get(f"/need/{need.id}/answers/"))
    assert "One technology that may help" in first
    assert "Dryer that runs on the sun" in first
    second = text_of(Client().get(f"/need/{offer.id}/answers/"))
    assert "One need it may serve" in second
    assert "Drying mango slices" in second


def test_a_draft_has_answers_for_its_owner_alone(cast: Cast, indexed: Indexed) -> None:
    published(cast.kofi, Kind.OFFER)
    indexed()
    need = draft(cast.amina)
    assert Client().get(f"/need/{need.id}/answers/").status_code == 404
    assert "not published yet" in text_of(signed_in(cast.amina).get(f"/need/{need.id}/answers/"))


def test_what_is_not_for_us_is_put_aside_with_its_reason_and_comes_back(cast: Cast, indexed: Indexed) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    offer = published(cast.kofi, Kind.OFFER)
    indexed()
    client = Client()
    where = f"/need/{need.id}/answers/judge/"
    after = client.post(where, {"decline": offer.id, f"reason-{offer.id}": "too_costly"}, follow=True)
    assert "Put aside in this visit" in text_of(after)
    assert "(It costs too much)" in text_of(after)
    assert "technology that may help" not in text_of(after)
    assert "technology that may help" in text_of(Client().get(f"/need/{need.id}/answers/")), "others are not touched"
    back = client.post(where, {"undo": offer.id}, follow=True)
    assert "One technology that may help" in text_of(back)


def test_a_reason_that_does_not_exist_puts_nothing_aside(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    answer = Client().post(
        f"/need/{need.id}/answers/judge/", {"decline": "lst_x", "reason-lst_x": "because"}, follow=True
    )
    assert "Nothing was put aside" in text_of(answer)


def test_a_session_forgets_the_oldest() -> None:
    session = SessionStore()
    for number in range(25):
        aside.put(session, f"lst_{number}", "lst_a", "other")
    assert aside.put_aside(session, "lst_0") == {}
    assert aside.put_aside(session, "lst_24") == {"lst_a": "other"}


@pytest.mark.django_db
def test_weak_answers_are_called_what_they_are() -> None:
    said = "Nothing here fits this need well"
    weak, clear = text_of(page(answers(clear=False))), text_of(page(answers()))
    assert said in weak
    assert "technologies that may help" not in weak
    assert said not in clear
    assert "No need here fits this well" in text_of(page(answers(view(Kind.OFFER), clear=False)))
