"""A disk that is full, or any other error in the middle of a commit: what was there stays, a new writer goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.index.samples import Named
from tests.engine.index.story import state_of, write_state

from banyan.engine.errors import IndexDamaged
from banyan.engine.index.reader import open_index
from banyan.engine.index.writer import DiskWriter


@pytest.mark.parametrize(
    "step",
    ["words written", "listings written", "vectors written", "manifest written", "flushed", "named", "pointer written"],
)
def test_an_error_before_the_pointer_moves_keeps_the_old_state(tmp_path: Path, step: str) -> None:
    with DiskWriter(tmp_path, Named()) as writer:
        write_state(writer, 1)

    def fail(done: str) -> None:
        if done == step:
            raise OSError("No space left on device")

    with DiskWriter(tmp_path, Named(), step=fail) as writer:
        with pytest.raises(OSError, match="No space"):
            write_state(writer, 2)
        with pytest.raises(IndexDamaged, match="Open a new one"):
            writer.commit()
    assert state_of(open_index(tmp_path)) == 1
    with DiskWriter(tmp_path, Named()) as writer:
        write_state(writer, 2)
    assert state_of(open_index(tmp_path)) == 2
    assert not list(tmp_path.glob("building-*"))
