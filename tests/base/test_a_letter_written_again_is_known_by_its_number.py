"""A job may be done twice, when a worker dies after handing its letter over: whoever receives it can tell."""

from __future__ import annotations

from django.core import mail
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from procrastinate.worker import Worker

from banyan.base.jobs import doing, numbered, present_job
from banyan.base.letters import Letter, send

LETTER = Letter("Is it in use?", ("You adopted it.",), ())


def number_of(job: int | None, *, to: str = "amina@example.org") -> str:
    if job is None:
        send(LETTER, to=to, language="en")
    else:
        with doing(job):
            send(LETTER, to=to, language="en")
    return str(mail.outbox[-1].message()["Message-ID"])


def test_the_same_job_writes_the_same_letter_to_the_same_person() -> None:
    assert number_of(7) == number_of(7) == number_of(7)
    assert len({number_of(7), number_of(8), number_of(7, to="kofi@example.org")}) == 3


def test_outside_of_jobs_each_letter_is_one_of_its_own() -> None:
    assert number_of(None) != number_of(None)


def test_a_worker_tells_its_jobs_their_number() -> None:
    row = Job(id=7, queue="default", lock=None, queueing_lock=None, task_name="t")
    context = JobContext(app=app, job=row, start_timestamp=0.0, abort_reason=lambda: None)
    assert numbered(present_job, context, Worker(app=app)) == 7
    assert present_job() is None
