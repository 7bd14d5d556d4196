"""Jobs of the house itself."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from banyan.base.idempotency import services as idempotency
from banyan.base.jobs import job
from banyan.base.limits import services as limits
from banyan.base.outbox import services as outbox
from banyan.domain.listings.services import (
    listing_archive_due,
    listing_expire_due,
    listing_forget_withdrawn,
    listing_remind_due,
)
from banyan.domain.moderation.services import flags_forget, sketches_complete
from banyan.practice.brokerage.services import enquiries_due as brokerage_due
from banyan.practice.brokerage.services import sightings_forget
from banyan.practice.brokerage.services.cases import cases_due as brokerage_cases_due
from banyan.practice.brokerage.services.silence import desks_look as brokerage_desks_look
from banyan.practice.brokerage.services.sweeping import files_sweep

_log = structlog.get_logger(__name__)

#: A job whose worker died this often is taken for the cause, and given up.
MOST_ATTEMPTS = 8
_KEEP_DONE_HOURS = 24
_KEEP_FAILED_HOURS = 30 * 24
_BATCH = 500


@job("outbox.deliver")
def deliver_outbox() -> None:
    """Tells subscribers what happened, until nothing is due."""
    while outbox.deliver_pending(most=_BATCH) >= _BATCH:
        pass


def wake_outbox() -> None:
    """Gets pending events delivered right after the present transaction; the sweep finds what a crash leaves behind."""
    waiting = [entry[1] for entry in connection.run_on_commit]
    if _enqueue_delivery not in waiting:
        transaction.on_commit(_enqueue_delivery)


def _enqueue_delivery() -> None:
    deliver_outbox.once("all").enqueue()


@job("jobs.rescue")
def rescue_jobs() -> None:
    """Puts the jobs of dead workers back in the queue."""
    async_to_sync(_rescue)()


async def _rescue() -> None:
    manager = app.job_manager
    for row in await manager.get_stalled_jobs(seconds_since_heartbeat=settings.WORKER_DEAD_AFTER):
        _log.warning("jobs.rescued", job=row.id, task=row.task_name, attempts=row.attempts)
        if row.attempts + 1 >= MOST_ATTEMPTS:
            await manager.finish_job(row, status=Status.FAILED, delete_job=False)
            continue
        try:
            await manager.retry_job(row, retry_at=datetime.now(tz=UTC))
        except ConnectorException:  # the same work waits already under its key: this one is not needed any more
            with suppress(ConnectorException):
                await manager.finish_job(row, status=Status.ABORTED, delete_job=False)


@job("listings.due")
def listings_due() -> None:
    """Reminds owners, closes listings past their day, archives old ones and forgets what was withdrawn long ago."""
    listing_remind_due()
    listing_expire_due()
    listing_archive_due()
    listing_forget_withdrawn()


@job("enquiries.due")
def enquiries_due() -> None:
    """Reminds those who promised an answer, turns to their deputy, then to the chapter, and ends what stays silent."""
    brokerage_due()


@job("cases.due")
def cases_due() -> None:
    """Reminds those who have something late in hand, and asks after what was adopted."""
    brokerage_cases_due()


@job("moderation.sketches")
def sketches_due() -> None:
    """Looks at what was published or changed, so that near-copies of it are noticed."""
    sketches_complete()


@job("desks.look")
def desks_look() -> None:
    """Gives what waits at a silent desk to the chapter above."""
    brokerage_desks_look()


@job("jobs.tidy")
def tidy() -> None:
    """Forgets jobs done a day ago or failed a month ago, windows of rate limits nobody asks for any more, and who saw
    what long ago; the words of reports decided half a year ago; and files that nothing names any more."""
    async_to_sync(_forget_jobs)()
    limits.forget_old()
    idempotency.forget_old()
    sightings_forget()
    flags_forget()
    files_sweep()


async def _forget_jobs() -> None:
    manager = app.job_manager
    await asyncio.gather(
        manager.delete_old_jobs(nb_hours=_KEEP_DONE_HOURS, include_cancelled=True, include_aborted=True),
        manager.delete_old_jobs(nb_hours=_KEEP_FAILED_HOURS, include_failed=True),
    )
