"""Mail about answers. A job is done at least once, so somebody may in a rare case get a letter twice."""

from __future__ import annotations

from django.utils.translation import override

from banyan.base.jobs import job
from banyan.base.letters import send
from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.selectors import user_by_id
from banyan.practice.brokerage.errors import NoSuchAnswer
from banyan.practice.brokerage.letters.answer import compose_answer
from banyan.practice.brokerage.selectors.answers import answer_get
from banyan.practice.brokerage.types.answer import AnswerState

_ONLY_IN = {
    "sent": frozenset({AnswerState.SENT, AnswerState.REPLIED}),
    "replied": frozenset({AnswerState.REPLIED}),
    "withdrawn": frozenset({AnswerState.WITHDRAWN}),
}


@job("brokerage.write_answer")
def write_answer(*, answer: str, letter: str, to: str) -> None:
    """Writes one letter about an answer to one person, in their language, as text and as HTML.

    Nothing is sent to whoever has no part in it any more, or once the answer stands elsewhere.
    """
    try:
        person = user_by_id(to)
        if not person.is_active or person.is_sample:
            return
        with override(person.locale):
            view = answer_get(answer, for_user=person)
            if view.state not in _ONLY_IN[letter]:
                return
            send(compose_answer(letter, view), to=person.email, language=person.locale)
    except (NoSuchPerson, NoSuchAnswer):
        return
