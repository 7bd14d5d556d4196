"""Work that outlives the request: jobs kept in PostgreSQL and done by workers.

A job is enqueued inside the transaction of the change that asks for it, so it exists exactly when the change does. It
is done **at least once**: a worker may be killed after the work and before the tick, so a job must bear being done
twice. It is named by its task, which never changes once released, and its arguments are JSON (ids, not objects).

    @job("listings.tell_owner")
    def tell_owner(*, listing: str) -> None: ...

    tell_owner.enqueue(listing=listing.public_id)
    tell_owner.once(listing.public_id).later(timedelta(hours=1)).enqueue(listing=listing.public_id)

A room keeps its jobs in ``tasks.py``, which workers find by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Generic, ParamSpec

from django.db import transaction
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job as Row
from procrastinate.manager import JobManager
from procrastinate.tasks import Task
from procrastinate.worker import Worker

from banyan.base.errors import BanyanError

Arguments = ParamSpec("Arguments")
_LONGEST_PAUSE = 3600
_present: ContextVar[int | None] = ContextVar("present_job", default=None)


@dataclass(frozen=True, slots=True)
class Job(Generic[Arguments]):
    """A kind of work that can be enqueued; ``run`` is the plain function, for tests and for those in no hurry."""

    name: str
    run: Callable[Arguments, None]
    task: Task[..., None, ...]
    delay: timedelta = timedelta(0)
    key: str | None = None

    def later(self, delay: timedelta) -> Job[Arguments]:
        """The same job, not to be started before ``delay`` has passed."""
        return replace(self, delay=delay)

    def once(self, key: str) -> Job[Arguments]:
        """The same job, enqueued only while no other with this key waits (one that has started does not count).

        Two transactions that enqueue the same key wait for each other: use it in short ones, or after commit.
        """
        return replace(self, key=f"{self.name}:{key}")

    def enqueue(self, *args: Arguments.args, **kwargs: Arguments.kwargs) -> bool:
        """Stores the job in the present transaction; False when one with the same key waits already."""
        if args:
            raise TypeError("a job takes keyword arguments")
        values: dict[str, Any] = dict(kwargs)
        deferrer = self.task.configure(
            queueing_lock=self.key, schedule_in={"seconds": int(self.delay.total_seconds())} if self.delay else None
        )
        # Always over Django's own connection: inside a worker procrastinate's is another, outside our transaction.
        deferrer.job_manager = JobManager(DjangoConnector())
        try:
            with transaction.atomic():
                deferrer.defer(**values)
        except AlreadyEnqueued:
            return False
        return True


class Patience(BaseRetryStrategy):
    """Tries a failed job again with doubling pauses, unless its error says that trying again is no use."""

    def __init__(self, attempts: int) -> None:
        self.attempts = attempts

    def get_retry_decision(self, *, exception: BaseException, job: Row) -> RetryDecision | None:
        hopeless = isinstance(exception, BanyanError) and exception.permanent
        if hopeless or job.attempts + 1 >= self.attempts:
            return None
        return RetryDecision(retry_in={"seconds": min(2 ** (job.attempts + 1), _LONGEST_PAUSE)})


def job(
    name: str, *, attempts: int = 8, alone: str | None = None, queue: str = "default"
) -> Callable[[Callable[Arguments, None]], Job[Arguments]]:
    """Makes a function with keyword arguments a job, tried at most ``attempts`` times.

    Jobs with the same ``alone`` never run at the same time, on all workers together.
    """

    def decorate(function: Callable[Arguments, None]) -> Job[Arguments]:
        task = app.task(name=name, retry=Patience(attempts), lock=alone, queue=queue)(function)
        return Job(name=name, run=function, task=task)

    return decorate


def present_job() -> int | None:
    """The number of the job that is being done here: the same each time it is tried. None outside of jobs."""
    return _present.get()


@contextmanager
def doing(number: int) -> Iterator[None]:
    """What happens inside is the work of this job."""
    token = _present.set(number)
    try:
        yield
    finally:
        _present.reset(token)


def numbered(call_next: Callable[[], Any], context: JobContext, worker: Worker) -> Any:
    """Wraps every job of a worker (procrastinate's ``task_middleware``), so that ``present_job`` is known in it."""
    if context.job.id is None:
        return call_next()
    with doing(context.job.id):
        return call_next()
