"""What every write about a case stands on: a locked row, who takes part, the audit row, the event, the mails."""

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
from banyan.practice.brokerage.errors import CaseMoved, NoSuchCase
from banyan.practice.brokerage.models import Case, CaseStay
from banyan.practice.brokerage.people.case import members, speakers
from banyan.practice.brokerage.people.common import People
from banyan.practice.brokerage.policy.case import parts_of
from banyan.practice.brokerage.selectors.case_viewing import Reading
from banyan.practice.brokerage.services.ground import shorten
from banyan.practice.brokerage.tasks.case import write_case
from banyan.practice.brokerage.types import Part, Stage

#: A title, a next step: one line.
MOST_LINE = 200
_WITH = (
    "need__organisation", "need__owner", "need__contact", "need__deputy",
    "offer__organisation", "offer__owner", "offer__contact", "offer__deputy",
    "seeker", "provider", "broker",
)  # fmt: skip


def taken_up(public_id: str, by: SignedIn, expected_version: int | None = None) -> tuple[Case, frozenset[Part]]:
    """The row, held until the transaction ends, and the person's parts; strangers do not learn that it exists."""
    # held first, then joined: whoever waited for the row would otherwise get it beside the people of before
    held = Case.objects.select_for_update().filter(public_id=public_id).first()
    case = Case.objects.select_related(*_WITH).get(pk=held.pk) if held is not None else None
    parts = parts_of(standing_of(by), case) if case is not None else frozenset()
    if case is None or not parts:
        raise NoSuchCase(id=public_id)
    fresh(case.version, expected_version)
    return case, parts


def fresh(version: int, expected: int | None) -> None:
    """``CaseMoved`` when a form was made from an older version than the one stored."""
    if expected is not None and version != expected:
        raise CaseMoved(version=version)


def present(case: Case) -> CaseStay:
    """The stay in the stage where the case stands."""
    return CaseStay.objects.select_related("owner").get(case=case, until=None)


def changed(
    case: Case,
    before: Mapping[str, object] | None,
    *,
    action: str,
    by: SignedIn | None,
    about: tuple[str, str] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Saves the case with its audit row and event; ``about`` is the type and id of the part of it that changed."""
    case.changed = now()
    case.save()
    of_type, of_id = about or ("case", case.public_id)
    record(
        action=action,
        object_type=of_type,
        object_id=of_id,
        actor=by.public_id if by is not None else "",
        before=before,
        after=after if about else snapshot(case),
    )
    publish(topic="case.changed", key=case.public_id, payload={"action": action, "stage": str(case.stage), "of": of_id})


def snapshot(case: Case) -> dict[str, object]:
    """The row as the trail keeps it for good: where it stands, not what people wrote to each other."""
    return {
        "stage": str(case.stage),
        "left": str(case.left),
        "reason": str(case.reason),
        "broker": case.broker.public_id if case.broker else "",
        "seeker_named": case.seeker_named,
        "provider_named": case.provider_named,
        "version": case.version,
    }


def tell(case: Case, letter: str, people: People, *, task: str = "", outcome: str = "") -> None:
    """Enqueues one letter to each, in the transaction of the change."""
    for person in people:
        stage, to = Stage(case.stage).value, person.public_id
        write_case.enqueue(case=case.public_id, letter=letter, to=to, stage=stage, task=task, outcome=outcome)


def owner_among(case: Case, said: str, by: SignedIn, *, field: str = "owner") -> SignedIn | None:
    """The person of the case that a form names: by public id, or a side by the code of its part; nobody when empty.

    Only of those who are named to ``by``: else somebody could find out by trying who stands on the other side.
    """
    code = tidy(said)
    if not code:
        return None
    if code in set(Part):
        spoken_for = speakers(case, Part(code))
        if spoken_for:
            return spoken_for[0]
    offered = {one.id for one in Reading(case, by, standing_of(by)).choices()}
    found = next((one for people in members(case).values() for one in people if one.public_id == code), None)
    if found is None or code not in offered:
        raise Invalid({field: [_("Choose somebody of this case.")]})
    return found


def as_it_was(case: Case, by: SignedIn, stored: str, said: str) -> str:
    """What a form says anew. Whoever saves a text as it was shown to them, with addresses blotted out, changed nothing
    of it."""
    shown = Reading(case, by, standing_of(by)).words(stored)
    return stored if said.split() == tidy(shown).split() else said


def one_line(said: str, *, field: str, needed: str = "") -> str:
    """A short text, checked; ``needed`` is what to say when it is missing."""
    text = " ".join(tidy(said).split())
    if needed and not text:
        raise Invalid({field: [needed]})
    if len(text) > MOST_LINE:
        raise Invalid({field: [_("Please shorten this to %(most)d characters.") % {"most": MOST_LINE}]})
    return text


def words(said: str, *, field: str, needed: str = "") -> str:
    """A few sentences, checked in the same way."""
    text = tidy(said).strip()
    if needed and not text:
        raise Invalid({field: [needed]})
    if too_long := shorten(text):
        raise Invalid({field: [too_long]})
    return text
