"""Who takes part: a broker takes a case in hand, a side tells its name."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.errors import NoMoveNow
from banyan.practice.brokerage.people.case import speakers
from banyan.practice.brokerage.services.cases.ground import changed, fresh, snapshot, taken_up, tell
from banyan.practice.brokerage.types import Part


def case_take(*, public_id: str, by: SignedIn, expected_version: int | None = None) -> None:
    """A broker of the chapter takes the case in hand; when another one has it, that is said and nothing changes."""
    with transaction.atomic():
        case, parts = taken_up(public_id, by)
        if Part.BROKER not in parts:
            raise NotAllowed(_("Only those who look after the chapter take a case in hand."))
        if case.broker is not None and case.broker.is_active:
            raise NoMoveNow(_("Somebody else has taken this case in hand already."), id=public_id)
        fresh(case.version, expected_version)
        before = snapshot(case)
        case.broker = by
        case.version += 1
        changed(case, before, action="case.take", by=by)


def case_release(*, public_id: str, by: SignedIn, expected_version: int | None = None) -> None:
    """The broker gives the case back to the desk of the chapter; others of the chapter may take it from them too."""
    with transaction.atomic():
        case, parts = taken_up(public_id, by)
        if Part.BROKER not in parts:
            raise NotAllowed(_("Only those who look after the chapter give a case back."))
        if case.broker is None:
            raise NoMoveNow(_("Nobody of the chapter has this case in hand."), id=public_id)
        fresh(case.version, expected_version)
        before = snapshot(case)
        case.broker = None
        case.version += 1
        changed(case, before, action="case.release", by=by)


def case_name(*, public_id: str, by: SignedIn, expected_version: int | None = None) -> None:
    """One side tells the other who they are: name and address. It cannot be taken back."""
    with transaction.atomic():
        case, parts = taken_up(public_id, by)
        before = snapshot(case)
        told: list[Part] = []
        if Part.SEEKER in parts and not case.seeker_named:
            case.seeker_named = True
            told.append(Part.PROVIDER)
        if Part.PROVIDER in parts and not case.provider_named:
            case.provider_named = True
            told.append(Part.SEEKER)
        if not told:
            raise NoMoveNow(_("There is no name of yours left to tell here."), id=public_id)
        fresh(case.version, expected_version)
        case.version += 1
        changed(case, before, action="case.name", by=by)
        for part in told:
            tell(case, "named", tuple(one for one in speakers(case, part) if one != by))
