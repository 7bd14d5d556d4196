"""Two at the same moment, on connections of their own: one wins, and the other is told."""

from __future__ import annotations

from functools import partial

import pytest
from tests.cast import Cast, gather
from tests.doors.web.safety.test_two_at_once_do_no_harm import at_once
from tests.factories.answers import drafted, edit_of, need, sent
from tests.factories.enquiries import WORDS

from banyan.base.errors import Conflict
from banyan.domain.accounts.selectors import user_by_email
from banyan.practice.brokerage.errors import AnswerMoved, AnswerNotNow
from banyan.practice.brokerage.models import Answer, AnswerEdition, AnswerReply, Enquiry
from banyan.practice.brokerage.selectors.answers import answer_get
from banyan.practice.brokerage.services.answers import (
    answer_draft,
    answer_reply,
    answer_save,
    answer_send,
    answer_withdraw,
)
from banyan.practice.brokerage.types.answer import AnswerState, ReplyWord

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return gather()


def test_two_brokers_draft_for_one_need(people: Cast) -> None:
    about = need(people)
    assert at_once(*(partial(answer_draft, need=about, by=one) for one in (people.rosa, people.sami))) == []
    assert Answer.objects.count() == AnswerEdition.objects.count() == 1


def test_two_brokers_send_one_draft(people: Cast) -> None:
    answer = drafted(people)
    wrong = at_once(*(partial(answer_send, public_id=answer, by=one) for one in (people.rosa, people.sami)))
    assert [type(error) for error in wrong] == [AnswerNotNow]
    assert AnswerEdition.objects.filter(answer__public_id=answer, sent=True).count() == 1


def test_one_sends_while_the_other_writes_or_throws_it_away(people: Cast) -> None:
    answer = drafted(people)
    view = answer_get(answer, for_user=people.rosa)
    wrong = at_once(
        partial(answer_send, public_id=answer, by=people.rosa, expected_version=1),
        partial(answer_save, public_id=answer, edit=edit_of(view), by=people.sami, expected_version=1),
        partial(answer_withdraw, public_id=answer, by=people.noor, expected_version=1),
    )
    assert len(wrong) == 2 and all(isinstance(error, AnswerNotNow | AnswerMoved) for error in wrong), wrong


def test_two_colleagues_say_yes_to_one_option(people: Cast) -> None:
    answer = sent(people)
    view = answer_get(answer, for_user=people.amina)
    chair = user_by_email("chair@example.org")
    yes = partial(answer_reply, public_id=answer, listing=view.options[0].listing, word=ReplyWord.YES, enquiry=WORDS)
    wrong = at_once(partial(yes, by=people.amina), partial(yes, by=chair))
    assert [type(error) for error in wrong] == [AnswerNotNow]
    assert AnswerReply.objects.count() == Enquiry.objects.count() == 1


def test_a_yes_while_it_is_taken_back(people: Cast) -> None:
    for _round in range(2):
        answer = sent(people)
        one = answer_get(answer, for_user=people.amina).options[0].listing
        wrong = at_once(
            partial(answer_reply, public_id=answer, listing=one, word=ReplyWord.YES, enquiry=WORDS, by=people.amina),
            partial(answer_withdraw, public_id=answer, by=people.rosa),
        )
        assert all(isinstance(error, Conflict) for error in wrong) and len(wrong) <= 1
        replies = AnswerReply.objects.filter(answer__public_id=answer).exclude(enquiry="").count()
        assert replies == 1 - len(wrong)
        assert answer_get(answer, for_user=people.rosa).state is AnswerState.WITHDRAWN
