"""`banyan check`: each trouble is said, and the exit code follows."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.db import connection

from banyan.base.jobs import job
from banyan.base.outbox.models import OutboxEvent
from banyan.base.outbox.services import MOST_ATTEMPTS
from banyan.project import checks
from banyan.project.checks import State

pytestmark = pytest.mark.django_db


@job("tests.checked")
def checked() -> None:
    """Nothing."""


def beat(*, seconds_ago: int) -> int:
    """A worker that gave its last sign of life so long ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id",
            [seconds_ago],
        )
        return int(cursor.fetchone()[0])


def take(worker: int | None, status: str) -> None:
    """Moves the waiting job on."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s, worker_id = %s", [status, worker])


def test_a_fresh_node_has_its_database_but_no_worker() -> None:
    found = checks.findings()
    assert list(found) == list(checks.CHECKS)
    assert found["database"].state is State.GOOD
    assert found["migrations"].state is State.GOOD
    assert found["worker"].state is State.BAD
    assert found["index"].state is State.BAD


def test_a_worker_counts_while_it_gives_signs_of_life(settings: LazySettings) -> None:
    beat(seconds_ago=settings.WORKER_DEAD_AFTER * 2)
    assert checks.worker().state is State.BAD
    beat(seconds_ago=1)
    assert checks.worker().numbers == {"workers": 1}


def test_jobs_left_behind_and_given_up_are_shown() -> None:
    checked.enqueue()
    assert checks.queue().numbers == {"waiting": 1, "stalled": 0, "failed": 0}
    take(beat(seconds_ago=1), "doing")
    assert checks.queue().numbers == {"waiting": 0, "stalled": 0, "failed": 0}
    take(beat(seconds_ago=9999), "doing")
    assert checks.queue().numbers["stalled"] == 1
    take(None, "failed")
    found = checks.queue()
    assert (found.state, found.numbers["failed"]) == (State.LOOK, 1)
    assert "tests.checked" in found.says


def test_events_nobody_could_take_need_a_person() -> None:
    OutboxEvent.objects.create(topic="tests.happened", key="x", attempts=MOST_ATTEMPTS)
    found = checks.events()
    assert found.state is State.BAD
    assert "tests.happened" in found.says


def test_a_mail_server_that_does_not_answer_is_bad(settings: LazySettings) -> None:
    settings.BANYAN_EMAIL_URL = "smtp://127.0.0.1:1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert checks.mail().state is State.BAD


def test_a_question_that_fails_is_a_bad_answer_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask() -> checks.Finding:
        raise OSError("the disk is gone")

    monkeypatch.setattr(checks, "CHECKS", {"disk": ask})
    assert checks.findings()["disk"] == checks.Finding(State.BAD, "the disk is gone")
