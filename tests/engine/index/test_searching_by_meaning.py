"""Exact cosine with filters, in memory and on disk, and when vectors are kept or dropped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.index.samples import ANYTHING, Named, ids, record, vector

from banyan.engine.index.memory import MemoryIndex
from banyan.engine.index.nearest import rows_from
from banyan.engine.index.reader import open_index
from banyan.engine.index.writer import DiskWriter
from banyan.engine.types import Filter, Kind

EAST, NORTH, BETWEEN = vector(1), vector(0, 1), vector(1, 0.8)


def write(path: Path, *ids: str, name: str = "test") -> None:
    with DiskWriter(path, Named(name)) as writer:
        writer.put(record(id) for id in ids)
        writer.commit()


def test_the_nearest_come_first_and_filters_hold(tmp_path: Path) -> None:
    records = [record("east"), record("north", kind=Kind.NEED), record("between")]
    rows = {"east": EAST, "north": NORTH, "between": np.stack([NORTH, BETWEEN])}
    with DiskWriter(tmp_path, Named()) as writer:
        writer.put(records)
        writer.put_vectors(rows)
        writer.commit()
    for index in (open_index(tmp_path), MemoryIndex(records, vectors=rows)):
        hits = index.by_meaning(EAST, filter=ANYTHING, top=9)
        assert ids(hits) == ["east", "between", "north"]
        assert hits[0].score == pytest.approx(1, abs=2e-3)
        assert hits[1].score == pytest.approx(float(BETWEEN @ EAST), abs=2e-3)
        assert ids(index.by_meaning(EAST, filter=ANYTHING, top=1)) == ["east"]
        assert ids(index.by_meaning(EAST, filter=Filter(kinds=frozenset({Kind.NEED})), top=9)) == ["north"]
        assert ids(index.by_meaning(EAST, filter=Filter(exclude=frozenset({"east"})), top=1)) == ["between"]
        assert ids(index.by_meaning(EAST, filter=Filter(only=frozenset({"north", "gone"})), top=9)) == ["north"]
        assert index.vectors(["between", "gone"])["between"].shape == (2, 8)


def test_a_vector_of_another_size_finds_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a")
    assert open_index(tmp_path).by_meaning(np.ones(3, dtype=np.float32), filter=ANYTHING, top=3) == []
    assert open_index(tmp_path).by_meaning(np.zeros(0, dtype=np.float32), filter=ANYTHING, top=3) == []


def test_a_new_record_waits_for_its_vectors(tmp_path: Path) -> None:
    write(tmp_path, "a", "b")
    with DiskWriter(tmp_path, Named()) as writer:
        assert sorted(writer.without_vectors()) == ["a", "b"]
        writer.put_vectors({"a": EAST, "unknown": EAST})
        assert list(writer.without_vectors()) == ["b"]
        writer.commit()
    reader = open_index(tmp_path)
    assert ids(reader.by_meaning(EAST, filter=ANYTHING, top=9)) == ["a"]
    assert list(reader.vectors(["a", "b", "unknown"])) == ["a"]


@pytest.mark.parametrize("commit_between", [False, True])
def test_a_replaced_record_keeps_its_vectors_only_with_the_same_text(tmp_path: Path, commit_between: bool) -> None:
    with DiskWriter(tmp_path, Named()) as writer:
        writer.put([record("same", "text"), record("other", "text")])
        writer.put_vectors({"same": EAST, "other": NORTH})
        if commit_between:
            writer.commit()
        writer.put([record("same", "text"), record("other", "changed")])
        assert list(writer.without_vectors()) == ["other"]
        writer.commit()
    assert list(open_index(tmp_path).vectors(["same", "other"])) == ["same"]


def test_vectors_of_a_text_that_has_changed_since_are_ignored(tmp_path: Path) -> None:
    with DiskWriter(tmp_path, Named()) as writer:
        writer.put([record("a", "old")])
        waiting = writer.pending()
        writer.put([record("a", "new")])
        writer.put_vectors({"a": EAST}, waiting)
        assert list(writer.without_vectors()) == ["a"]


def test_a_deleted_record_is_gone_at_once(tmp_path: Path) -> None:
    with DiskWriter(tmp_path, Named()) as writer:
        writer.put(record(id) for id in "ab")
        writer.put_vectors({"a": EAST, "b": EAST})
        writer.commit()
        writer.delete(["a", "unknown"])
        writer.commit()
    reader = open_index(tmp_path)
    assert len(reader) == 1
    assert ids(reader.by_meaning(EAST, filter=ANYTHING, top=9)) == ["b"]
    assert ids(reader.by_words("record", language="en", filter=ANYTHING, top=9)) == ["b"]
    assert list(reader.records(["a", "b"])) == list(reader.vectors(["a", "b"])) == ["b"]


def test_another_encoder_drops_the_vectors_and_waits_for_new_ones(tmp_path: Path) -> None:
    with DiskWriter(tmp_path, Named("first")) as writer:
        writer.put([record("a")])
        writer.put_vectors({"a": EAST})
        writer.commit()
    with DiskWriter(tmp_path, Named("second")) as writer:
        assert list(writer.without_vectors()) == ["a"]
        writer.commit()
    reader = open_index(tmp_path)
    assert (reader.encoder, reader.embedded) == ("second", 0)
    assert reader.by_meaning(EAST, filter=ANYTHING, top=9) == []
    assert len(reader.by_words("record", language="en", filter=ANYTHING, top=9)) == 1


def test_from_words_alone_to_an_encoder_and_back(tmp_path: Path) -> None:
    with DiskWriter(tmp_path, Named("none", 0)) as writer:
        writer.put([record("a")])
        writer.commit()
        assert list(writer.without_vectors()) == []
    with DiskWriter(tmp_path, Named()) as writer:
        assert list(writer.without_vectors()) == ["a"]
        writer.put_vectors({"a": EAST})
        writer.commit()
    with DiskWriter(tmp_path, Named("none", 0)) as writer:
        writer.commit()
    reader = open_index(tmp_path)
    assert (reader.encoder, reader.dimensions, len(reader)) == ("none", 0, 1)
    assert reader.by_meaning(EAST, filter=ANYTHING, top=9) == []


def test_vectors_of_the_wrong_shape_are_refused_and_change_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a")
    with DiskWriter(tmp_path, Named()) as writer:
        with pytest.raises(ValueError, match="8 dimensions are wanted"):
            writer.put_vectors({"a": np.ones(3, dtype=np.float32)})
        assert list(writer.without_vectors()) == ["a"]


def test_many_vectors_move_from_the_delta_into_the_base(tmp_path: Path) -> None:
    names = [f"r{number}" for number in range(2_300)]
    generator = np.random.default_rng(0)
    rows = {name: generator.standard_normal(8).astype(np.float32) for name in names}
    with DiskWriter(tmp_path, Named()) as writer:
        writer.put(record(name, "x") for name in names)
        for start in range(0, len(names), 600):
            writer.put_vectors({name: rows[name] for name in names[start : start + 600]})
            writer.commit()
        writer.delete(names[::2])
        writer.commit()
        writer.put_vectors({"r1": EAST * 9})
        writer.commit()
    reader = open_index(tmp_path)
    assert reader.embedded == 1_150
    assert set(reader.vectors(names)) == set(names[1::2])
    assert ids(reader.by_meaning(EAST, filter=ANYTHING, top=1)) == ["r1"]
    assert all(np.allclose(reader.vectors([name])[name], rows[name], atol=2e-3) for name in names[3:60:2])


@given(
    st.lists(st.lists(st.integers(-9, 9), min_size=4, max_size=4), min_size=1, max_size=30),
    st.integers(1, 8),
    st.sets(st.integers(0, 29)),
)
def test_the_search_agrees_with_plain_arithmetic(numbers: list[list[int]], top: int, excluded: set[int]) -> None:
    matrices = [np.array([row], dtype=np.float32) for row in numbers]
    listing = rows_from(matrices, 4)
    query = np.array([1, 2, 3, 4], dtype=np.float32)
    mask = np.array([place not in excluded for place in range(len(numbers))])
    scores = {place: float(matrices[place][0] @ query) for place in range(len(numbers)) if place not in excluded}
    least = sorted(scores.values(), reverse=True)[:top][-1:]
    places, found = listing.best(query, mask, top)
    expected = {place: score for place, score in scores.items() if least and score >= least[0]}
    assert dict(zip(places.tolist(), found.tolist(), strict=True)) == expected
