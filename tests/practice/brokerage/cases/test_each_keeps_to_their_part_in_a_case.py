"""Each service for each of the cast, in one table: what they may do to the case of Amina's need and Kofi's offer.

``y`` done · ``n`` told that this is not possible for them · ``-`` they do not even learn that it exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

import pytest
from tests.cast import Cast
from tests.factories.cases import accepted, introduced, listings, moved_to, opened

from banyan.base.clock import now, standing_at
from banyan.base.errors import BanyanError, NotFound
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.selectors.cases import case_counts, case_get, cases
from banyan.practice.brokerage.selectors.outcomes import case_outcomes
from banyan.practice.brokerage.services import cases as services
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
from banyan.practice.brokerage.types import Move, Stage, Upload
from banyan.practice.brokerage.types.agreement import PilotDraft, PilotVerdict, Term, TermState
from banyan.practice.brokerage.types.outcome import UseAnswer
from banyan.practice.brokerage.types.package import Held, Slot, SlotState

PEOPLE = ("amina", "kofi", "mei", "rosa", "sami", "noor", "uma")
#: What is done → for each of PEOPLE. ``unnamed``: in a case that a broker opened for two who have not spoken.
TABLE: Mapping[str, str] = {
    #              amina kofi mei rosa sami noor uma
    "get":               "y y - y y y -",
    "get unnamed":       "y y - y y y -",
    "open":              "y y - y y y -",
    "introduce":         "n n n y y y n",
    "move advance":      "y y - y y y -",
    "move adopt":        "y n - y y y -",
    "move use":          "y n - y y y -",
    "move skip":         "y n - y y y -",
    "move back":         "y y - y y y -",
    "move close":        "y y - y y y -",
    "move reopen":       "y y - y y y -",
    "name unnamed":      "y y - n n n -",
    "name":              "n n - n n n -",
    "take":              "n n - y y y -",
    "release unnamed":   "n n - y y y -",
    "plan":              "y y - y y y -",
    "task_add":          "y y - y y y -",
    "task_save":         "y y - y y y -",
    "task_tick":         "y y - y y y -",
    "document_add":      "y y - y y y -",
    "document_withdraw": "y n - n n n -",
    "outcome_answer":    "y n - n n n -",
    "term_set":          "y y - y y y -",
    "agreement_set":     "y y - y y y -",
    "pilot_add":         "y y - y y y -",
    "pilot_save":        "y y - y y y -",
    "check_set":         "y y - y y y -",
    "slot_set":          "y y - y y y -",
}  # fmt: skip
WHY = "Because."
FILE = Upload("a.txt", b"a")
PILOT = PilotDraft(place="Here", quantity="Fruit", verdict=PilotVerdict.WORKED)


def doing(what: str, cast: Cast) -> Callable[..., object]:
    """What is tried, with the case brought where it could be done."""
    need, offer = listings(cast)
    if what == "open":
        return partial(case_open, enquiry=accepted(cast, need, offer))
    if what == "introduce":
        return partial(case_introduce, need=need, offer=offer)
    case = introduced(cast) if what.endswith("unnamed") else opened(cast)
    before = {
        "move adopt": Stage.PILOT,
        "move use": Stage.ADOPTED,
        "move skip": Stage.AGREEMENT,
        "outcome_answer": Stage.ADOPTED,
    }
    moved_to(case, before.get(what, Stage.IN_TALKS), cast.amina)
    if what == "move reopen":
        case_move(public_id=case, move=Move.CLOSE, reason=DeclineReason.TOO_COSTLY, by=cast.amina)
    if what == "outcome_answer":
        with standing_at(now() - timedelta(days=200)):
            case_move(public_id=case, move=Move.BACK, line=WHY, by=cast.amina)
            moved_to(case, Stage.ADOPTED, cast.amina)
        outcome = case_outcomes(case, for_user=cast.amina)[0].id
        return partial(case_outcome_answer, outcome=outcome, answer=UseAnswer.STILL)
    task = case_task_add(public_id=case, title="Call", by=cast.amina)
    pilot = case_pilot_add(public_id=case, said=PILOT, by=cast.amina)
    move = partial(case_move, public_id=case, line=WHY, reason=DeclineReason.TOO_COSTLY)
    document = ""
    if what == "document_withdraw":
        document = case_document_add(public_id=case, name="Plan", file=FILE, by=cast.amina)
    known: dict[str, Callable[..., object]] = {
        "get": lambda by: case_get(case, for_user=by),
        "move advance": partial(move, move=Move.ADVANCE),
        "move adopt": partial(move, move=Move.ADVANCE),
        "move use": partial(move, move=Move.ADVANCE),
        "move skip": partial(move, move=Move.SKIP),
        "move back": partial(move, move=Move.BACK),
        "move close": partial(move, move=Move.CLOSE),
        "move reopen": partial(move, move=Move.REOPEN),
        "name": partial(case_name, public_id=case),
        "take": partial(case_take, public_id=case),
        "release": partial(case_release, public_id=case),
        "plan": partial(case_plan, public_id=case, next_step="Call"),
        "task_add": partial(case_task_add, public_id=case, title="Visit"),
        "task_save": partial(case_task_save, task=task, title="Visit"),
        "task_tick": partial(case_task_tick, task=task, done=True),
        "document_add": partial(case_document_add, public_id=case, name="Price", file=Upload("b.txt", b"b")),
        "document_withdraw": partial(case_document_withdraw, document=document),
        "term_set": partial(case_term_set, public_id=case, term=Term.PRICE, state=TermState.NOT_NEEDED),
        "agreement_set": partial(case_agreement_set, public_id=case),
        "pilot_add": partial(case_pilot_add, public_id=case, said=PILOT),
        "pilot_save": partial(case_pilot_save, pilot=pilot, said=PILOT),
        "check_set": partial(case_check_set, public_id=case, criterion="budget", held=Held.HOLDS),
        "slot_set": partial(case_slot_set, public_id=case, slot=Slot.IP, state=SlotState.NOT_NEEDED, line=WHY),
    }
    return known[what.removesuffix(" unnamed")]


@pytest.mark.parametrize("what", TABLE)
def test_the_table_holds(cast: Cast, what: str) -> None:
    found = []
    for who in PEOPLE:
        do = doing(what, cast)
        try:
            do(by=getattr(cast, who))
            found.append("y")
        except NotFound:
            found.append("-")
        except BanyanError:
            found.append("n")
    assert " ".join(found) == TABLE[what]


def test_every_service_is_in_the_table() -> None:
    by_people = {name.removeprefix("case_") for name in services.__all__} - {"cases_due", "outcome_in"}
    assert by_people == {what.split()[0] for what in TABLE} - {"get"}


def test_those_without_a_part_see_and_count_nothing(cast: Cast) -> None:
    case = opened(cast)
    for reader in (*cast.outsiders(), cast.mei):
        with pytest.raises(NotFound):
            case_get(case, for_user=reader)
        for chapter in (False, True):
            assert cases(reader, chapter=chapter).rows == []
            assert case_counts(reader, chapter=chapter) == {}
