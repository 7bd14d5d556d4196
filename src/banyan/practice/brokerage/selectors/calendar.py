"""A person's days, for their calendar program: what is due of theirs, and nothing that they may not read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from banyan.base.errors import NotFound
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.policy import standing_of
from banyan.practice.brokerage.models import CalendarLink, Case, CaseOutcome, CaseStay, CaseTask, Enquiry
from banyan.practice.brokerage.policy.case import own_cases
from banyan.practice.brokerage.selectors.case_viewing import CASE_JOINED, Reading
from banyan.practice.brokerage.selectors.enquiries import enquiries
from banyan.practice.brokerage.types import Part, Stage, State
from banyan.practice.brokerage.types.calendar import CalendarView, Entry, Happens

#: So many of each kind, the nearest days first.
_MOST = 300


def calendar_secret(person: SignedIn) -> str:
    """The secret part of the address of the person's calendar; empty when they have none."""
    row = CalendarLink.objects.filter(person=person).first()
    return row.secret if row is not None else ""


def calendar_of(secret: str) -> CalendarView:
    """What stands in the calendar of this address; ``NotFound`` when it is not (any more) one."""
    row = CalendarLink.objects.select_related("person").filter(secret=secret).first() if secret else None
    if row is None or not row.person.is_active:
        raise NotFound
    person = row.person
    entries = sorted((*_of_cases(person), *_of_enquiries(person)), key=lambda one: (one.day, one.key))
    return CalendarView(person.locale, person.time_zone, tuple(entries))


def _of_cases(person: SignedIn) -> Iterator[Entry]:
    standing = standing_of(person)

    @cache
    def reading(case: int) -> Reading:
        return Reading(Case.objects.select_related(*CASE_JOINED).get(pk=case), person, standing)

    for task in CaseTask.objects.filter(owner=person, done=None, due__isnull=False, case__left="").order_by("due")[
        :_MOST
    ]:
        seen = reading(task.case_id)
        if seen.parts and task.due is not None:
            changed = max(task.changed, seen.case.changed)
            yield Entry(
                task.public_id,
                Happens.TASK,
                task.due,
                seen.words(task.title),
                seen.case.title,
                f"/cases/{seen.case.public_id}/#todo",
                task.version + seen.case.version,
                changed,
            )
    for stay in CaseStay.objects.filter(owner=person, until=None, due__isnull=False, case__left="").order_by("due")[
        :_MOST
    ]:
        seen = reading(stay.case_id)
        if seen.parts and stay.due is not None:
            yield Entry(
                f"{seen.case.public_id}-{stay.since:%Y%m%d%H%M%S}",
                Happens.STAGE,
                stay.due,
                seen.words(stay.next_step),
                seen.case.title,
                f"/cases/{seen.case.public_id}/",
                seen.case.version,
                seen.case.changed,
            )
    asked = CaseOutcome.objects.filter(answered=None, passed=False, case__stage__in=[Stage.ADOPTED, Stage.IN_USE])
    mine = Case.objects.filter(own_cases(standing)).values("pk")
    for row in asked.filter(case__in=mine).order_by("due")[:_MOST]:
        seen = reading(row.case_id)
        if Part.SEEKER in seen.parts:
            yield Entry(
                row.public_id,
                Happens.OUTCOME,
                row.due,
                "",
                seen.case.title,
                f"/cases/{seen.case.public_id}/",
                row.version + seen.case.version,
                seen.case.changed,
            )


def _of_enquiries(person: SignedIn) -> Iterator[Entry]:
    rows = enquiries(person, states=(State.OPEN, State.ASKED), size=_MOST).rows
    found = Enquiry.objects.filter(public_id__in=[row.id for row in rows])
    versions = dict(found.values_list("public_id", "version"))
    for row in rows:
        if row.due is not None:
            yield Entry(
                row.id,
                Happens.ANSWER if row.my_turn else Happens.AWAITED,
                row.due,
                "",
                " ".join(row.listing.title.split()) if row.listing else "",
                f"/enquiries/{row.id}/",
                versions[row.id],
                row.changed,
            )
