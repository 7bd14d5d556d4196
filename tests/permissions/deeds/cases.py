"""The case of Amina's need and Kofi's offer. ``unnamed``: a broker opened it for two who have not spoken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from tests.cast import Cast
from tests.factories.cases import accepted, introduced, listings, moved_to, opened
from tests.permissions.table import Deed, Do

from banyan.base.clock import now, standing_at
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.selectors.outcomes import case_outcomes
from banyan.practice.brokerage.services import message_send, thread_read
from banyan.practice.brokerage.services.cases import (
    case_agreement_set,
    case_check_set,
    case_document_add,
    case_document_withdraw,
    case_introduce,
    case_move,
    case_name,
    case_open,
    case_outcome_answer,
    case_pilot_add,
    case_pilot_save,
    case_plan,
    case_release,
    case_slot_set,
    case_take,
    case_task_add,
    case_task_save,
    case_task_tick,
    case_term_set,
)
from banyan.practice.brokerage.services.seeing import case_read, cases_read
from banyan.practice.brokerage.types import Move, Stage, Upload
from banyan.practice.brokerage.types.agreement import PilotDraft, PilotVerdict, Term, TermState
from banyan.practice.brokerage.types.outcome import UseAnswer
from banyan.practice.brokerage.types.package import Held, Slot, SlotState

_WHY = "Because."
_COSTLY = DeclineReason.TOO_COSTLY
_PILOT = PilotDraft(place="Here", quantity="Fruit", verdict=PilotVerdict.WORKED)
_SHUT = SlotState.NOT_NEEDED


def _in(cast: Cast, stage: Stage = Stage.IN_TALKS) -> str:
    case = opened(cast)
    moved_to(case, stage, cast.amina)
    return case


def _of(service: Callable[..., object], **said: object) -> Deed:
    """The service on a case in talks."""
    return lambda cast: partial(service, public_id=_in(cast), **said)


def _unnamed(service: Callable[..., object]) -> Deed:
    return lambda cast: partial(service, public_id=introduced(cast))


def _move(move: Move, stage: Stage = Stage.IN_TALKS, *, closed: bool = False) -> Deed:
    def deed(cast: Cast) -> Do:
        case = _in(cast, stage)
        if closed:
            case_move(public_id=case, move=Move.CLOSE, reason=_COSTLY, by=cast.amina)
        return partial(case_move, public_id=case, move=move, line=_WHY, reason=_COSTLY)

    return deed


def _open(cast: Cast) -> Do:
    return partial(case_open, enquiry=accepted(cast, *listings(cast)))


def _introduce(cast: Cast) -> Do:
    need, offer = listings(cast)
    return partial(case_introduce, need=need, offer=offer)


def _task(service: Callable[..., object], **said: object) -> Deed:
    return lambda cast: partial(service, task=case_task_add(public_id=_in(cast), title="Call", by=cast.amina), **said)


def _withdraw(cast: Cast) -> Do:
    document = case_document_add(public_id=_in(cast), name="Plan", file=Upload("a.txt", b"a"), by=cast.amina)
    return partial(case_document_withdraw, document=document)


def _pilot(cast: Cast) -> Do:
    return partial(case_pilot_save, pilot=case_pilot_add(public_id=_in(cast), said=_PILOT, by=cast.amina), said=_PILOT)


def _outcome(cast: Cast) -> Do:
    with standing_at(now() - timedelta(days=200)):
        case = _in(cast, Stage.ADOPTED)
    outcome = case_outcomes(case, for_user=cast.amina)[0].id
    return partial(case_outcome_answer, outcome=outcome, answer=UseAnswer.STILL)


DEEDS: Mapping[str, Deed] = {
    "case_read": lambda cast: partial(case_read, _in(cast)),
    "case_read (unnamed)": lambda cast: partial(case_read, introduced(cast)),
    "cases_read (their own)": lambda cast: cases_read,
    "case_open": _open,
    "case_introduce": _introduce,
    "case_move (advance)": _move(Move.ADVANCE),
    "case_move (adopt)": _move(Move.ADVANCE, Stage.PILOT),
    "case_move (say it is in use)": _move(Move.ADVANCE, Stage.ADOPTED),
    "case_move (skip the pilot)": _move(Move.SKIP, Stage.AGREEMENT),
    "case_move (back)": _move(Move.BACK),
    "case_move (close)": _move(Move.CLOSE),
    "case_move (reopen)": _move(Move.REOPEN, closed=True),
    "case_name": _of(case_name),
    "case_name (unnamed)": _unnamed(case_name),
    "case_take": _of(case_take),
    "case_release (unnamed)": _unnamed(case_release),
    "case_plan": _of(case_plan, next_step="Call"),
    "case_task_add": _of(case_task_add, title="Visit"),
    "case_task_save": _task(case_task_save, title="Visit"),
    "case_task_tick": _task(case_task_tick, done=True),
    "case_document_add": _of(case_document_add, name="Price", file=Upload("b.txt", b"b")),
    "case_document_withdraw (Amina's)": _withdraw,
    "case_outcome_answer": _outcome,
    "case_term_set": _of(case_term_set, term=Term.PRICE, state=TermState.NOT_NEEDED),
    "case_agreement_set": _of(case_agreement_set),
    "case_pilot_add": _of(case_pilot_add, said=_PILOT),
    "case_pilot_save": _pilot,
    "case_check_set": _of(case_check_set, criterion="budget", held=Held.HOLDS),
    "case_slot_set": _of(case_slot_set, slot=Slot.IP, state=_SHUT, line=_WHY),
    "thread_read (of a case)": lambda cast: partial(thread_read, _in(cast)),
    "message_send (in a case)": lambda cast: partial(message_send, thread=_in(cast), text="Hello."),
    "thread_read (of an unnamed case)": lambda cast: partial(thread_read, introduced(cast)),
}
