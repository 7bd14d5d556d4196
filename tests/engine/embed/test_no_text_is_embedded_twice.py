"""The cache of vectors: exact, shared by processes, and still there after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.engine.embed.counting import Counting

from banyan.engine.embed.cache import CachedEncoder
from banyan.engine.embed.none import NoEncoder

TEXTS = [f"text {number}" for number in range(150)]


def test_what_was_embedded_is_read_back_exactly(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    first, second = Counting(), Counting()
    made = CachedEncoder(first, path).passages(TEXTS)
    kept = CachedEncoder(second, path).passages(TEXTS)
    assert len(first.asked) == len(TEXTS)
    assert second.asked == []
    assert np.array_equal(made, kept)
    assert np.array_equal(kept, Counting().passages(TEXTS))


def test_repeats_are_embedded_once_and_order_is_kept(tmp_path: Path) -> None:
    inner = Counting()
    rows = CachedEncoder(inner, tmp_path / "v.sqlite").passages(["b", "a", "b"])
    assert sorted(inner.asked) == ["a", "b"]
    assert np.array_equal(rows, Counting().passages(["b", "a", "b"]))


def test_queries_passages_and_encoders_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    CachedEncoder(Counting(), path).passages(["a"])
    query, other = Counting(), Counting("other")
    CachedEncoder(query, path).queries(["a"])
    CachedEncoder(other, path).passages(["a"])
    assert query.asked == other.asked == ["a"]


def test_vectors_of_other_dimensions_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    CachedEncoder(Counting(dimensions=4), path).passages(["a"])
    assert CachedEncoder(Counting(dimensions=8), path).passages(["a"]).shape == (1, 8)


@pytest.mark.parametrize("text", ["", "\ud800", "\0", "😀"])
def test_any_text_has_a_key(tmp_path: Path, text: str) -> None:
    assert CachedEncoder(Counting(), tmp_path / "v.sqlite").passages([text]).shape == (1, 8)


def test_without_an_encoder_nothing_is_kept(tmp_path: Path) -> None:
    assert CachedEncoder(NoEncoder(), tmp_path / "v.sqlite").passages(["a"]).shape == (1, 0)


def test_a_damaged_file_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    path.write_bytes(b"this is no database" * 500)
    assert CachedEncoder(Counting(), path).passages(["a"]).shape == (1, 8)
    assert path.with_name("v.sqlite.damaged").exists()


_WRITER = """
import sys
from pathlib import Path
from banyan.engine.embed.cache import CachedEncoder
from tests.engine.embed.counting import Counting
kept = CachedEncoder(Counting(), Path(sys.argv[1]))
for start in range(int(sys.argv[2]), 100_000_000, 10):
    kept.passages([f"text {number}" for number in range(start, start + 10)])
    print(start, flush=True)
    if start >= int(sys.argv[3]):
        break
"""


def _start(path: Path, first: int, last: int) -> subprocess.Popen[bytes]:
    root = Path(__file__).parents[3]
    search = os.pathsep.join([str(root / "src"), str(root)])
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), str(first), str(last)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": search},
    )


def test_two_processes_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    writers = [_start(path, 0, 290), _start(path, 200, 490)]
    assert [writer.wait() for writer in writers if writer.communicate()] == [0, 0]
    inner = Counting()
    CachedEncoder(inner, path).passages([f"text {number}" for number in range(500)])
    assert inner.asked == []


def test_a_killed_process_loses_nothing_it_had_finished(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    writer = _start(path, 0, 90_000_000)
    assert writer.stdout is not None
    finished = [int(writer.stdout.readline()) for _ in range(7)][-1] + 10
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    inner = Counting()
    CachedEncoder(inner, path).passages([f"text {number}" for number in range(finished)])
    assert inner.asked == []
