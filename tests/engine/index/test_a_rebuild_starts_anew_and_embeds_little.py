"""Rebuilding from the records: what is kept, what is told, and what happens when the encoder fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.engine.embed.counting import Counting
from tests.engine.index.samples import ANYTHING, ids, record

from banyan.engine.embed.none import NoEncoder
from banyan.engine.errors import EncoderError, IndexDamaged
from banyan.engine.index.directory import Directory
from banyan.engine.index.manifest import read_manifest, write_manifest
from banyan.engine.index.memory import memory_index
from banyan.engine.index.reader import open_index
from banyan.engine.index.rebuild import embed_missing, rebuild
from banyan.engine.index.writer import DiskWriter
from banyan.engine.ports import Vectors

FEW = [record("a", "one"), record("b", "two"), record("c", "three")]


class Failing(Counting):
    """Gives up after some texts."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after

    def passages(self, texts: Sequence[str]) -> Vectors:
        if len(self.asked) + len(texts) > self.after:
            raise EncoderError("The encoder is gone.", permanent=False)
        return super().passages(texts)


def test_everything_is_there_and_nothing_else(tmp_path: Path) -> None:
    rebuild(tmp_path, [record("old")], Counting())
    heard: list[tuple[int, int]] = []
    rebuild(tmp_path, FEW, Counting(), lambda done, total: heard.append((done, total)))
    reader = open_index(tmp_path)
    assert set(reader.records(["a", "b", "c", "old"])) == set(reader.vectors(["a", "b", "c", "old"])) == {"a", "b", "c"}
    assert heard == [(3, 0), (3, 3)]


def test_unchanged_texts_are_not_embedded_again(tmp_path: Path) -> None:
    rebuild(tmp_path, FEW, Counting())
    again = Counting()
    rebuild(tmp_path, [*FEW[:2], record("c", "changed"), record("d")], again)
    assert len(again.asked) == 2
    assert len(open_index(tmp_path).vectors("abcd")) == 4


def test_vectors_of_an_index_of_the_format_before_are_kept(tmp_path: Path) -> None:
    rebuild(tmp_path, FEW, Counting())
    directory = Directory(tmp_path)
    for folder in map(directory.folder, directory.numbers()):
        write_manifest(folder, replace(read_manifest(folder), format=3))
    with pytest.raises(IndexDamaged):
        open_index(tmp_path)
    again = Counting()
    rebuild(tmp_path, FEW, again)
    assert not again.asked
    assert len(open_index(tmp_path).vectors("abc")) == 3


def test_another_encoder_embeds_everything(tmp_path: Path) -> None:
    rebuild(tmp_path, FEW, Counting())
    other = Counting("other")
    rebuild(tmp_path, FEW, other)
    assert len(other.asked) == 3


def test_without_an_encoder_it_is_found_by_words(tmp_path: Path) -> None:
    rebuild(tmp_path, FEW, NoEncoder())
    reader = open_index(tmp_path)
    assert ids(reader.by_words("two", language="en", filter=ANYTHING, top=9)) == ["b"]
    assert (reader.encoder, reader.embedded) == ("none", 0)


def test_when_the_encoder_fails_the_words_are_already_there(tmp_path: Path) -> None:
    with pytest.raises(EncoderError):
        rebuild(tmp_path, FEW, Failing(0))
    reader = open_index(tmp_path)
    assert len(reader) == 3
    assert embed_missing(tmp_path, Counting()) == 3
    assert open_index(tmp_path).embedded == 3


def test_what_waits_is_embedded_in_portions(tmp_path: Path) -> None:
    rebuild(tmp_path, FEW, Counting(), embed=False)
    assert open_index(tmp_path).embedded == 0
    assert [embed_missing(tmp_path, Counting(), most=2) for _ in range(3)] == [2, 1, 0]
    assert open_index(tmp_path).embedded == 3


def test_a_text_that_changes_while_it_is_embedded_stays_waiting(tmp_path: Path) -> None:
    class Slow(Counting):
        def passages(self, texts: Sequence[str]) -> Vectors:
            with DiskWriter(tmp_path, Counting()) as writer:
                writer.put([record("a", "changed meanwhile")])
                writer.commit()
            return super().passages(texts)

    rebuild(tmp_path, FEW, Counting(), embed=False)
    embed_missing(tmp_path, Slow())
    with DiskWriter(tmp_path, Counting()) as writer:
        assert list(writer.without_vectors()) == ["a"]


def test_memory_and_disk_hold_the_same_vectors(tmp_path: Path) -> None:
    rebuild(tmp_path, FEW, Counting())
    disk, memory = open_index(tmp_path), memory_index(FEW, Counting())
    query = Counting().queries(["anything"])[0]
    assert disk.by_meaning(query, filter=ANYTHING, top=9) == memory.by_meaning(query, filter=ANYTHING, top=9)
