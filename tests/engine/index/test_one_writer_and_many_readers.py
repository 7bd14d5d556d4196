"""Locks: one writer at a time, readers keep their generation as long as they hold it, and swap cheaply."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from tests.engine.index.samples import ANYTHING, Named, ids, record

from banyan.engine.errors import BadRecord, IndexLocked, IndexMissing
from banyan.engine.index.directory import KEEP, Directory
from banyan.engine.index.reader import IndexHandle, open_index
from banyan.engine.index.writer import DiskWriter


def put(path: Path, id: str) -> int:
    with DiskWriter(path, Named()) as writer:
        writer.put([record(id)])
        return writer.commit()


def test_a_second_writer_is_turned_away(tmp_path: Path) -> None:
    with DiskWriter(tmp_path, Named()), pytest.raises(IndexLocked) as caught:
        DiskWriter(tmp_path, Named())
    assert not caught.value.permanent
    put(tmp_path, "a")


def test_uncommitted_changes_are_dropped(tmp_path: Path) -> None:
    put(tmp_path, "a")
    with DiskWriter(tmp_path, Named()) as writer:
        writer.put([record("b")])
        writer.delete(["a"])
    assert list(open_index(tmp_path).records(["a", "b"])) == ["a"]
    assert put(tmp_path, "c") == 2


def test_a_commit_without_changes_makes_no_generation(tmp_path: Path) -> None:
    assert put(tmp_path, "a") == 1
    with DiskWriter(tmp_path, Named()) as writer:
        assert writer.commit() == writer.commit() == 1


def test_an_empty_index_can_be_published(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        open_index(tmp_path)
    with DiskWriter(tmp_path, Named()) as writer:
        assert writer.commit() == 1
    assert len(open_index(tmp_path)) == 0


def test_a_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    put(tmp_path, "a")
    old = open_index(tmp_path)
    for number in range(KEEP + 3):
        put(tmp_path, f"b{number}")
    assert ids(old.by_words("record", language="en", filter=ANYTHING, top=99)) == ["a"]
    assert Directory(tmp_path).numbers()[0] == 1
    old.close()
    put(tmp_path, "c")
    assert Directory(tmp_path).numbers()[0] > 1


def test_a_reader_that_nobody_refers_to_is_let_go(tmp_path: Path) -> None:
    put(tmp_path, "a")
    old = open_index(tmp_path)
    assert old.generation == 1
    del old
    gc.collect()
    for number in range(KEEP):
        put(tmp_path, f"b{number}")
    assert Directory(tmp_path).numbers()[0] == 2


def test_only_the_last_few_generations_stay(tmp_path: Path) -> None:
    for number in range(KEEP + 5):
        put(tmp_path, f"r{number}")
    assert len(Directory(tmp_path).numbers()) == KEEP


def test_the_handle_gives_the_same_reader_until_something_is_published(tmp_path: Path) -> None:
    put(tmp_path, "a")
    handle = IndexHandle(tmp_path)
    first = handle.current()
    assert handle.current() is first
    put(tmp_path, "b")
    second = handle.current()
    assert (first.generation, second.generation) == (1, 2)
    assert len(first) == 1
    assert len(second) == 2
    handle.close()


def test_files_are_shared_between_generations(tmp_path: Path) -> None:
    put(tmp_path, "a")
    put(tmp_path, "b")
    directory = Directory(tmp_path)
    stores = [{path.stat().st_ino for path in directory.folder(number).glob("words/*.store")} for number in (1, 2)]
    assert stores[0] < stores[1]


@pytest.mark.parametrize("id", ["", "x" * 501, "\ud800"])
def test_an_id_that_cannot_be_kept_is_refused(tmp_path: Path, id: str) -> None:
    with DiskWriter(tmp_path, Named()) as writer:
        with pytest.raises(BadRecord) as caught:
            writer.put([record("good"), record(id)])
        writer.commit()
    assert (caught.value.column, caught.value.where) == ("id", "record 2")
    assert list(open_index(tmp_path).records(["good"])) == ["good"]


@pytest.mark.parametrize("id", ["a b", "a\nb", "\0", "ключ", "../../x", '"', "x" * 500])
def test_any_other_id_is_kept(tmp_path: Path, id: str) -> None:
    put(tmp_path, id)
    reader = open_index(tmp_path)
    assert ids(reader.by_words("record", language="en", filter=ANYTHING, top=9)) == [id]
    assert list(reader.records([id])) == [id]
