"""What waits for those who look after a chapter, computed from the things themselves.

``SOURCES`` is the one place where a new kind of thing joins the desk: a function from how
far is looked to what waits there, and a code in ``Matter``. Who may see what is the caller's to say, by chapters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, F, Min, OuterRef, Q, Subquery

from banyan.base.clock import now, today
from banyan.domain.accounts.selectors import users
from banyan.domain.listings.selectors import expiring_unconfirmed, waiting_for_check
from banyan.domain.moderation.selectors import flags_waiting
from banyan.practice.brokerage.models import Answer, CaseStay, CaseTask, Enquiry
from banyan.practice.brokerage.rules.desk import SETTLED, why_stuck
from banyan.practice.brokerage.types import Nudge, Stage, State
from banyan.practice.brokerage.types.answer import AnswerState
from banyan.practice.brokerage.types.desk import Matter, Waiting, Why

#: So many of each kind at most, those with the oldest promise; nobody looks through more.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Reach:
    """How far is looked: in which chapters (row keys; ``None``: everywhere), at one thing ``only`` (public id), at how
    many of each kind. ``but``: whose own enquiries are left out, since nobody answers themselves. ``reader`` (row key):
    only reports that they decide about; without one, all."""

    chapters: frozenset[int] | None
    but: int | None = None
    only: str = ""
    most: int | None = MOST
    reader: int | None = None

    def rows(self, chapter: str = "chapter_id", key: str = "public_id") -> Q:
        """The rows within reach."""
        found = Q() if self.chapters is None else Q(**{f"{chapter}__in": self.chapters})
        return found & Q(**{key: self.only}) if self.only else found


def reviews(reach: Reach) -> Iterable[Waiting]:
    """Listings to be checked; they were promised a few days."""
    rows = waiting_for_check().filter(reach.rows()).order_by("changed", "public_id")
    promised = timedelta(days=int(settings.BANYAN_REPLY_DAYS))
    for key, title, language, chapter, changed in rows.values_list(
        "public_id", "title", "language", "chapter_id", "changed"
    )[: reach.most]:
        due = (changed + promised).date()
        yield Waiting(Matter.REVIEW, key, title, language, chapter, changed, due, (Why.NEW,))


def enquiries(reach: Reach) -> Iterable[Waiting]:
    """Enquiries that the clock gave to the chapter and that wait for a word of those asked."""
    rows = Enquiry.objects.filter(
        reach.rows("listing__chapter_id"), state=State.OPEN, taken__gte=Nudge.CHAPTER, listing__isnull=False
    ).order_by("due", "public_id")
    if reach.but is not None:
        rows = rows.filter(Q(asker=None) | ~Q(asker_id=reach.but))
    for key, title, language, chapter, changed, acted, due in rows.values_list(
        "public_id", "listing__title", "listing__language", "listing__chapter_id", "changed", "acted", "due"
    )[: reach.most]:
        due = due or changed
        why = Why.SILENT if due < now() else Why.GIVEN
        yield Waiting(Matter.ENQUIRY, key, title, language, chapter, acted or changed, due.date(), (why,))


def cases(reach: Reach) -> Iterable[Waiting]:
    """Cases without a move or a next step for days, with overdue tasks of nobody, or whose broker has left."""
    stuck_days = int(settings.BANYAN_STUCK_DAYS)
    nobodys = CaseTask.objects.filter(case=OuterRef("case"), done=None, due__lt=today())
    nobodys = nobodys.filter(Q(owner=None) | Q(owner__is_active=False))
    first = nobodys.order_by().values("case").annotate(first=Min("due")).values("first")
    still = Q(since__lte=now() - timedelta(days=stuck_days)) & (Q(next_step="") | Q(due=None) | Q(due__lt=today()))
    rows = (
        CaseStay.objects.filter(reach.rows("case__chapter_id", "case__public_id"), until=None, case__left="")
        .filter((still & ~Q(stage__in=SETTLED)) | Exists(nobodys) | Q(case__broker__is_active=False))
        .annotate(late_task=Subquery(first))
        .select_related("case__need", "case__offer", "case__broker")
        .order_by("since", "pk")
    )
    for stay in rows[: reach.most]:
        yield _case(stay, getattr(stay, "late_task", None), stuck_days)


def answers(reach: Reach) -> Iterable[Waiting]:
    """Answers of which the seeker has said something that nobody has read yet; they wait for a word, too."""
    unheard = Q(heard=None) | Q(heard__lt=F("replied"))
    rows = Answer.objects.filter(reach.rows("need__chapter_id"), unheard, state=AnswerState.REPLIED)
    promised = timedelta(days=int(settings.BANYAN_REPLY_DAYS))
    for key, title, language, chapter, replied in rows.order_by("replied", "public_id").values_list(
        "public_id", "title", "need__language", "need__chapter_id", "replied"
    )[: reach.most]:
        if replied is None:
            continue
        due = (replied + promised).date()
        yield Waiting(Matter.ANSWER, key, title, language or "", chapter, replied, due, (Why.REPLIED,))


def expiring(reach: Reach) -> Iterable[Waiting]:
    """Listings that expire within a month and that nobody has confirmed."""
    rows = expiring_unconfirmed(today()).filter(reach.rows()).order_by("expires", "public_id")
    for key, title, language, chapter, expires in rows.values_list(
        "public_id", "title", "language", "chapter_id", "expires"
    )[: reach.most]:
        if expires is None:
            continue
        since = datetime.combine(expires, time(), UTC) - timedelta(days=31)
        yield Waiting(Matter.EXPIRING, key, title, language, chapter, since, expires, (Why.EXPIRES,))


def flags(reach: Reach) -> Iterable[Waiting]:
    """Reports and objections; they are decided within as many days as an answer takes."""
    reader = users().filter(pk=reach.reader).first() if reach.reader is not None else None
    promised = timedelta(days=int(settings.BANYAN_REPLY_DAYS))
    for one in flags_waiting(reader=reader, chapters=reach.chapters, only=reach.only, most=reach.most):
        why = Why.OBJECTED if one.appealed else Why.REPORTED
        due = (one.since + promised).date()
        yield Waiting(Matter.FLAG, one.id, one.title, one.language, one.chapter, one.since, due, (why,))


#: Kind of thing → what waits of it.
SOURCES: Mapping[Matter, Callable[[Reach], Iterable[Waiting]]] = {
    Matter.REVIEW: reviews,
    Matter.ENQUIRY: enquiries,
    Matter.CASE: cases,
    Matter.ANSWER: answers,
    Matter.EXPIRING: expiring,
    Matter.FLAG: flags,
}


def waiting(reach: Reach) -> list[Waiting]:
    """All that waits within reach, the oldest promise first."""
    return sorted((one for source in SOURCES.values() for one in source(reach)), key=order)


def order(one: Waiting) -> tuple[str, str, str]:
    """The order of the desk, which no two things share."""
    return (one.due.isoformat(), one.matter.value, one.id)


def _case(stay: CaseStay, late_task: date | None, stuck_days: int) -> Waiting:
    case, found = stay.case, []
    stuck = why_stuck(
        Stage(stay.stage),
        since=stay.since,
        next_step=stay.next_step,
        due=stay.due,
        stuck_days=stuck_days,
        now=now(),
    )
    days = []
    if stuck is not None:
        found.append(stuck)
        days.append((stay.since + timedelta(days=stuck_days)).date())
    if late_task is not None:
        found.append(Why.TASK_OF_NOBODY)
        days.append(late_task)
    if case.broker is not None and not case.broker.is_active:
        found.append(Why.BROKER_LEFT)
        days.append(today())
    spoken = case.need or case.offer
    return Waiting(
        Matter.CASE,
        case.public_id,
        case.title,
        spoken.language if spoken else "",
        case.chapter_id,
        stay.since,
        min(days),
        tuple(found),
        case.broker_id,
    )
