"""With graphs (made here for small parts): the same filters, nearly the same answers, and nothing dead comes back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.engine.index.samples import ANYTHING, DIMENSIONS, Named, ids, record

from banyan.engine.index import vectorparts
from banyan.engine.index.directory import Directory
from banyan.engine.index.reader import GenerationReader, check_index, open_index
from banyan.engine.index.writer import DiskWriter
from banyan.engine.ports import Vectors
from banyan.engine.types import Filter, Kind, Record

COUNT = 1_200
NAMES = [f"r{number:04d}" for number in range(COUNT)]
LISTINGS = frozenset(Kind) - {Kind.NEED}


@pytest.fixture(autouse=True)
def small_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectorparts, "GRAPH_FROM", 300)
    monkeypatch.setattr(vectorparts, "_SIDE_FROM", 100)
    monkeypatch.setattr(vectorparts, "_NARROW", 40)


def kind(number: int) -> Kind:
    return Kind.NEED if number % 4 == 0 else Kind.TRAINING if number % 40 == 1 else Kind.OFFER


def vectors(seed: int) -> dict[str, Vectors]:
    """Most listings have one vector, some have three."""
    rows = np.random.default_rng(seed).standard_normal((COUNT, 3, DIMENSIONS)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=2, keepdims=True)
    return {name: rows[number, : 3 if number % 10 == 3 else 1] for number, name in enumerate(NAMES)}


def best(rows: dict[str, Vectors], query: Vectors, passing: set[str], top: int) -> list[str]:
    scores = {name: float((matrix @ query).max()) for name, matrix in rows.items() if name in passing}
    return sorted(scores, key=lambda name: -scores[name])[:top]


def build(path: Path, rows: dict[str, Vectors]) -> None:
    with DiskWriter(path, Named()) as writer:
        writer.put(Record(name, kind(number), name, "x") for number, name in enumerate(NAMES))
        for start in range(0, COUNT, 500):
            writer.put_vectors({name: rows[name] for name in NAMES[start : start + 500]})
            writer.commit()


def graphs(path: Path) -> list[str]:
    folder = Directory(path).folder(open_index(path).generation)
    return sorted(file.name.split(".", 2)[2] for file in folder.glob("*.graph"))


def agreement(reader: GenerationReader, rows: dict[str, Vectors], filter: Filter, passing: set[str]) -> float:
    """Mean share of the true first 30 that are found."""
    shares = []
    for query in np.random.default_rng(9).standard_normal((20, DIMENSIONS)).astype(np.float32):
        query /= np.linalg.norm(query)
        hits = reader.by_meaning(query, filter=filter, top=30)
        assert {hit.id for hit in hits} <= passing
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        expected = best(rows, query, passing, 30)
        assert len(hits) == len(expected)
        shares.append(len({hit.id for hit in hits} & set(expected)) / len(expected))
    return sum(shares) / len(shares)


def test_each_side_has_a_graph_and_filters_hold(tmp_path: Path) -> None:
    rows = vectors(1)
    build(tmp_path, rows)
    assert "others.graph" in graphs(tmp_path)
    reader = open_index(tmp_path)
    everyone = set(NAMES)
    needs = {name for number, name in enumerate(NAMES) if kind(number) is Kind.NEED}
    courses = {name for number, name in enumerate(NAMES) if kind(number) is Kind.TRAINING}
    some = frozenset(NAMES[5:300:7])
    assert agreement(reader, rows, ANYTHING, everyone) > 0.95
    assert agreement(reader, rows, Filter(kinds=frozenset({Kind.NEED})), needs) > 0.95
    assert agreement(reader, rows, Filter(kinds=LISTINGS), everyone - needs) > 0.95
    assert agreement(reader, rows, Filter(kinds=frozenset({Kind.TRAINING})), courses) == 1
    assert agreement(reader, rows, Filter(kinds=LISTINGS, exclude=some), everyone - needs - some) > 0.95
    assert agreement(reader, rows, Filter(kinds=LISTINGS, only=some), (everyone - needs) & some) == 1


def test_what_is_replaced_or_deleted_is_not_found_again(tmp_path: Path) -> None:
    old, new = vectors(1), vectors(2)
    build(tmp_path, old)
    gone, changed = set(NAMES[:200]), set(NAMES[200:500])
    with DiskWriter(tmp_path, Named()) as writer:
        writer.delete(gone)
        writer.put(Record(name, kind(int(name[1:])), name, "other words") for name in changed)
        writer.commit()
        assert set(writer.without_vectors()) == changed
        writer.put_vectors({name: new[name] for name in changed})
        writer.commit()
    reader = open_index(tmp_path)
    living = set(NAMES) - gone
    rows = {name: new[name] if name in changed else old[name] for name in living}
    assert agreement(reader, rows, ANYTHING, living) > 0.95
    assert set(reader.vectors(NAMES)) == living
    assert check_index(tmp_path) == reader.generation


def test_a_part_that_is_mostly_dead_is_made_anew(tmp_path: Path) -> None:
    rows = vectors(1)
    build(tmp_path, rows)
    with DiskWriter(tmp_path, Named()) as writer:
        writer.delete(NAMES[:800])
        writer.commit()
    reader = open_index(tmp_path)
    assert agreement(reader, rows, ANYTHING, set(NAMES[800:])) > 0.95
    assert ids(reader.by_words("x", language="en", filter=ANYTHING, top=COUNT)) != []
    assert len(reader) == reader.embedded == COUNT - 800


def test_an_update_of_facts_keeps_the_vectors(tmp_path: Path) -> None:
    rows = vectors(1)
    build(tmp_path, rows)
    with DiskWriter(tmp_path, Named()) as writer:
        writer.put([Record(NAMES[7], kind(7), NAMES[7], "x", organisation="New name")])
        writer.commit()
        assert list(writer.without_vectors()) == []
    reader = open_index(tmp_path)
    assert reader.records([NAMES[7]])[NAMES[7]].organisation == "New name"
    hits = reader.by_meaning(rows[NAMES[7]][0], filter=ANYTHING, top=1)
    assert ids(hits) == [NAMES[7]]


def test_a_graph_that_is_cut_short_is_noticed(tmp_path: Path) -> None:
    build(tmp_path, vectors(1))
    with DiskWriter(tmp_path, Named()) as writer:
        writer.put([record("more")])
        writer.commit()
    folder = Directory(tmp_path).folder(open_index(tmp_path).generation)
    (graph, *_) = folder.glob("*.graph")
    whole = graph.read_bytes()
    graph.unlink()
    graph.write_bytes(whole[:-100])
    assert open_index(tmp_path).generation < int(folder.name)
