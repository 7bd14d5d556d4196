"""What time does to desks: a silent one rises to the chapter above, and what nobody waits for any more is forgotten."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from banyan.base.audit.selectors import last_act
from banyan.base.clock import now
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import node_admins
from banyan.domain.chapters.selectors import chapters, chapters_above, servants
from banyan.domain.chapters.services import chapter_silence_set
from banyan.practice.brokerage.models import Taken
from banyan.practice.brokerage.rules.desk import is_silent
from banyan.practice.brokerage.selectors.desk import DESK_ROLES
from banyan.practice.brokerage.selectors.desk_sources import Reach, waiting
from banyan.practice.brokerage.tasks.desk import write_desk
from banyan.practice.brokerage.types.desk import Matter, Waiting

_log = structlog.get_logger(__name__)
#: What counts as doing something at a desk.
_ACTS = ("desk", "enquiry", "case", "listing", "organisation")


def desks_look() -> int:
    """Looks at each chapter whether its desk is silent; returns for how many that is news. Bears being run twice."""
    began = now()
    found: dict[int | None, list[Waiting]] = defaultdict(list)
    for one in waiting(Reach(None, most=None)):
        found[one.chapter].append(one)
    news = 0
    for chapter in chapters():
        waits = found[chapter.pk]
        try:
            with transaction.atomic():
                silent = _silent(chapter.pk, waits, chapter.silent_after_days, chapter.silent_since)
                if chapter_silence_set(chapter_pk=chapter.pk, since=now() if silent else None):
                    news += 1
                    if silent:
                        _tell(chapter.pk, f"{chapter.slug} {chapter.name}", len(waits))
        except Exception:  # one broken row must not keep the others waiting; it is looked at again next time
            _log.exception("brokerage.desk_failed", chapter=chapter.slug)
    _forget([one for lines in found.values() for one in lines], began)
    return news


def _silent(chapter: int, waits: list[Waiting], days: int, silent_since: datetime | None) -> bool:
    people = _people(chapter)
    ago = min(now() - timedelta(days=days), silent_since or now())
    return is_silent(
        min((one.since for one in waits), default=None),
        last_act([one.public_id for one in people], since=ago, rooms=_ACTS) if people else None,
        silent_since=silent_since,
        served=bool(people),
        days=days,
        now=now(),
    )


def _people(chapter: int) -> list[SignedIn]:
    return [one for one in servants(chapter, *DESK_ROLES) if one.is_active]


def _tell(chapter: int, slug_and_name: str, count: int) -> None:
    """Writes to those of the nearest chapter above that speaks, else to those who run the node."""
    above = (people for key in chapters_above(chapter) if (people := _people(key)))
    for person in next(above, list(node_admins())):
        write_desk.enqueue(letter="silent", to=person.public_id, count=count, chapter=slug_and_name)


def _forget(waits: list[Waiting], began: datetime) -> None:
    """Forgets who had what in hand that does not wait any more."""
    still = {(one.matter.value, one.id) for one in waits}
    rows = Taken.objects.exclude(matter=Matter.CASE).filter(since__lt=began)
    Taken.objects.filter(pk__in=[row.pk for row in rows if (row.matter, row.thing) not in still]).delete()
