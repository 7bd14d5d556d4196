"""What time does to desks: a silent one rises to the chapter above, and what nobody waits for any more is forgotten."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from banyan.base.audit.selectors import last_act
from banyan.base.clock import now
from banyan.base.sweeps import one_by_one
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

#: What counts as doing something at a desk.
_ACTS = ("desk", "enquiry", "case", "answer", "listing", "organisation", "flag")


def desks_look() -> int:
    """Looks at each chapter whether its desk is silent; returns for how many that is news. Bears being run twice."""
    began = now()
    found: dict[int | None, list[Waiting]] = defaultdict(list)
    for one in waiting(Reach(None, most=None)):
        found[one.chapter].append(one)
    news = one_by_one(
        chapters(),
        lambda one: _look(
            one.pk, f"{one.slug} {one.name}", found[one.pk], days=one.silent_after_days, silent_since=one.silent_since
        ),
        name="brokerage.desk_failed",
    )
    _forget([one for lines in found.values() for one in lines], began)
    return news


def _look(chapter: int, slug_and_name: str, waits: list[Waiting], *, days: int, silent_since: datetime | None) -> bool:
    """Whether it is news that this desk is silent, or that it speaks again."""
    if not waits and silent_since is None:
        return False
    silent = _silent(chapter, waits, days, silent_since)
    if silent is (silent_since is not None) or not chapter_silence_set(
        chapter_pk=chapter, since=now() if silent else None
    ):
        return False
    if silent:
        _tell(chapter, slug_and_name, len(waits))
    return True


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
