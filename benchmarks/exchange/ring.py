"""Three nodes that read each other in a ring: A from C, B from A, C from B; killed at random, with clocks that differ.

    python -m benchmarks.exchange.ring --rounds 10 --seed 1 --report FILE

Each node is a real ``banyan serve`` with a PostgreSQL of its own, and a hand (``benchmarks.exchange.hand``) that writes
there and reads the neighbour over HTTP. In each round all write and read at once, some readings are killed with SIGKILL
in the middle, and sometimes a whole node with its web and worker processes. After the rounds come three readings in
quiet; then every node must hold the same. Exit code 1 where one does not.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from benchmarks.exchange.agreeing import faults

_SERVE = "from banyan.doors.cli.main import run; run()"
_SKEWED = Path(__file__).with_name("skewed")
_PATIENCE = 240.0
#: The exchange stays back so many seconds from the present (``listings.selectors.exchange.MARGIN``), and one more.
_SETTLED = 4.0


@dataclass(slots=True)
class Node:
    """One node: its server and its hand."""

    name: str
    folder: Path
    port: int
    skew: float
    serving: subprocess.Popen[bytes] | None = None
    hand: subprocess.Popen[str] | None = None
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        """Where the others read."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """The settings of the node; loopback may be read, as in tests."""
        kept = {
            name: said
            for name, said in os.environ.items()
            if not name.startswith(("BANYAN_", "DATABASE_", "DJANGO_", "RING_"))
        }
        return {
            **kept,
            "BANYAN_VAR": str(self.folder),
            "BANYAN_URL": self.url,
            "BANYAN_ENCODER": "none",
            "BANYAN_WEB_PROCESSES": "1",
            "BANYAN_PRIVATE_HOSTS": "127.0.0.1",
            "RING_SKEW": str(self.skew),
            "PYTHONPATH": os.pathsep.join([str(_SKEWED), str(_SKEWED.parents[2])]),
        }

    def serve(self) -> None:
        """Starts the server and waits until it answers."""
        with (self.folder / "serve.txt").open("ab") as said:
            self.serving = subprocess.Popen(
                [sys.executable, "-c", _SERVE, "serve", "--port", str(self.port)],
                env=self.environment(), stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + _PATIENCE
        while not _ready(self.port):
            if time.monotonic() > until or self.serving.poll() is not None:
                raise RuntimeError(f"{self.name} does not answer; see {self.folder / 'serve.txt'}")
            time.sleep(0.5)

    def kill_server(self) -> None:
        """SIGKILL to the server with all its processes."""
        if self.serving is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.serving.pid, signal.SIGKILL)
            self.serving.wait()

    def ask(self, deed: str, **said: Any) -> Any:
        """What the hand answers; ``None`` when it was killed meanwhile. One that is gone is followed by another."""
        if self.hand is None or self.hand.poll() is not None:
            with (self.folder / "hand.txt").open("a") as wrong:
                self.hand = subprocess.Popen(
                    [sys.executable, "-m", "benchmarks.exchange.hand"],
                    env=self.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=wrong, text=True,
                )  # fmt: skip
            self._heard()
        assert self.hand.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.hand.stdin.write(json.dumps({"deed": deed, **said}) + "\n")
            self.hand.stdin.flush()
        return self._heard()

    def stop(self) -> None:
        """Ends what was started."""
        if self.hand is not None:
            self.hand.kill()
            self.hand.wait()
        if self.serving is not None and self.serving.poll() is None:
            self.serving.terminate()
            try:
                self.serving.wait(timeout=40)
            except subprocess.TimeoutExpired:
                self.kill_server()

    def _heard(self) -> Any:
        assert self.hand is not None
        assert self.hand.stdout is not None
        for line in self.hand.stdout:
            if line.startswith("@ready"):
                return "ready"
            if line.startswith("@"):
                return json.loads(line[1:])
        if self.hand.wait() != -signal.SIGKILL:
            raise RuntimeError(f"the hand at {self.name} fell; see {self.folder / 'hand.txt'}")
        return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=12, help="what is written on each node in a round")
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="banyan-ring-"))
    folder.chmod(0o755)
    skews = (0.0, 7 * 3600 + 13 * 60, -(2 * 3600 + 40 * 60))
    nodes = [Node(name, folder / name, _free_port(), skew) for name, skew in zip("ABC", skews, strict=True)]
    began = time.monotonic()
    try:
        with ThreadPoolExecutor(3) as pool:
            for node in nodes:
                node.folder.mkdir()
            list(pool.map(Node.serve, nodes))
            before = {node.name: nodes[place - 1] for place, node in enumerate(nodes)}
            list(pool.map(lambda one: one.ask("begin", neighbour=before[one.name].url), nodes))
            _say(began, "three nodes stand")
            _rounds(nodes, given, pool, began)
            time.sleep(_SETTLED)
            for _quiet in range(3):
                list(pool.map(lambda one: _read(one), nodes))
                time.sleep(_SETTLED)
            _say(began, "three readings in quiet are done")
            held = list(pool.map(lambda one: one.ask("told"), nodes))
        wrong = faults(held)
        text = _report(nodes, held, wrong, given, time.monotonic() - began)
    finally:
        for node in nodes:
            node.stop()
    print(text)
    if given.report:
        given.report.write_text(text)
    if not wrong:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong else 0


def _rounds(nodes: list[Node], given: argparse.Namespace, pool: ThreadPoolExecutor, began: float) -> None:
    chance = random.Random(given.seed)
    for number in range(given.rounds):
        plans = [(node, chance.randrange(10**6), chance.random(), chance.uniform(0.05, 1.5)) for node in nodes]
        struck = chance.choice(nodes) if chance.random() < 0.4 else None
        works = [pool.submit(_round, node, given, seed, fate, after) for node, seed, fate, after in plans]
        if struck is not None:
            time.sleep(chance.uniform(0.5, 3.0))
            struck.kill_server()
            struck.counts["servers killed"] += 1
        for work in works:
            work.result()
        if struck is not None:
            struck.serve()
        _say(began, f"round {number + 1} of {given.rounds}")


def _round(node: Node, given: argparse.Namespace, seed: int, fate: float, after: float) -> None:
    """Writes, then reads; one reading in two is killed in the middle, and taken up at once by another hand."""
    node.counts.update(node.ask("write", seed=seed, steps=given.steps) or {})
    if fate < 0.5:
        hand = node.hand
        assert hand is not None
        timer = threading.Timer(after, hand.kill)
        timer.start()
        if node.ask("read") is None:
            node.counts["readings killed"] += 1
        timer.cancel()
    _read(node)


def _read(node: Node) -> None:
    said = node.ask("read")
    node.counts["readings"] += 1
    if said is None:
        return
    if said["state"] != "done":
        node.counts["readings that stopped"] += 1
    node.counts.update({f"record {name}": n for name, n in said["counts"].items()})


def _report(
    nodes: list[Node], held: list[dict[str, Any]], wrong: list[str], given: argparse.Namespace, took: float
) -> str:
    names = sorted({name for node in nodes for name in node.counts})
    lines = [
        "# Exchange: three nodes in a ring, November 2026",
        "",
        f"`python -m benchmarks.exchange.ring --rounds {given.rounds} --seed {given.seed} "
        f"--steps {given.steps}`: three `banyan serve`, "
        "each with its own PostgreSQL, read each other over HTTP in a ring (A from C, B from A, C from B), on two "
        f"shared cores in {took:.0f} s. In each round each node writes {given.steps} times by chance, then reads its "
        "neighbour, all at once; readings and whole servers are killed with SIGKILL. Then three readings in quiet.",
        "",
        "| | " + " | ".join(node.name for node in nodes) + " |",
        "|---|" + "---|" * len(nodes),
        "| clock, seconds off | " + " | ".join(f"{node.skew:+.0f}" for node in nodes) + " |",
        *(f"| {name} | " + " | ".join(str(node.counts[name]) for node in nodes) + " |" for name in names),
        "| shown in the end | " + " | ".join(str(sum(1 for row in one["rows"] if row[2])) for one in held) + " |",
        "| tombstones in the end | "
        + " | ".join(str(sum(1 for row in one["rows"] if not row[2])) for one in held)
        + " |",
        "",
        "Looked at in the end: the same identifiers are shown everywhere, with the same origin, title and summary; "
        "what was withdrawn where it was written is shown nowhere and is a tombstone wherever it was held; no id "
        "and no title stands twice on a node; nothing of a node's own came back to it; no chain names a node twice.",
        "",
    ]
    lines += [f"* **Wrong:** {one}" for one in wrong[:40]] or ["**Nothing was wrong.**"]
    return "\n".join(lines) + "\n"


def _say(began: float, words: str) -> None:
    print(f"{time.monotonic() - began:6.0f} s  {words}", flush=True)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _ready(port: int) -> bool:
    asking = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asking.request("GET", "/readyz")
        return asking.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()


if __name__ == "__main__":
    sys.exit(main())
