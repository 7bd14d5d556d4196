"""What happens by the clock: every periodic job, in one table.

Times are UTC. Work that is needed daily runs hourly, because a node may be switched off at any given hour; so each job
does only what is due and bears being called too often. Add a line: when (minute hour day month weekday, or with
seconds as a sixth field), and the job, which takes no arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from procrastinate.contrib.django import app

from banyan.base.jobs import Job
from banyan.doors.federation import tasks as federation
from banyan.practice.duplicates import tasks as duplicates
from banyan.practice.harvest import tasks as harvest
from banyan.practice.matchmaking import tasks as matchmaking
from banyan.project import jobs


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table."""

    when: str
    job: Job[[]]


SCHEDULE: tuple[Entry, ...] = (
    Entry("* * * * *", jobs.deliver_outbox),
    Entry("* * * * * */30", jobs.rescue_jobs),
    Entry("7 * * * *", jobs.listings_due),
    Entry("*/10 * * * *", jobs.enquiries_due),
    Entry("23 * * * *", jobs.cases_due),
    Entry("41 * * * *", jobs.desks_look),
    Entry("* * * * *", jobs.sketches_due),
    Entry("* * * * *", harvest.harvest_due),
    Entry("* * * * *", matchmaking.sweep),
    Entry("*/5 * * * *", matchmaking.tell_alerts),
    Entry("*/10 * * * *", duplicates.sweep),
    Entry("11 * * * *", federation.dump),
    Entry("17 * * * *", jobs.tidy),
)


def register() -> None:
    """Tells workers about the table. One that is late finds at most one waiting job of each kind."""
    for entry in SCHEDULE:
        starter = app.task(name=f"schedule.{entry.job.name}", queueing_lock=f"schedule.{entry.job.name}")
        app.periodic(cron=entry.when)(starter(_starting(entry.job)))


def _starting(job: Job[[]]) -> Callable[[int], None]:
    def start(timestamp: int) -> None:
        job.run()

    return start


register()
