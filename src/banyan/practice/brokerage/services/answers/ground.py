"""What every write about an answer stands on: a locked row, the step in the table, the audit row, the event, mails."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.errors import Invalid
from banyan.base.outbox.services import publish
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.policy import standing_of
from banyan.practice.brokerage.errors import AnswerMoved, AnswerNotNow, NoSuchAnswer
from banyan.practice.brokerage.models import Answer, AnswerEdition
from banyan.practice.brokerage.people.common import People
from banyan.practice.brokerage.policy.answer import answer_parts
from banyan.practice.brokerage.rules.answer import answer_target
from banyan.practice.brokerage.rules.answer_words import stored
from banyan.practice.brokerage.selectors.answer_viewing import ANSWER_JOINED
from banyan.practice.brokerage.tasks.answer import write_answer
from banyan.practice.brokerage.types.answer import AnswerState, AnswerVerb, AnswerWords


def taken_up(public_id: str, verb: AnswerVerb, by: SignedIn, expected_version: int | None) -> Answer:
    """The row, held until the transaction ends; strangers do not learn that it exists, and of two who do the same
    thing at once the second is told so."""
    # held first, then joined: whoever waited for the row would otherwise get it beside the people of before
    held = Answer.objects.select_for_update().filter(public_id=public_id).first()
    answer = Answer.objects.select_related(*ANSWER_JOINED).get(pk=held.pk) if held is not None else None
    parts = answer_parts(standing_of(by), answer) if answer is not None else frozenset()
    if answer is None or not parts:
        raise NoSuchAnswer(id=public_id)
    if answer_target(AnswerState(answer.state), verb, parts) is None:
        raise AnswerNotNow(id=public_id, state=answer.state, verb=verb)
    if expected_version is not None and answer.version != expected_version:
        raise AnswerMoved(id=public_id, version=answer.version)
    return answer


def step(answer: Answer, verb: AnswerVerb, before: Mapping[str, object] | None, *, by: SignedIn) -> None:
    """Takes one step of the table on a held row whose other fields the caller has set; row, audit row and event."""
    answer.state = _after(answer, verb, by)
    if before is not None:
        answer.version += 1
    answer.changed = now()
    answer.save()
    action = f"answer.{verb}"
    record(
        action=action,
        object_type="answer",
        object_id=answer.public_id,
        actor=by.public_id,
        before=before,
        after=snapshot(answer),
    )
    payload = {"action": action, "state": str(answer.state), "version": answer.version}
    publish(topic="answer.changed", key=answer.public_id, payload=payload)


def _after(answer: Answer, verb: AnswerVerb, by: SignedIn) -> AnswerState:
    if verb is AnswerVerb.DRAFT:
        return AnswerState.DRAFT
    to = answer_target(AnswerState(answer.state), verb, answer_parts(standing_of(by), answer))
    if to is None:
        raise AnswerNotNow(id=answer.public_id, state=answer.state, verb=verb)
    return to


def snapshot(answer: Answer) -> dict[str, object]:
    """The row as the trail keeps it for good: where it stands, not what people wrote."""
    return {
        "state": str(answer.state),
        "edition": answer.edition,
        "replied": answer.replied.isoformat() if answer.replied else None,
        "heard": answer.heard.isoformat() if answer.heard else None,
        "version": answer.version,
    }


def write_edition(answer: Answer, words: AnswerWords, *, by: SignedIn, sent: bool = False) -> None:
    """Keeps the version of what is written that has the number of ``answer.edition``, beside those before."""
    AnswerEdition.objects.create(
        answer=answer, number=answer.edition, sent=sent, words=stored(words), by=by.public_id, at=now()
    )


def tell(answer: Answer, letter: str, people: People) -> None:
    """Enqueues one letter to each, in the transaction of the change."""
    for person in people:
        write_answer.enqueue(answer=answer.public_id, letter=letter, to=person.public_id)


def words(said: str, *, field: str, most: int, needed: str = "") -> str:
    """A few sentences, checked; ``needed`` is what to say when they are missing."""
    text = tidy(said).strip()
    if needed and not text:
        raise Invalid({field: [needed]})
    if len(text) > most:
        raise Invalid({field: [_("Please shorten this to %(most)d characters.") % {"most": most}]})
    return text
