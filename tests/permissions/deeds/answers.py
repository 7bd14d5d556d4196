"""An answer of Rosa's to Amina's need, a draft or sent; its options are Kofi's offers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tests.cast import Cast
from tests.factories.answers import INTRO, drafted, need, sent
from tests.factories.enquiries import WORDS
from tests.permissions.table import Deed, Do

from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.selectors.answers import answer_get
from banyan.practice.brokerage.services.answers import (
    answer_draft,
    answer_hear,
    answer_reply,
    answer_save,
    answer_send,
    answer_withdraw,
)
from banyan.practice.brokerage.types.answer import AnswerEdit, ReplyWord


def _reply(cast: Cast, word: ReplyWord) -> tuple[str, Do]:
    answer = sent(cast)
    one = answer_get(answer, for_user=cast.rosa).options[0].listing
    say = partial(answer_reply, public_id=answer, listing=one, word=word, reason=DeclineReason.TOO_COSTLY)
    return answer, partial(say, line="Why?", enquiry=WORDS)


def _get(answer: str) -> Do:
    return lambda by: answer_get(answer, for_user=by)


def _hear(cast: Cast) -> Do:
    answer, say = _reply(cast, ReplyWord.LATER)
    say(by=cast.amina)
    return partial(answer_hear, public_id=answer)


DEEDS: Mapping[str, Deed] = {
    "answer_draft": lambda cast: partial(answer_draft, need=need(cast)),
    "answer_get (a draft)": lambda cast: _get(drafted(cast)),
    "answer_get": lambda cast: _get(sent(cast)),
    "answer_save": lambda cast: partial(answer_save, public_id=drafted(cast), edit=AnswerEdit(INTRO)),
    "answer_send": lambda cast: partial(answer_send, public_id=drafted(cast)),
    "answer_withdraw (a draft)": lambda cast: partial(answer_withdraw, public_id=drafted(cast)),
    "answer_withdraw": lambda cast: partial(answer_withdraw, public_id=sent(cast)),
    "answer_reply (yes)": lambda cast: _reply(cast, ReplyWord.YES)[1],
    "answer_reply (no)": lambda cast: _reply(cast, ReplyWord.NO)[1],
    "answer_reply (not yet)": lambda cast: _reply(cast, ReplyWord.LATER)[1],
    "answer_hear": _hear,
}
