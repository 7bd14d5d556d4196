"""Texts that exist in many languages: the goals' targets and the economic activities. Read where they lie; not ours."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from banyan.domain.taxonomy.selectors.terms import sdgs

#: The six languages of the United Nations.
UNITED_NATIONS = ("ar", "zh-Hans", "en", "fr", "ru", "es")


@dataclass(frozen=True)
class Parallel:
    """The same items in several languages: ``texts[language][place]``, English among them."""

    name: str
    texts: Mapping[str, list[str]]

    @property
    def items(self) -> int:
        return len(self.texts["en"])


def targets(data: Path) -> Parallel:
    """The 169 targets in 26 languages, official wording, and our own labels of them in six languages (``labels``)."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows(data / "sdg" / "official-texts.jsonl.gz"):
        if row["level"] == "target" and row["kind"] == "title":
            found.setdefault(row["lang"], {})[row["code"]] = row["text"]
    codes = _codes(found["en"])
    return Parallel("targets", {code: [texts[item] for item in codes] for code, texts in sorted(found.items())})


def own_labels(data: Path) -> Mapping[str, list[str]]:
    """Our own labels of the targets by language, in the order of ``targets``."""
    codes = _codes(
        {row["code"]: "" for row in _rows(data / "sdg" / "official-texts.jsonl.gz") if row["level"] == "target"}
    )
    terms = {term.code: term for term in sdgs()}
    return {code: [terms[item].labels[code] for item in codes] for code in ("en", "fr", "es", "ar", "zh", "ru")}


def activities(data: Path, level: str) -> Parallel:
    """NACE titles of one level ("2": 88 divisions, "3": 272 groups) in 26 languages."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows(data / "sectors" / "nace-rev2.jsonl.gz"):
        if row["level"] == level and row.get("title"):
            found.setdefault(row["lang"], {})[row["code"]] = row["title"]
    codes = sorted(code for code in found["en"] if all(code in texts for texts in found.values()))
    return Parallel(f"NACE {level}", {code: [texts[item] for item in codes] for code, texts in sorted(found.items())})


def _codes(texts: Mapping[str, str]) -> list[str]:
    return sorted(texts)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
