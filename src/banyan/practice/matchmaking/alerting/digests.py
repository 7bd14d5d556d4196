"""What goes out when: one letter to each person about everything of theirs that is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from banyan.base.clock import now
from banyan.base.sweeps import one_by_one
from banyan.domain.listings.selectors import answering, open_now
from banyan.practice.matchmaking import tasks
from banyan.practice.matchmaking.alerting.sending import mourn
from banyan.practice.matchmaking.models import Letter, Notice
from banyan.practice.matchmaking.rules import may_write
from banyan.practice.matchmaking.types import Frequency, LetterState, NoticeState

_LOOKED_UP_AT_ONCE = 2000
#: A letter that could not be handed over is tried again after so long, and given up after so long.
_AGAIN, _GIVEN_UP = timedelta(minutes=15), timedelta(days=2)
_MORNINGS = frozenset({Frequency.DAILY.value, Frequency.WEEKLY.value})


def alerts_tell(*, most: int = 50_000) -> int:
    """Makes the letters that are due and hands each to a job; returns how many. Two runs at once do no harm."""
    due = Notice.objects.filter(state=NoticeState.WAITING, due__lte=now())
    people = list(due.order_by().values_list("person", flat=True).distinct()[:most])
    made = 0
    for start in range(0, len(people), _LOOKED_UP_AT_ONCE):
        part = people[start : start + _LOOKED_UP_AT_ONCE]
        ids = frozenset(due.filter(person__in=part).values_list("listing", flat=True))
        write = partial(_write_to, shown=open_now(ids), owners=answering(ids))
        made += one_by_one(part, write, name="alerts.telling_failed")
    _try_again()
    mourn()
    return made


def _write_to(person: int, *, shown: frozenset[str], owners: Mapping[str, frozenset[int]]) -> bool:
    """One letter with all that is due for the person; what is not to be told is put away."""
    rows = Notice.objects.select_for_update().filter(person_id=person, state=NoticeState.WAITING, due__lte=now())
    notices = list(rows.order_by("pk").prefetch_related("findings__alert"))
    if not notices:
        return False
    scheduled = any(one.alert.frequency in _MORNINGS for notice in notices for one in notice.findings.all())
    if not may_write(_last(person), now(), scheduled=scheduled):
        return False
    told = [one.pk for one in notices if one.listing in shown and person not in owners.get(one.listing, frozenset())]
    gone = [one.pk for one in notices if one.pk not in set(told)]
    Notice.objects.filter(pk__in=gone).update(state=NoticeState.DROPPED)
    if not told:
        return False
    letter = Letter.objects.create(person_id=person)
    Notice.objects.filter(pk__in=told).update(state=NoticeState.TOLD, letter=letter)
    tasks.write_letter.enqueue(letter=letter.public_id)
    return True


def _last(person: int) -> datetime | None:
    row = Letter.objects.filter(person_id=person).order_by("-made").first()
    return row.made if row is not None else None


def _try_again() -> None:
    """Letters whose jobs were given up while the mail server was away."""
    moment = now()
    rows = Letter.objects.filter(state=LetterState.READY, made__lt=moment - _AGAIN, made__gt=moment - _GIVEN_UP)
    for public_id in rows.values_list("public_id", flat=True):
        tasks.write_letter.once(public_id).enqueue(letter=public_id)
