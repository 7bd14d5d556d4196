from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from tests.cast import Cast
from tests.factories.cases import closed, opened

from banyan.base.clock import standing_at
from banyan.domain.accounts.models import User
from banyan.practice.brokerage.models import Case
from banyan.practice.brokerage.people.common import People
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.services.cases import (
    case_plan,
    case_task_add,
    case_task_save,
    case_task_tick,
    cases_due,
    due,
)
from banyan.practice.brokerage.services.cases.ground import tell

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def case(cast: Cast, do_jobs: Callable[[], list[str]]) -> str:
    """A case whose stage has no day, so that only what a test adds can be late."""
    with standing_at(START):
        made = opened(cast)
        case_plan(public_id=made, owner="seeker", by=cast.amina)
    do_jobs()
    mail.outbox.clear()
    return made


def sweep(at: datetime, do_jobs: Callable[[], list[str]]) -> list[str]:
    """Who got which letter."""
    mail.outbox.clear()
    with standing_at(at):
        cases_due()
        do_jobs()
    return [f"{one.to[0].split('@')[0]}: {one.subject}" for one in mail.outbox]


def test_a_late_task_is_told_to_its_owner_once_and_again_for_another_day(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]]
) -> None:
    with standing_at(START):
        task = case_task_add(public_id=case, title="Call", owner="seeker", due=date(2026, 3, 9), by=cast.amina)
    assert sweep(datetime(2026, 3, 9, 23, tzinfo=UTC), do_jobs) == []
    (told,) = sweep(datetime(2026, 3, 10, 0, 30, tzinfo=UTC), do_jobs)
    assert told.startswith("amina: A task of yours in")
    assert sweep(datetime(2026, 3, 20, tzinfo=UTC), do_jobs) == []
    with standing_at(datetime(2026, 3, 20, tzinfo=UTC)):
        case_task_save(task=task, title="Call", owner="seeker", due=date(2026, 3, 25), by=cast.amina)
    assert len(sweep(datetime(2026, 3, 27, tzinfo=UTC), do_jobs)) == 1


def test_the_day_ends_where_the_owner_lives(cast: Cast, case: str, do_jobs: Callable[[], list[str]]) -> None:
    User.objects.filter(pk=cast.amina.pk).update(time_zone="Pacific/Kiritimati")
    User.objects.filter(pk=cast.kofi.pk).update(time_zone="America/Los_Angeles")
    with standing_at(START):
        for owner in ("seeker", "provider"):
            case_task_add(public_id=case, title="Call", owner=owner, due=date(2026, 3, 9), by=cast.rosa)
    do_jobs()
    assert [one[:5] for one in sweep(datetime(2026, 3, 9, 10, 30, tzinfo=UTC), do_jobs)] == ["amina"]
    assert sweep(datetime(2026, 3, 10, 6, tzinfo=UTC), do_jobs) == []
    assert [one[:4] for one in sweep(datetime(2026, 3, 10, 8, tzinfo=UTC), do_jobs)] == ["kofi"]


def test_what_is_done_or_closed_is_not_late(cast: Cast, case: str, do_jobs: Callable[[], list[str]]) -> None:
    with standing_at(START):
        task = case_task_add(public_id=case, title="Call", owner="seeker", due=date(2026, 3, 9), by=cast.amina)
        case_task_add(public_id=case, title="Visit", owner="seeker", due=date(2026, 3, 9), by=cast.amina)
        case_task_tick(task=task, done=True, by=cast.amina)
        closed(case, cast.kofi)
    do_jobs()
    assert sweep(datetime(2026, 4, 9, tzinfo=UTC), do_jobs) == []


def test_a_letter_that_waits_is_not_sent_once_the_task_is_done(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]]
) -> None:
    with standing_at(START):
        task = case_task_add(public_id=case, title="Call", owner="seeker", due=date(2026, 3, 9), by=cast.amina)
    with standing_at(START + timedelta(days=30)):
        assert cases_due() == 1
        case_task_tick(task=task, done=True, by=cast.amina)
    do_jobs()
    assert mail.outbox == []


def test_a_stage_that_stands_longer_than_planned_is_told_once(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]]
) -> None:
    with standing_at(START):
        case_plan(public_id=case, owner="provider", due=date(2026, 3, 9), by=cast.amina)
    (told,) = sweep(datetime(2026, 3, 11, tzinfo=UTC), do_jobs)
    assert told.startswith("kofi:") and "longer than planned" in told
    assert sweep(datetime(2026, 3, 12, tzinfo=UTC), do_jobs) == []


def test_a_row_that_fails_leaves_no_half_and_holds_nobody_up(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with standing_at(START):
        for title in ("First", "Second"):
            case_task_add(public_id=case, title=title, owner="seeker", due=date(2026, 3, 9), by=cast.amina)
    calls: list[str] = []

    def breaks_once(case: Case, letter: str, people: People, *, task: str = "") -> None:
        tell(case, letter, people, task=task)
        calls.append(task)
        if len(calls) == 1:
            raise RuntimeError("the database went away")

    monkeypatch.setattr("banyan.practice.brokerage.services.cases.due.tell", breaks_once)
    later = START + timedelta(days=30)
    assert len(sweep(later, do_jobs)) == 1
    assert len(sweep(later, do_jobs)) == 1
    assert sweep(later, do_jobs) == []
    with standing_at(later):
        assert all(task.overdue for task in case_get(case, for_user=cast.amina).tasks)


def test_what_stays_undone_in_closed_cases_keeps_nobody_waiting(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with standing_at(START):
        other = opened(cast)
        case_plan(public_id=other, owner="seeker", by=cast.amina)
        case_task_add(public_id=other, title="Never done", owner="seeker", due=date(2026, 3, 4), by=cast.amina)
        closed(other, cast.amina)
        case_task_add(public_id=case, title="Call", owner="seeker", due=date(2026, 3, 9), by=cast.amina)
    do_jobs()
    monkeypatch.setattr(due, "_MOST", 1)
    assert len(sweep(datetime(2026, 3, 11, tzinfo=UTC), do_jobs)) == 1
