from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core import mail
from django.db import transaction
from django.db.utils import ProgrammingError
from django.utils.translation import gettext, override
from tests.cast import PROVIDER, SEEKER, Cast, person
from tests.factories.answers import INTRO, TITLES, drafted, edit_of, helpers, need, offers, replied, say, sent
from tests.factories.enquiries import WORDS
from tests.factories.listings import published

from banyan.base.audit.selectors import history
from banyan.base.errors import Invalid, WrongState
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.listings.errors import Withdrawn
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import listing_withdraw
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.brokerage.errors import AnswerMoved, AnswerNotNow
from banyan.practice.brokerage.models import AnswerEdition, AnswerReply
from banyan.practice.brokerage.selectors import enquiry_get
from banyan.practice.brokerage.selectors.answers import answer_get, answers, answers_of_need, unanswered
from banyan.practice.brokerage.services.answers import (
    answer_draft,
    answer_hear,
    answer_reply,
    answer_save,
    answer_send,
    answer_withdraw,
)
from banyan.practice.brokerage.types import State
from banyan.practice.brokerage.types.answer import AnswerState, OptionEdit, ReplyWord
from banyan.practice.matchmaking.selectors import answers_to, judged_by
from banyan.practice.matchmaking.services import index_rebuild
from banyan.practice.matchmaking.types import Verdict


def test_a_draft_has_the_best_three_with_reasons_doubts_next_steps_money_and_training(cast: Cast) -> None:
    view = answer_get(drafted(cast), for_user=cast.rosa)
    assert view.state is AnswerState.DRAFT
    assert [one.place for one in view.options] == [1, 2, 3]
    for one in view.options:
        assert one.why and one.doubts and one.step and one.marks
        assert (one.owner, one.owner_slug) == ("Jua Dryers", PROVIDER)
        assert {mark.verdict for mark in one.marks} == {"fits", "unknown"}
    money, training = view.helps
    assert (money.kind, training.kind) == ("funding", "training")
    assert "50 %" in money.line and "$50,000" in money.line
    assert [(mark.label, mark.verdict) for mark in money.marks] == [("Place", "fits"), ("Kind of organisation", "fits")]


def test_what_is_more_likely_wrong_than_right_is_proposed_but_not_chosen(cast: Cast) -> None:
    about = need(cast)
    best, *others = offers(cast)
    for title, summary in (
        ("Tunnel for drying fish when it rains", "Fish dries in the tunnel and no mould grows."),
        ("Cold store for mango", "Fresh mango keeps for weeks and does not go brown."),
    ):
        less = {"technologies": None, "sdgs": ["4"]}
        for more in ({"organisation": PROVIDER}, less):
            published(cast.kofi, Kind.OFFER, title=title, summary=summary, problem_solved=summary, **more)
    for one in others:
        listing_withdraw(public_id=one, by=cast.kofi)
    index_rebuild()
    cards = {one.listing.id: one for one in answers_to(listing_get(about, for_user=cast.amina), asker=cast.amina).cards}
    weak = [one.listing.id for one in cards.values() if one.score < 20]
    assert weak and cards[best].score == max(one.score for one in cards.values()) > 20
    words = answer_get(answer_draft(need=about, by=cast.rosa).id, for_user=cast.rosa).words
    assert [one.listing for one in words.chosen] == [one for one in cards if one not in weak]
    assert len(words.chosen) < 3
    assert {one.listing for one in words.options} & set(weak)


def test_where_nothing_fits_the_draft_says_so_and_that_is_an_answer(cast: Cast) -> None:
    index_rebuild()
    answer = answer_draft(need=need(cast), by=cast.rosa).id
    assert answer_get(answer, for_user=cast.rosa).options == ()
    answer_send(public_id=answer, by=cast.rosa)
    told = answer_get(answer, for_user=cast.amina)
    assert told.options == ()
    assert "We keep looking" in told.words.nothing


def test_without_an_index_a_broker_can_still_write(cast: Cast) -> None:
    about, best = need(cast), offers(cast)[0]
    answer = answer_draft(need=about, by=cast.rosa).id
    view = answer_get(answer, for_user=cast.rosa)
    assert view.words.options == ()
    answer_save(public_id=answer, edit=edit_of(view, add=best), by=cast.rosa)
    (one,) = answer_get(answer, for_user=cast.rosa).options
    assert one.listing == best
    with pytest.raises(Invalid) as refused:
        answer_send(public_id=answer, by=cast.rosa)
    assert "why" in str(refused.value)


def test_there_is_one_draft_for_a_need_and_another_answer_after_it(cast: Cast) -> None:
    first = sent(cast)
    about = answer_get(first, for_user=cast.rosa).need
    say(cast, first, ReplyWord.NO)
    second = answer_draft(need=about, by=cast.sami)
    assert second.made
    assert answer_draft(need=about, by=cast.rosa) == replace(second, made=False)
    declined = answer_get(first, for_user=cast.rosa).options[0].listing
    again = answer_get(second.id, for_user=cast.rosa).words
    assert declined not in {one.listing for one in again.chosen}
    assert declined in {one.listing for one in again.options}


def test_the_broker_chooses_orders_and_writes_and_every_edition_is_kept(cast: Cast) -> None:
    answer = drafted(cast)
    view = answer_get(answer, for_user=cast.rosa)
    first, second, third = (one.listing for one in view.options)
    edit = edit_of(view, intro=INTRO, places={first: 3, second: 0, third: 1})
    assert edit.options is not None
    edit = replace(edit, options={**edit.options, third: OptionEdit(1, "It has no moving parts.", "", "Call them.")})
    answer_save(public_id=answer, edit=edit, by=cast.rosa, expected_version=view.version)
    now = answer_get(answer, for_user=cast.rosa)
    assert [(one.listing, one.place) for one in now.options] == [(third, 1), (first, 2)]
    assert (now.options[0].why, now.options[0].doubts, now.options[0].step) == (
        ("It has no moving parts.",),
        (),
        "Call them.",
    )
    answer_send(public_id=answer, by=cast.sami, expected_version=now.version)
    done = answer_get(answer, for_user=cast.rosa)
    assert [(one.number, one.sent, one.by) for one in done.editions] == [
        (1, False, "Rosa"),
        (2, False, "Rosa"),
        (3, True, "Sami"),
    ]
    assert [one.listing for one in answer_get(answer, for_user=cast.rosa, edition=1).options] == [first, second, third]
    assert [one.listing for one in answer_get(answer, for_user=cast.noor, edition=2).options] == [third, first]


def test_seekers_read_what_was_sent_and_no_draft(cast: Cast) -> None:
    answer = sent(cast)
    view = answer_get(answer, for_user=cast.amina, edition=1)
    assert (view.edition, view.editions) == (2, ())


def test_what_was_sent_is_never_changed(cast: Cast) -> None:
    answer = sent(cast)
    with pytest.raises(AnswerNotNow):
        answer_save(public_id=answer, edit=edit_of(answer_get(answer, for_user=cast.rosa)), by=cast.rosa)
    for change in (
        lambda: AnswerEdition.objects.filter(answer__public_id=answer).update(words={}),
        lambda: AnswerEdition.objects.filter(answer__public_id=answer).delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_four_options_an_old_form_and_too_many_words_are_refused(cast: Cast) -> None:
    answer = drafted(cast)
    view = answer_get(answer, for_user=cast.rosa)
    more = published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id
    with pytest.raises(Invalid) as refused:
        answer_save(public_id=answer, edit=edit_of(view, add=more), by=cast.rosa)
    assert "Three options at most" in str(refused.value)
    with pytest.raises(Invalid) as refused:
        answer_save(public_id=answer, edit=edit_of(view, intro="x" * 901), by=cast.rosa)
    assert refused.value.fields.keys() == {"intro"}
    with pytest.raises(Invalid):
        answer_save(public_id=answer, edit=edit_of(view, add="lst_unheard_of"), by=cast.rosa)
    answer_save(public_id=answer, edit=edit_of(view), by=cast.sami, expected_version=view.version)
    with pytest.raises(AnswerMoved):
        answer_save(public_id=answer, edit=edit_of(view), by=cast.rosa, expected_version=view.version)


def test_an_offer_that_is_gone_is_not_sent_and_gone_later_cannot_be_chosen(cast: Cast) -> None:
    answer = drafted(cast)
    first, second, _third = (one.listing for one in answer_get(answer, for_user=cast.rosa).options)
    listing_withdraw(public_id=first, by=cast.kofi)
    with pytest.raises(Invalid) as refused:
        answer_send(public_id=answer, by=cast.rosa)
    assert "on place 1 is not shown any more" in str(refused.value)
    assert TITLES[0] not in str(refused.value)
    view = answer_get(answer, for_user=cast.rosa)
    answer_send(public_id=answer, by=cast.rosa, edit=edit_of(view, places={first: 0}))
    listing_withdraw(public_id=second, by=cast.kofi)
    one, other = answer_get(answer, for_user=cast.amina).options
    assert (one.gone, one.title.text, one.why, one.doubts, one.marks, one.replies) == (True, "", (), (), (), ())
    assert not other.gone and other.replies
    with pytest.raises(Withdrawn):
        answer_reply(public_id=answer, listing=second, word=ReplyWord.YES, by=cast.amina, enquiry=WORDS)
    assert not AnswerReply.objects.exists()


def test_a_need_that_is_gone_gets_no_answer(cast: Cast) -> None:
    answer = drafted(cast)
    listing_withdraw(public_id=answer_get(answer, for_user=cast.rosa).need, by=cast.amina)
    with pytest.raises(Withdrawn):
        answer_send(public_id=answer, by=cast.rosa)
    assert answer_get(answer, for_user=cast.rosa).state is AnswerState.DRAFT
    with pytest.raises(WrongState):
        answer_draft(need=_of_nobody(cast), by=cast.rosa)


def _of_nobody(cast: Cast) -> str:
    """A need whose only person has no account in use any more."""
    alone = person("alone")
    made = published(alone, checked_by=cast.sami).id
    alone.is_active = False
    alone.save()
    return made


def test_a_yes_begins_an_enquiry_by_its_rules_and_teaches_the_ranking(cast: Cast) -> None:
    answer = sent(cast)
    enquiry = say(cast, answer, ReplyWord.YES)
    view = answer_get(answer, for_user=cast.amina)
    said = view.options[0].reply
    assert said is not None and (said.word, said.enquiry) == (ReplyWord.YES, enquiry)
    assert enquiry_get(enquiry, for_user=cast.kofi).state is State.OPEN
    assert enquiry_get(enquiry, for_user=cast.kofi).asker.organisation_slug == SEEKER
    assert [one.verdict for one in judged_by(cast.amina, view.need)] == [Verdict.ACCEPTED]
    with pytest.raises(AnswerNotNow):
        say(cast, answer, ReplyWord.NO)


def test_a_yes_without_its_three_answers_changes_nothing(cast: Cast) -> None:
    answer = sent(cast)
    one = answer_get(answer, for_user=cast.amina).options[0].listing
    with pytest.raises(Invalid) as refused:
        answer_reply(public_id=answer, listing=one, word=ReplyWord.YES, by=cast.amina)
    assert refused.value.fields.keys() == {"who", "what", "hopes"}
    assert answer_get(answer, for_user=cast.amina).state is AnswerState.SENT


def test_a_no_needs_a_reason_a_question_a_line_and_minds_can_be_changed(cast: Cast) -> None:
    answer = sent(cast)
    view = answer_get(answer, for_user=cast.amina)
    one = view.options[0].listing
    for word, reason in ((ReplyWord.NO, None), (ReplyWord.NO, DeclineReason.OTHER), (ReplyWord.LATER, None)):
        with pytest.raises(Invalid):
            answer_reply(public_id=answer, listing=one, word=word, by=cast.amina, reason=reason)
    with pytest.raises(Invalid):
        answer_reply(public_id=answer, listing=view.need, word=ReplyWord.LATER, line="What?", by=cast.amina)
    say(cast, answer, ReplyWord.LATER)
    say(cast, answer, ReplyWord.NO)
    said = answer_get(answer, for_user=cast.rosa).options[0].reply
    assert said is not None and (said.word, said.reason) == (ReplyWord.NO, DeclineReason.TOO_COSTLY)
    assert AnswerReply.objects.count() == 2
    say(cast, answer, ReplyWord.YES)


def test_replies_wait_until_a_broker_has_read_them(cast: Cast) -> None:
    answer = replied(cast)
    assert answer_get(answer, for_user=cast.rosa).unheard
    answer_hear(public_id=answer, by=cast.sami)
    assert not answer_get(answer, for_user=cast.rosa).unheard
    say(cast, answer, ReplyWord.LATER, place=2)
    assert answer_get(answer, for_user=cast.rosa).unheard


def test_taken_back_is_taken_back_and_enquiries_go_on(cast: Cast) -> None:
    answer = sent(cast)
    enquiry = say(cast, answer, ReplyWord.YES)
    answer_withdraw(public_id=answer, by=cast.rosa)
    view = answer_get(answer, for_user=cast.amina)
    assert (view.state, [one.replies for one in view.options]) == (AnswerState.WITHDRAWN, [(), (), ()])
    assert enquiry_get(enquiry, for_user=cast.amina).state is State.OPEN
    with pytest.raises(AnswerNotNow):
        say(cast, answer, ReplyWord.NO, place=2)


def test_lists_show_each_their_own_and_needs_wait_until_an_answer_was_sent(cast: Cast) -> None:
    about = need(cast)
    index_rebuild()
    assert [one.need for one in unanswered(cast.rosa)] == [about]
    assert unanswered(cast.amina) == unanswered(cast.uma) == ()
    answer = answer_draft(need=about, by=cast.rosa).id
    assert [one.draft for one in unanswered(cast.sami)] == [answer]
    assert [one.id for one in answers_of_need(about, for_user=cast.rosa)] == [answer]
    assert answers_of_need(about, for_user=cast.amina) == ()
    answer_send(public_id=answer, by=cast.rosa)
    assert unanswered(cast.rosa) == ()
    assert [one.id for one in answers(cast.amina).rows] == [answer]
    assert [one.id for one in answers(cast.sami, chapter=True).rows] == [answer]
    for stranger in (cast.uma, cast.kofi, cast.visitor):
        assert answers(stranger).rows == [] and answers(stranger, chapter=True).rows == []
        assert answers_of_need(about, for_user=stranger) == ()


def test_every_step_leaves_its_row_and_its_event(cast: Cast) -> None:
    answer = replied(cast)
    answer_hear(public_id=answer, by=cast.rosa)
    answer_withdraw(public_id=answer, by=cast.rosa)
    steps = ["answer.draft", "answer.send", "answer.reply", "answer.hear", "answer.withdraw"]
    assert [line.action for line in reversed(history(object_type="answer", object_id=answer))] == steps
    events = OutboxEvent.objects.filter(topic="answer.changed", key=answer).order_by("id")
    assert [event.payload["action"] for event in events] == steps


def test_letters_tell_seekers_and_brokers_once(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    helpers(cast)
    do_jobs()
    mail.outbox.clear()
    answer = sent(cast)
    do_jobs()
    (letter,) = [one for one in mail.outbox if "answer to your need" in one.subject]
    assert letter.to == ["amina@example.org"]
    assert f"/answer/{answer}/" in str(letter.body) and f"/answer/{answer}/print/" in str(letter.body)
    assert "recommend 3 options" in str(letter.body)
    assert "Jua" not in str(letter.body)
    mail.outbox.clear()
    say(cast, answer, ReplyWord.LATER)
    say(cast, answer, ReplyWord.NO, place=2)
    do_jobs()
    assert [(one.to, "They have replied" in one.subject) for one in mail.outbox] == [(["rosa@example.org"], True)]
    mail.outbox.clear()
    answer_withdraw(public_id=answer, by=cast.sami)
    do_jobs()
    assert [one.to for one in mail.outbox] == [["amina@example.org"]]


def test_the_answer_is_written_in_the_seekers_language(cast: Cast) -> None:
    cast.amina.locale = "fr"
    cast.amina.save()
    view = answer_get(drafted(cast), for_user=cast.rosa)
    assert view.language == "fr"
    with override("fr"):
        assert str(gettext("Price and budget")) in {mark.label for mark in view.options[0].marks}
        assert gettext("Price and budget") != "Price and budget"
