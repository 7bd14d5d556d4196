from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from banyan.base.paging import Page, moment_in, page, unpack
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.listings.policy import Standing, standing_of
from banyan.practice.brokerage.errors import NoSuchCase
from banyan.practice.brokerage.models import Case, CaseStay, CaseTask
from banyan.practice.brokerage.policy.case import cases_in_hand, chapter_cases, own_cases, parts_of
from banyan.practice.brokerage.selectors.case_viewing import CASE_JOINED, Reading, case_row, case_view
from banyan.practice.brokerage.selectors.unread import unread_in
from banyan.practice.brokerage.types import CaseRow, CaseView, Stage


def case_get(public_id: str, *, for_user: Asker) -> CaseView:
    """The case as the reader may see it; ``NoSuchCase`` for everybody who has no part in it."""
    return case_view(reading_of(public_id, for_user))


def reading_of(public_id: str, reader: Asker) -> Reading:
    """The reader before the case; ``NoSuchCase`` for everybody who has no part in it."""
    found = Case.objects.select_related(*CASE_JOINED).filter(public_id=public_id).first()
    standing = standing_of(reader)
    if found is None or not parts_of(standing, found):
        raise NoSuchCase(id=public_id)
    return Reading(found, reader, standing)


def cases(
    asker: Asker, *, chapter: bool = False, stages: Iterable[Stage] = (), cursor: str = "", size: int = 20
) -> Page[CaseRow]:
    """The cases on whose sides the person stands or that they broker, or those of the chapters they look after; last
    changed first."""
    standing = standing_of(asker)
    rows = Case.objects.filter(_of(standing, chapter)).select_related(*CASE_JOINED).distinct()
    wanted = [stage.value for stage in stages]
    if wanted:
        rows = rows.filter(stage__in=wanted)
    if cursor:
        changed, last = unpack(cursor, length=2)
        moment = moment_in(changed)
        rows = rows.filter(Q(changed__lt=moment) | Q(changed=moment, public_id__lt=str(last)))
    fetched = list(rows.order_by("-changed", "-public_id")[: size + 1])
    stays = {one.case_id: one for one in CaseStay.objects.filter(case__in=fetched, until=None).select_related("owner")}
    open_tasks = CaseTask.objects.filter(case__in=fetched, done=None, owner_id=asker.pk)
    tasks = dict(open_tasks.order_by().values_list("case_id").annotate(count=Count("pk")))
    fresh = unread_in([one.public_id for one in fetched], for_user=asker) if isinstance(asker, SignedIn) else ()
    lines = [
        case_row(
            Reading(one, asker, standing),
            stays[one.pk],
            int(tasks.get(one.pk, 0)),
            unread=one.public_id in fresh and (not chapter or one.broker_id == asker.pk),
        )
        for one in fetched
    ]
    return page(lines, size=size, key=lambda one: (one.changed.isoformat(), one.id))


def case_counts(asker: Asker, *, chapter: bool = False) -> dict[Stage, int]:
    """How many cases the list has, by stage."""
    rows = Case.objects.filter(_of(standing_of(asker), chapter)).order_by()
    found = rows.values_list("stage").annotate(count=Count("pk", distinct=True))
    return {Stage(stage): int(count) for stage, count in found}


def case_of_enquiry(enquiry: str, *, for_user: Asker) -> str:
    """The id of the case that grew out of the enquiry, for those with a part in it; empty when there is none."""
    found = Case.objects.select_related("need", "offer").filter(enquiry__public_id=enquiry).first()
    return found.public_id if found is not None and parts_of(standing_of(for_user), found) else ""


def _of(standing: Standing, chapter: bool) -> Q:
    return chapter_cases(standing) if chapter else own_cases(standing) | cases_in_hand(standing)
