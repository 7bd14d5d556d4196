from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import banyan
from banyan.domain.listings.fields import parse
from banyan.domain.listings.types import Kind

SAMPLE = Path(banyan.__file__).parent / "doors" / "cli" / "sample"
OTHERS = ("organisations", "chapters", "qrels")


def records() -> Iterator[tuple[str, dict[str, object]]]:
    for path in sorted(SAMPLE.glob("*.jsonl")):
        if not path.name.startswith(OTHERS):
            for line in path.read_text(encoding="utf-8").splitlines():
                found = json.loads(line)
                if "kind" in found:
                    yield path.name, found


def test_every_record_is_read_whole() -> None:
    wrong = {}
    for name, found in records():
        kind = Kind(str(found["kind"]))
        parsed = parse(kind, found)
        if parsed.errors or "title" not in parsed.values:
            told = {field: [str(line) for line in said] for field, said in parsed.errors.items()}
            wrong[f"{name} {found['id']}"] = told
    assert wrong == {}


def test_ids_are_given_once() -> None:
    ids = [str(found["id"]) for _name, found in records()]
    if not ids:
        pytest.skip("the sample is not here")
    assert len(ids) == len(set(ids))
