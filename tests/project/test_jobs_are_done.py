"""Jobs: stored with the change, done at least once, rescued from dead workers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job as Row

from banyan.base.errors import Invalid, Unavailable
from banyan.base.jobs import Patience, job
from banyan.base.outbox import services as outbox
from banyan.project import jobs
from banyan.project.schedule import SCHEDULE, Entry

done: list[str] = []


@job("tests.note")
def note(*, text: str) -> None:
    done.append(text)


@pytest.mark.django_db(transaction=True)
def test_a_job_exists_exactly_when_its_change_does() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note.enqueue(text="lost")
        _ = 1 / 0
    with transaction.atomic():
        note.enqueue(text="kept")
    assert [row.args for row in ProcrastinateJob.objects.filter(task_name="tests.note")] == [{"text": "kept"}]


@pytest.mark.django_db(transaction=True)
def test_a_job_enqueued_by_a_job_belongs_to_its_transaction_too() -> None:
    as_in_a_worker = app.replace_connector(DjangoConnector().get_worker_connector())
    with as_in_a_worker, pytest.raises(ZeroDivisionError), transaction.atomic():
        note.enqueue(text="lost")
        _ = 1 / 0
    assert not ProcrastinateJob.objects.filter(task_name="tests.note").exists()


@pytest.mark.django_db
def test_a_job_with_a_key_waits_once_and_the_transaction_goes_on() -> None:
    assert note.once("a").enqueue(text="first")
    assert not note.once("a").enqueue(text="second")
    assert note.once("b").later(timedelta(hours=1)).enqueue(text="third")
    assert ProcrastinateJob.objects.filter(task_name="tests.note").count() == 2


def test_an_error_that_stays_is_not_tried_again() -> None:
    row = Row(id=1, queue="default", lock=None, queueing_lock=None, task_name="t", attempts=0)
    patience = Patience(attempts=3)
    assert patience.get_retry_decision(exception=Invalid({}), job=row) is None
    assert patience.get_retry_decision(exception=Unavailable(), job=row) is not None
    assert patience.get_retry_decision(exception=Unavailable(), job=row.evolve(attempts=2)) is None


@pytest.mark.django_db(transaction=True)
def test_events_of_one_change_wake_one_delivery() -> None:
    with transaction.atomic():
        outbox.publish(topic="tests.happened", key="x")
        outbox.publish(topic="tests.happened", key="y")
        assert not ProcrastinateJob.objects.filter(task_name="outbox.deliver").exists()
    assert ProcrastinateJob.objects.filter(task_name="outbox.deliver", status="todo").count() == 1
    jobs.deliver_outbox.run()
    assert outbox.deliver_pending() == 0


def _abandon(text: str, *, key: str | None = None, attempts: int = 0) -> int:
    """A job that a worker had taken before it was killed."""
    chosen = note.once(key) if key else note
    assert chosen.enqueue(text=text)
    row = ProcrastinateJob.objects.latest("id")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s",
            [worker, attempts, row.id],
        )
    return int(row.id)


def _status(number: int) -> str:
    return str(ProcrastinateJob.objects.get(pk=number).status)


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_dead_worker_goes_back_into_the_queue() -> None:
    number = _abandon("again")
    jobs.rescue_jobs.run()
    assert _status(number) == "todo"


@pytest.mark.django_db(transaction=True)
def test_a_job_that_kills_its_workers_is_given_up() -> None:
    number = _abandon("poison", attempts=jobs.MOST_ATTEMPTS - 1)
    jobs.rescue_jobs.run()
    assert _status(number) == "failed"


@pytest.mark.django_db(transaction=True)
def test_a_rescued_job_is_not_doubled_when_the_same_work_waits_already() -> None:
    number = _abandon("old", key="same")
    assert note.once("same").enqueue(text="new")
    jobs.rescue_jobs.run()
    assert _status(number) == "aborted"
    assert ProcrastinateJob.objects.filter(task_name="tests.note", status="todo").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("entry", SCHEDULE, ids=lambda entry: str(entry.job.name))
def test_every_periodic_job_bears_an_empty_house(entry: Entry) -> None:
    entry.job.run()
