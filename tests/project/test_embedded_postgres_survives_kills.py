"""Whatever is killed, the next start works and what was committed is there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.project.embedded import ask, clean_shutdown, holder, keepers, kill, living, postmaster, until

from banyan.project.postgres import Hold, Layout, ServerFault, hold, server

pytestmark = pytest.mark.slow


@pytest.fixture
def layout(place: Path) -> Iterator[Layout]:
    made = Layout(place / "pg")
    yield made
    kill(*keepers(made), *server._processes(made))


@pytest.fixture
def held(layout: Layout) -> Iterator[Hold]:
    one = hold(layout)
    ask(layout, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)")
    yield one
    one.release()


def test_after_the_server_is_killed_the_next_hold_starts_it_again(layout: Layout, held: Hold) -> None:
    kill(*keepers(layout), postmaster(layout))
    second = hold(layout)
    assert ask(layout, "SELECT n FROM kept") == [(1,)]
    second.release()


def test_the_keeper_starts_a_killed_server_for_those_who_hold_it(layout: Layout, held: Hold) -> None:
    before = postmaster(layout).pid
    kill(postmaster(layout))
    until(lambda: server.answers(layout) and postmaster(layout).pid != before, "the keeper starts the server")
    assert ask(layout, "SELECT n FROM kept") == [(1,)]


def test_a_killed_keeper_is_replaced_and_there_is_never_a_second(layout: Layout, held: Hold) -> None:
    kill(*keepers(layout))
    held.refresh()
    held.refresh()
    assert len(keepers(layout)) == 1


def test_orphans_that_still_compute_are_cleared_before_a_new_server_starts(layout: Layout, held: Hold) -> None:
    place = ["-h", str(layout.socket_folder), "-U", layout.role, "-d", layout.database]
    endless = "DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$"
    program = server._program(layout, "psql")
    asker = subprocess.Popen([program, *place, "-c", endless], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    running = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'DO %' AND pid <> pg_backend_pid()"
    until(lambda: bool(ask(layout, running)), "the long query runs")
    orphan = psutil.Process(int(str(ask(layout, running)[0][0])))
    kill(*keepers(layout), postmaster(layout))
    second = hold(layout)
    assert not living(orphan)
    assert ask(layout, "SELECT n FROM kept") == [(1,)]
    second.release()
    asker.wait()


def test_after_everything_is_killed_the_next_start_works(layout: Layout) -> None:
    other = holder(layout)
    assert other.stdout is not None and other.stdout.readline()
    ask(layout, "SET synchronous_commit = on; CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    ask(layout, "CHECKPOINT")
    kill(psutil.Process(other.pid), *keepers(layout), *server._processes(layout))
    other.communicate()
    again = hold(layout)
    assert ask(layout, "SELECT n FROM kept") == [(7,)]
    again.release()


def test_a_killed_holder_counts_no_longer_and_the_server_stops_in_order(layout: Layout) -> None:
    other = holder(layout)
    assert other.stdout is not None and other.stdout.readline()
    kill(psutil.Process(other.pid))
    other.communicate()
    until(lambda: not keepers(layout), "the keeper is done")
    assert clean_shutdown(layout)


def test_a_pid_file_that_now_names_another_process_is_no_obstacle(layout: Layout) -> None:
    hold(layout).release(stop_if_last=True)
    lines = [str(os.getppid()), str(layout.data), "1", "5432", str(layout.socket_folder), "", "1 1", "ready"]
    file = layout.data / "postmaster.pid"
    file.write_text("\n".join(lines))
    os.chown(file, layout.data.stat().st_uid, layout.data.stat().st_gid)
    again = hold(layout)
    assert ask(layout, "SELECT 1") == [(1,)]
    again.release()


def test_a_making_that_was_cut_off_starts_over(layout: Layout) -> None:
    half = layout.folder / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    again = hold(layout)
    assert ask(layout, "SELECT 1") == [(1,)]
    again.release()


def test_a_removed_folder_takes_its_keeper_along_and_a_new_one_starts_afresh(layout: Layout, held: Hold) -> None:
    shutil.rmtree(layout.folder)
    until(lambda: not keepers(layout), "the keeper ends")
    again = hold(layout)
    assert ask(layout, "SELECT to_regclass('kept')") == [(None,)]
    again.release()


def test_a_folder_with_something_else_in_it_is_left_alone(layout: Layout) -> None:
    layout.data.mkdir(parents=True)
    (layout.data / "thesis.txt").write_text("years of work")
    with pytest.raises(ServerFault, match="is not empty"):
        hold(layout)
    assert (layout.data / "thesis.txt").read_text() == "years of work"


def test_a_server_that_cannot_start_says_why_in_its_own_words(layout: Layout) -> None:
    hold(layout).release(stop_if_last=True)
    with (layout.data / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = 'plenty'\n")
    with pytest.raises(ServerFault, match="shared_buffers"):
        hold(layout)
