"""Is this node well? Every question that ``banyan check`` asks, in one table."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from banyan.base.clock import now
from banyan.base.errors import BanyanError
from banyan.base.outbox import selectors as outbox
from banyan.practice.matchmaking.errors import IndexNotReady
from banyan.practice.matchmaking.selectors import readiness, whole_index
from banyan.project.migrating import missing

_LONG_QUEUE = 1000
_LITTLE_ROOM = 512 * 1024 * 1024
_SHOWN = 5


class State(StrEnum):
    """How an answer is to be taken; only ``BAD`` makes ``banyan check`` fail."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: a sentence for people, numbers for machines."""

    state: State
    says: str
    numbers: Mapping[str, object] = field(default_factory=dict)


def database() -> Finding:
    """Reachable, and a version we know."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int / 10000, pg_database_size(current_database())"
        )
        version, size = cursor.fetchone()
    numbers = {"version": version, "bytes": size, "embedded": settings.EMBEDDED is not None}
    kind = "Banyan's own" if settings.EMBEDDED is not None else "External"
    if version < 15:
        return Finding(State.BAD, f"PostgreSQL {version} is too old; Banyan needs 15 or later.", numbers)
    return Finding(State.GOOD, f"{kind} PostgreSQL {version} answers; {size / 1e6:.0f} MB.", numbers)


def migrations() -> Finding:
    """At this release."""
    names = missing()
    if names:
        return Finding(State.BAD, f"{len(names)} changes are missing. Run: banyan migrate", {"missing": names})
    return Finding(State.GOOD, "At this release.", {"missing": []})


def worker() -> Finding:
    """Somebody does the jobs."""
    living = now() - timedelta(seconds=settings.WORKER_DEAD_AFTER)
    count = ProcrastinateWorker.objects.filter(last_heartbeat__gte=living).count()
    if count == 0:
        return Finding(
            State.BAD, "No worker runs: mail, index and deadlines stand still. Run: banyan serve", {"workers": 0}
        )
    return Finding(State.GOOD, f"{count} at work." if count > 1 else "One at work.", {"workers": count})


def queue() -> Finding:
    """The jobs that wait, hang or were given up."""
    jobs = ProcrastinateJob.objects
    due = jobs.filter(status="todo").exclude(scheduled_at__gt=now())
    waiting = due.count()
    living = ProcrastinateWorker.objects.filter(
        last_heartbeat__gte=now() - timedelta(seconds=settings.WORKER_DEAD_AFTER)
    )
    stalled = jobs.filter(status="doing").exclude(worker__in=living).count()
    failed = list(jobs.filter(status="failed").order_by("-id").values_list("task_name", flat=True))
    numbers = {"waiting": waiting, "stalled": stalled, "failed": len(failed)}
    says = f"{waiting} waiting, {stalled} left by dead workers, {len(failed)} given up"
    if failed:
        says += f" ({', '.join(sorted(set(failed[:_SHOWN])))})"
    troubled = waiting > _LONG_QUEUE or stalled or failed
    return Finding(State.LOOK if troubled else State.GOOD, f"{says}.", numbers)


def events() -> Finding:
    """What happened, on its way to those who should hear it."""
    waiting, parked = outbox.pending_count(), outbox.parked().count()
    numbers = {"waiting": waiting, "given_up": parked}
    if parked:
        topics = ", ".join(sorted(set(outbox.parked().values_list("topic", flat=True)[:_SHOWN])))
        return Finding(State.BAD, f"{parked} given up after many tries ({topics}); see their errors.", numbers)
    return Finding(State.GOOD, f"{waiting} on their way.", numbers)


def index() -> Finding:
    """The search index is readable and keeps up."""
    found = readiness()
    state = {"ready": State.GOOD, "behind": State.LOOK}.get(found.state, State.BAD)
    numbers = {name: value for name, value in asdict(found).items() if name not in ("state", "sentence")}
    return Finding(state, f"{found.sentence} {found.records} listings, generation {found.generation}.", numbers)


def index_files() -> Finding:
    """Every byte of the search index is what was written."""
    try:
        generation = whole_index()
    except IndexNotReady as error:
        return Finding(State.BAD, f"{error.data['reason']} Nothing is lost. Run: banyan index rebuild")
    return Finding(State.GOOD, f"Every byte of generation {generation} is as written.", {"generation": generation})


def mail() -> Finding:
    """The mail server lets us in; or where mail goes instead."""
    if not settings.BANYAN_EMAIL_URL.startswith("smtp"):
        return Finding(State.LOOK, f"Mail is not sent but kept in {settings.EMAIL_FILE_PATH}.", {"sends": False})
    try:
        with get_connection(fail_silently=False):
            pass
    except (OSError, SMTPException) as error:
        return Finding(
            State.BAD, f"The mail server {settings.EMAIL_HOST} does not let us in: {error}", {"sends": False}
        )
    return Finding(State.GOOD, f"The mail server {settings.EMAIL_HOST} lets us in.", {"sends": True})


def room() -> Finding:
    """Space on the disk."""
    place = settings.BANYAN_VAR if settings.BANYAN_VAR.exists() else Path.cwd()
    free = shutil.disk_usage(place).free
    state = State.BAD if free < _LITTLE_ROOM else State.GOOD
    return Finding(state, f"{free / 1e9:.1f} GB free in {place}.", {"free_bytes": free})


#: name → question, in the order shown.
CHECKS: dict[str, Callable[[], Finding]] = {
    "database": database,
    "migrations": migrations,
    "worker": worker,
    "jobs": queue,
    "events": events,
    "index": index,
    "mail": mail,
    "disk": room,
}
#: Those that take their time, asked when somebody wants it thorough.
THOROUGH: dict[str, Callable[[], Finding]] = {"index files": index_files}


def findings(*, thorough: bool = False) -> dict[str, Finding]:
    """The answer to every question; a question that fails itself is a bad answer, not a crash."""
    found: dict[str, Finding] = {}
    for name, ask in (CHECKS | THOROUGH if thorough else CHECKS).items():
        try:
            found[name] = ask()
        except DatabaseError as error:
            connection.close()
            found[name] = Finding(State.BAD, f"The database does not answer: {str(error).strip().splitlines()[0]}")
        except (OSError, BanyanError) as error:
            found[name] = Finding(State.BAD, str(error))
    return found
