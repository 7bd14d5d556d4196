"""Reading a source: page by page, by one process at a time, going on where a killed one was."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from banyan.base.clock import now
from banyan.base.errors import BanyanError
from banyan.base.outbound import Bounds, Outbound, Refusal
from banyan.practice.harvest import rules
from banyan.practice.harvest.adapters import ADAPTERS
from banyan.practice.harvest.errors import AlreadyRuns, GoesInCircles, NoSuchSource
from banyan.practice.harvest.models import Run, Source
from banyan.practice.harvest.services.taking import gone, page_take
from banyan.practice.harvest.types import Form, Place, RunState, SourceState

_log = structlog.get_logger(__name__)
_LOCK = 0x68617276
#: Answers that do not come, one after the other, after which a reading is given up.
_PATIENCE = 6
BOUNDS = Bounds()


def source_run(*, public_id: str, seconds: float = 240.0, bounds: Bounds = BOUNDS) -> RunState:
    """Reads on for so many seconds; ``running`` where more is to come. ``AlreadyRuns``, ``NoSuchSource``.

    Whatever the source does is written into its run and raises nothing.
    """
    source = Source.objects.filter(public_id=public_id).exclude(state=SourceState.REMOVED).first()
    if source is None:
        raise NoSuchSource(id=public_id)
    with _alone(source), override(settings.LANGUAGE_CODE):
        source.refresh_from_db()
        run = Run.objects.filter(source=source, state=RunState.RUNNING).first()
        if run is None:
            run = Run.objects.create(source=source, since=rules.begin_from(source.since))
        try:
            over = _read_on(source, run, time.monotonic() + seconds, bounds)
        except BanyanError as error:
            _stopped(source, run, error)
        else:
            if over:
                _finished(source, run)
            else:
                Source.objects.filter(pk=source.pk).update(failures=0, next_run=now())
    return RunState(run.state)


def due() -> list[str]:
    """Public ids of the sources whose time has come."""
    rows = Source.objects.filter(state=SourceState.ACTIVE, next_run__lte=now()).order_by("next_run")
    return list(rows.values_list("public_id", flat=True))


def _read_on(source: Source, run: Run, until: float, bounds: Bounds) -> bool:
    """Reads pages until the list or the time is over; whether it was the list."""
    read = ADAPTERS[Form(source.form)]
    place = Place(Form(source.form), source.address, source.set)
    with Outbound(bounds) as out:
        while True:
            leaf = read(out, place, since=run.since, cursor=run.cursor)
            with transaction.atomic():
                _still_wanted(source)
                page_take(source, run, leaf)
            if not leaf.cursor:
                return True
            if run.stale_pages >= rules.STALE_PAGES:
                raise GoesInCircles
            if sum(run.counts.values()) > settings.BANYAN_HARVEST_RECORDS:
                raise GoesInCircles(_("The source has more records than are taken from one source."))
            if time.monotonic() > until:
                return False


def _still_wanted(source: Source) -> None:
    """Holds the source's row for the page, so that whoever removes the source sees all that it brought."""
    row = Source.objects.select_for_update(of=("self",)).exclude(state=SourceState.REMOVED).filter(pk=source.pk)
    if row.first() is None:
        raise NoSuchSource(id=source.public_id)


def _finished(source: Source, run: Run) -> None:
    if run.whole:
        faulty = source.records.filter(run=run, foreign_id__startswith="?").exists()
        if faulty or gone(source, run) < 0:
            run.trouble = _(
                "The list names far fewer records than before, or some without an id; nothing was taken away."
            )
    with transaction.atomic():
        run.state, run.finished = RunState.DONE.value, now()
        run.save()
        source.since = None if run.whole else rules.known_until(run.until, run.started)
        source.failures, source.next_run = 0, now() + timedelta(hours=source.every_hours)
        source.save(update_fields=["since", "failures", "next_run"])


def _stopped(source: Source, run: Run, error: BanyanError) -> None:
    """The reading stops here. What may pass is tried again from the same mark; anything else ends the run."""
    _log.warning("harvest.stopped", source=source.public_id, code=error.code)
    lost = error.code == "token_lost"
    patient = not error.permanent and not lost and source.failures + 1 < _PATIENCE
    asked = error.retry_after if isinstance(error, Refusal) else None
    with transaction.atomic():
        run.refresh_from_db()  # the page that broke left nothing
        run.trouble = str(error)
        if not patient:
            run.state, run.finished = RunState.FAILED.value, now()
        run.save()
        source.failures += 1
        source.next_run = now() + rules.pause(source.failures, asked)
        source.save(update_fields=["failures", "next_run"])


@contextmanager
def _alone(source: Source) -> Iterator[None]:
    """Holds the source; a killed holder lets go, since the lock belongs to its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK, source.pk])
        if not cursor.fetchone()[0]:
            raise AlreadyRuns
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCK, source.pk])
