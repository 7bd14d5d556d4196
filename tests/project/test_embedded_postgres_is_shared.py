"""One server per folder, however many use it, wherever the folder is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.project.embedded import ask, clean_shutdown, holder, keepers, kill, postmaster, short, until

from banyan.project.postgres import Layout, hold, locks, server

pytestmark = pytest.mark.slow


@pytest.fixture
def layout(place: Path) -> Iterator[Layout]:
    made = short(place)
    yield made
    kill(*keepers(made), *server._processes(made))


def test_commands_that_start_at_the_same_time_share_one_server(layout: Layout) -> None:
    others = [holder(layout) for _ in range(4)]
    numbers = {other.stdout.readline().strip() for other in others if other.stdout}
    assert numbers == {str(postmaster(layout).pid)}
    assert len(keepers(layout)) == 1
    for other in others:
        other.communicate()
    until(lambda: not keepers(layout), "the keeper is done")
    assert clean_shutdown(layout)


def test_only_the_last_one_stops_the_server(layout: Layout) -> None:
    first, second = hold(layout), hold(layout)
    first.release(stop_if_last=True)
    assert ask(layout, "SELECT 1") == [(1,)]
    second.release(stop_if_last=True)
    assert clean_shutdown(layout)


def test_a_keeper_that_waits_for_the_stop_to_end_sees_nobody_and_starts_nothing(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, nobody = locks.alone, []

    @contextmanager
    def waited_for(file: Path) -> Iterator[None]:
        with alone(file):
            yield
        looked = locks.opened(layout.holders)  # what whoever waited for this lock does first
        nobody.append(locks.try_alone(looked))
        os.close(looked)

    held = hold(layout)
    monkeypatch.setattr(locks, "alone", waited_for)
    held.release(stop_if_last=True)
    assert nobody == [True]
    assert clean_shutdown(layout)


def test_a_start_while_the_keeper_stops_the_server_waits_its_turn(layout: Layout) -> None:
    first = hold(layout)
    first.release(stop_if_last=True)
    for _ in range(3):
        again = hold(layout)
        assert ask(layout, "SELECT 1") == [(1,)]
        again.release(stop_if_last=True)


@pytest.mark.parametrize("name", ["a" * 100, "two words, a comma", "naïve 'quote' $HOME"])
def test_long_and_odd_paths_work(place: Path, name: str) -> None:
    layout = short(place / name)
    held = hold(layout)
    try:
        assert ask(layout, "SELECT 1") == [(1,)]
        assert layout.socket_folder.parent == Path("/tmp")
        assert layout.socket_folder.stat().st_mode & 0o077 == 0
    finally:
        held.release(stop_if_last=True)


def test_nothing_listens_on_the_network(layout: Layout) -> None:
    held = hold(layout)
    assert ask(layout, "SHOW listen_addresses") == [("",)]
    assert layout.socket_folder.stat().st_mode & 0o077 == 0
    held.release()
