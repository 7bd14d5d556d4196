"""`banyan serve`: children come back, nothing outlives it, and it stops in order."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from tests.project.embedded import clean_shutdown, keepers, kill, living, until

from banyan.project.commands.serve import port_fault
from banyan.project.health import answers
from banyan.project.postgres import Layout, server
from banyan.project.serving.supervisor import Child, Supervisor

pytestmark = pytest.mark.slow


@pytest.fixture
def port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture
def node(place: Path, port: int) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts `banyan serve` as a person would; whatever is left is killed afterwards."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("BANYAN_", "DATABASE_", "DJANGO_"))
    }
    environment = {**kept, "BANYAN_VAR": str(place), "BANYAN_ENCODER": "none", "BANYAN_WEB_PROCESSES": "1"}
    command = [sys.executable, "-c", "from banyan.doors.cli.main import run; run()", "serve", "--port", str(port)]
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        started.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            kill(*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid))
        process.wait()
    layout = Layout(place / "postgres")
    kill(*keepers(layout), *server._processes(layout))


def wait_for_address(process: subprocess.Popen[str], port: int) -> None:
    """Reads what the node says until it says where it answers."""
    assert process.stderr is not None
    said = []
    while line := process.stderr.readline():
        said.append(line)
        if f"http://localhost:{port}/" in line:
            return
    raise AssertionError(f"the node ended: {''.join(said)}")


def web_children(process: subprocess.Popen[str]) -> list[psutil.Process]:
    found = []
    for one in psutil.Process(process.pid).children():
        with suppress(psutil.Error):
            if "banyan.project.serving.web" in one.cmdline():
                found.append(one)
    return found


def test_a_node_survives_kills_and_stops_in_order(
    node: Callable[[], subprocess.Popen[str]], port: int, place: Path
) -> None:
    first = node()
    wait_for_address(first, port)
    assert answers("127.0.0.1", port, timeout=5)
    assert port_fault("127.0.0.1", port)
    killed = web_children(first)
    kill(*killed)
    until(lambda: bool(web_children(first)) and web_children(first) != killed, "the web child comes back")
    until(lambda: answers("127.0.0.1", port, timeout=5), "the node answers")
    apart = keepers(Layout(place / "postgres"))
    family = [one for one in psutil.Process(first.pid).children(recursive=True) if one not in apart]
    kill(psutil.Process(first.pid))
    first.wait()
    until(lambda: not any(map(living, family)), "no child outlives the supervisor")
    second = node()
    wait_for_address(second, port)
    second.send_signal(signal.SIGTERM)
    _, said = second.communicate(timeout=90)
    assert second.returncode == 0, said
    assert "Everything that was saved is kept." in said
    # By the node itself, or by the keeper when it looked in at that very moment.
    until(lambda: clean_shutdown(Layout(place / "postgres")), "the database is shut down in order")


def test_a_busy_port_is_said_in_a_sentence(port: int) -> None:
    assert port_fault("127.0.0.1", port) is None
    with socket.socket() as door:
        door.bind(("127.0.0.1", port))
        door.listen()
        said = port_fault("127.0.0.1", port)
    assert said is not None
    assert f"port {port}" in said
    assert "choose another port" in said


def test_a_child_that_dies_is_started_again_with_growing_pauses(tmp_path: Path) -> None:
    said: list[str] = []
    marks = tmp_path / "marks"
    dying = Child("The child", [sys.executable, "-c", f"open({str(marks)!r}, 'a').write('x')"], grace=5)
    supervisor = Supervisor([dying], say=said.append)

    def stop_after_two() -> None:
        until(lambda: len(said) >= 2, "two deaths")
        supervisor.stop()

    threading.Thread(target=stop_after_two, daemon=True).start()
    supervisor.run()
    assert said[:2] == [
        "The child ended (code 0); it starts again in 1 s.",
        "The child ended (code 0); it starts again in 2 s.",
    ]
    assert len(marks.read_text()) >= 2


def test_a_child_that_does_not_stop_is_killed() -> None:
    said: list[str] = []
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)"
    child = Child("The child", [sys.executable, "-c", deaf], grace=0.2)
    supervisor = Supervisor([child], say=said.append)

    def stop_once_deaf() -> None:
        until(lambda: child.process is not None and _ignores_term(child.process.pid), "the child is deaf")
        supervisor.stop()

    threading.Thread(target=stop_once_deaf, daemon=True).start()
    supervisor.run()
    assert said[1:] == ["The child had not stopped after 0 s and was killed."]
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def _ignores_term(number: int) -> bool:
    lines = Path(f"/proc/{number}/status").read_text().splitlines()
    ignored = next(line.split()[1] for line in lines if line.startswith("SigIgn:"))
    return bool(int(ignored, 16) & (1 << (signal.SIGTERM - 1)))
