"""A small year of ``benchmarks.year``: people live, the clock goes on, the worker is killed again and again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from benchmarks.year.invariants import broken
from benchmarks.year.life import Told, live
from benchmarks.year.post import read_lines, write_line
from benchmarks.year.world import Size, moment_of
from django.conf import settings
from django.db import connection, transaction

from banyan.base.clock import now, standing_at
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.accounts.models import User
from banyan.domain.chapters.models import Chapter
from banyan.domain.listings.models import Listing
from banyan.practice.brokerage.models import Case, CaseTask, Enquiry
from banyan.practice.matchmaking.models import Letter, Notice

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
DAYS, LOOKS, SIZE = 365, 0.5, Size(24, 40, 80)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the year keeps its things; the worker finds the database of the test."""
    if settings.EMBEDDED is None:
        pytest.skip("needs the embedded server's socket")
    default = connection.settings_dict
    address = f"postgresql://{default['USER']}@/{default['NAME']}?host={default['HOST']}"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "benchmarks.year.settings")
    monkeypatch.setenv("YEAR_FOLDER", str(tmp_path))
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join((str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")))
    )
    return tmp_path


def quiet(_title: str) -> Callable[[int, int], None]:
    return lambda _done, _total: None


@contextmanager
def undone() -> Iterator[None]:
    """What is broken inside is whole afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def an_enquiry(**of: object) -> Enquiry:
    row = Enquiry.objects.filter(**of).order_by("pk").first()
    assert row is not None, f"nobody's enquiry is {of}"
    return row


def test_everything_happens_once_in_time_and_what_is_broken_is_found(folder: Path) -> None:
    spring = iter(range(100))
    rested = live(
        SIZE, 7, folder, days=DAYS, kills=0.03, bar=quiet, looks=LOOKS, tired=lambda: next(spring, None) is None
    )
    assert 0 < rested.day < DAYS
    told = live(SIZE, 7, folder, days=DAYS, kills=0.03, bar=quiet, looks=LOOKS)
    assert (told.day, told.faults) == (DAYS, [])
    assert told.overseer.killed > 0
    assert {"accepted", "declined", "asked back", "case opened", "message sent"} <= told.world.counts.keys()
    letters = {str(one["args"].get("letter", one["task"])) for one in read_lines(folder / "letters.jsonl")}
    assert {"remind", "deputy", "chapter", "lapsed", "silent"} <= letters
    with standing_at(moment_of(DAYS * 4 - 1)):
        assert broken(told.world, folder, looks=LOOKS) == []
        for name, spoil in SPOILT.items():
            with undone():
                spoil(told, folder)
                found = broken(told.world, folder, looks=LOOKS)
            assert any(one.startswith(name) for one in found), f"{spoil.__name__} is not noticed: {found}"


def other_state(_told: Told, _folder: Path) -> None:
    Enquiry.objects.filter(pk=an_enquiry(state="declined").pk).update(taken=3)


def shown_too_long(_told: Told, _folder: Path) -> None:
    Listing.objects.filter(pk__in=Listing.objects.filter(state="published").values("pk")[:1]).update(
        expires=now().date() - timedelta(days=1)
    )


def expired_by_hand(_told: Told, _folder: Path) -> None:
    Listing.objects.filter(pk__in=Listing.objects.filter(state="published").values("pk")[:1]).update(state="expired")


def moved_by_hand(_told: Told, _folder: Path) -> None:
    Case.objects.filter(pk__in=Case.objects.exclude(stage="pilot").values("pk")[:1]).update(stage="pilot")


def not_reminded(_told: Told, _folder: Path) -> None:
    case = Case.objects.filter(left="").first()
    assert case is not None
    CaseTask.objects.create(case=case, title="late", owner=User.objects.first(), due=now().date() - timedelta(days=9))


def written_twice(_told: Told, folder: Path) -> None:
    one = read_lines(folder / "letters.jsonl")[-1]
    write_line(folder / "letters.jsonl", one)
    write_line(folder / "letters.jsonl", one)


def told_again(_told: Told, folder: Path) -> None:
    one = {
        "at": now().isoformat(),
        "to": "p1@year.example",
        "task": "matchmaking.letter",
        "id": "",
        "listings": ["lst_1"],
    }
    for job in (-1, -2):
        write_line(folder / "letters.jsonl", {**one, "job": job, "args": {"letter": f"ltr_{job}"}})


def to_the_dead(told: Told, folder: Path) -> None:
    told.world.closed_at["gone@year.example"] = (now() - timedelta(days=1)).isoformat()
    one = {
        "at": now().isoformat(),
        "to": "gone@year.example",
        "task": "x",
        "args": {},
        "id": "",
        "listings": [],
        "job": -3,
    }
    write_line(folder / "letters.jsonl", one)


def left_waiting(_told: Told, _folder: Path) -> None:
    person = User.objects.filter(is_active=True).first()
    assert person is not None
    Letter.objects.create(person=person, made=now() - timedelta(days=4))
    Notice.objects.create(person=person, listing="lst_x", due=now() - timedelta(days=4))


def forgotten(_told: Told, _folder: Path) -> None:
    live_ones = Enquiry.objects.filter(state="open").values("pk")[:1]
    Enquiry.objects.filter(pk__in=live_ones).update(next_at=now() - timedelta(days=5))


def not_heard(_told: Told, _folder: Path) -> None:
    assert Chapter.objects.filter(silent_since__isnull=False).update(silent_since=None)


def let_through(told: Told, _folder: Path) -> None:
    told.world.breaches.append("a stranger")


def not_delivered(_told: Told, _folder: Path) -> None:
    OutboxEvent.objects.filter(pk__in=OutboxEvent.objects.values("pk")[:1]).update(delivered=None)


#: Invariant → something done behind the back of the services by which it does not hold any more.
SPOILT: dict[str, Callable[[Told, Path], None]] = {
    "enquiries": other_state,
    "expiry": shown_too_long,
    "listings": expired_by_hand,
    "cases": moved_by_hand,
    "late": not_reminded,
    "alerts": left_waiting,
    "owners": forgotten,
    "silent": not_heard,
    "jobs": not_delivered,
    "letters": written_twice,
    "told": told_again,
    "dead": to_the_dead,
    "policy": let_through,
}
