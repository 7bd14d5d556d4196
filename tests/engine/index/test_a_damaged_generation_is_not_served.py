"""Files that are not what was written are noticed; the last whole generation serves, or a rebuild is asked for."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engine.index.samples import Named, record
from tests.engine.index.story import state_of, write_state

from banyan.engine.errors import IndexDamaged
from banyan.engine.index.directory import Directory
from banyan.engine.index.reader import IndexHandle, open_index
from banyan.engine.index.rebuild import rebuild
from banyan.engine.index.writer import DiskWriter


def truncate(folder: Path) -> None:
    file = max(folder.glob("words/*.store"), key=lambda path: path.stat().st_mtime_ns)
    file.write_bytes(file.read_bytes()[:-1])


def flip(folder: Path) -> None:
    (file,) = folder.glob(f"vectors-{folder.name}-*.flat")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def lose(folder: Path) -> None:
    (folder / "words" / "meta.json").unlink()


def tear_manifest(folder: Path) -> None:
    file = folder / "manifest.json"
    file.write_text(file.read_text()[:-20])


def rewrite_manifest(folder: Path) -> None:
    file = folder / "manifest.json"
    file.write_text(file.read_text().replace('"records":', '"records":1'))


def remove(folder: Path) -> None:
    shutil.rmtree(folder)


DAMAGES = [truncate, flip, lose, tear_manifest, rewrite_manifest, remove]
Damage = Callable[[Path], None]


def build(path: Path, states: int) -> Path:
    with DiskWriter(path, Named()) as writer:
        for number in range(1, states + 1):
            write_state(writer, number)
    return Directory(path).folder(states)


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_generation_before_serves_with_a_log_line(
    tmp_path: Path, damage: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    damage(build(tmp_path, 3))
    with caplog.at_level(logging.WARNING):
        assert state_of(open_index(tmp_path)) == 2
    assert "rebuild the index" in caplog.text


@pytest.mark.parametrize("damage", [truncate, lose, tear_manifest, rewrite_manifest, remove])
def test_a_writer_does_not_build_upon_damage_and_a_rebuild_heals(tmp_path: Path, damage: Damage) -> None:
    damage(build(tmp_path, 3))
    with pytest.raises(IndexDamaged, match="Rebuild"):
        DiskWriter(tmp_path, Named())
    rebuild(tmp_path, [record("a")], Named())
    assert list(open_index(tmp_path).records(["a", "number"])) == ["a"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_with_nothing_whole_a_rebuild_is_asked_for(tmp_path: Path, damage: Damage) -> None:
    damage(build(tmp_path, 1))
    with pytest.raises(IndexDamaged, match=r"[Rr]ebuild"):
        open_index(tmp_path)


@pytest.mark.parametrize("text", ["", "x", "99999999999999999999", "-1", "\xff"])
def test_a_pointer_that_makes_no_sense_does_not_stop_readers(tmp_path: Path, text: str) -> None:
    build(tmp_path, 2)
    (tmp_path / "CURRENT").write_text(text, encoding="latin-1")
    assert state_of(open_index(tmp_path)) == 2
    with pytest.raises(IndexDamaged):
        DiskWriter(tmp_path, Named())
    assert state_of(open_index(tmp_path)) == 2
    rebuild(tmp_path, [record("a")], Named())
    assert list(open_index(tmp_path).records(["a", "number"])) == ["a"]


def test_a_handle_keeps_what_it_has_when_the_new_one_is_damaged(tmp_path: Path) -> None:
    build(tmp_path, 1)
    handle = IndexHandle(tmp_path)
    assert state_of(handle.current()) == 1
    shutil.rmtree(tmp_path / "generations")
    (tmp_path / "CURRENT").write_text("7\n")
    assert handle.current().generation == 1
    handle.close()
