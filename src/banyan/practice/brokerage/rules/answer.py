"""The table of states of an answer, what the seeker may say of an option, and how long what is written may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from banyan.practice.brokerage.types.answer import AnswerPart, AnswerState, AnswerVerb, OptionWords, ReplyWord

_BROKER = frozenset({AnswerPart.BROKER})
_SEEKER = frozenset({AnswerPart.SEEKER})


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """One row of the table: in ``state``, ``verb`` by one of ``who`` leads to ``to``."""

    state: AnswerState
    verb: AnswerVerb
    to: AnswerState
    who: frozenset[AnswerPart]


#: The one table of transitions; what is not in it cannot happen. What was sent is never changed.
ANSWER_TABLE: tuple[AnswerStep, ...] = (
    AnswerStep(AnswerState.DRAFT, AnswerVerb.SAVE, AnswerState.DRAFT, _BROKER),
    AnswerStep(AnswerState.DRAFT, AnswerVerb.SEND, AnswerState.SENT, _BROKER),
    AnswerStep(AnswerState.DRAFT, AnswerVerb.WITHDRAW, AnswerState.WITHDRAWN, _BROKER),
    AnswerStep(AnswerState.SENT, AnswerVerb.REPLY, AnswerState.REPLIED, _SEEKER),
    AnswerStep(AnswerState.SENT, AnswerVerb.WITHDRAW, AnswerState.WITHDRAWN, _BROKER),
    AnswerStep(AnswerState.REPLIED, AnswerVerb.REPLY, AnswerState.REPLIED, _SEEKER),
    AnswerStep(AnswerState.REPLIED, AnswerVerb.HEAR, AnswerState.REPLIED, _BROKER),
    AnswerStep(AnswerState.REPLIED, AnswerVerb.WITHDRAW, AnswerState.WITHDRAWN, _BROKER),
)
_BY_KEY: Mapping[tuple[AnswerState, AnswerVerb], AnswerStep] = {(one.state, one.verb): one for one in ANSWER_TABLE}
#: States in which the seeker reads it.
OUT = frozenset({AnswerState.SENT, AnswerState.REPLIED})


def answer_target(state: AnswerState, verb: AnswerVerb, who: frozenset[AnswerPart]) -> AnswerState | None:
    """The state after the verb, or ``None`` when the table does not let any of ``who`` do it."""
    step = _BY_KEY.get((state, verb))
    return step.to if step is not None and step.who & who else None


def answer_verbs(state: AnswerState, who: frozenset[AnswerPart]) -> tuple[AnswerVerb, ...]:
    """What any of ``who`` may do next, in the order of the table."""
    return tuple(step.verb for step in ANSWER_TABLE if step.state is state and step.who & who)


def replies_after(said: ReplyWord | None) -> tuple[ReplyWord, ...]:
    """What may be said of an option after what was said last. A yes began an enquiry: from there on one talks there."""
    return () if said is ReplyWord.YES else tuple(ReplyWord)


def in_order(options: Iterable[OptionWords]) -> tuple[tuple[str, int], ...]:
    """Listing → its place, counted from 1 without gaps; of two on one place the one listed first comes first."""
    chosen = sorted((one for one in options if one.place > 0), key=lambda one: one.place)
    return tuple((one.listing, place) for place, one in enumerate(chosen, start=1))


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, cut between words where there are spaces, with its mark."""
    if len(text) <= most:
        return text
    head = text[: max(most - 1, 0)]
    at = head.rfind(" ")
    return (head[:at] if at > most * 0.7 else head).rstrip(" ,;:.–-") + "…"
