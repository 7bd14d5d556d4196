"""The set on which duplicates are measured, made of listings and parallel texts that lie outside the repository.

Copies are planted by fixed recipes (``copies.py``). Translations are never made: they are the official texts of the
goals' targets and of the economic activities, in the language that falls to each by its place.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

LISTINGS: Final = (
    "needs-eu-calls",
    "needs-us-challenges",
    "offers-digital-public-goods",
    "offers-nasa-software",
    "offers-open-sustainable",
)
#: Languages of the parallel texts besides English, in turn.
_ACTIVITIES: Final = ("de", "fr", "pl", "ru", "cs", "tr", "hu", "es", "bg", "lt")
_TARGETS: Final = ("ar", "zh-Hans", "es", "fr", "ru", "hi", "vi", "pt", "id", "ja")


@dataclass(frozen=True, slots=True)
class Text:
    """One listing of the set. ``fold`` 0 is fitted on, 1 judged on; whatever is alike on purpose is in one fold."""

    id: str
    kind: str
    title: str
    body: str
    language: str
    collection: str
    fold: int


def listings(data: Path) -> list[Text]:
    """The real listings, each collection in two folds: programmes by the beginning of their identifier, so that what
    follows one template is in one fold; the others by place."""
    found = []
    for name in LISTINGS:
        for place, row in enumerate(_rows(data / "listings" / f"{name}.jsonl.gz")):
            programme = "-".join(str(row["id"]).split("-")[:3]) if name == "needs-eu-calls" else str(place)
            fold = sum(programme.encode()) % 2
            found.append(Text(row["id"], row["kind"], row["title"], row["text"], row["language"], name, fold))
    return found


def parallel(data: Path, *, most: int = 400) -> list[tuple[Text, Text]]:
    """Pairs of one text in English and in another language."""
    return [*_activities(data, most), *_targets(data)]


def _activities(data: Path, most: int) -> Iterator[tuple[Text, Text]]:
    """Classes of economic activities; those of one division, which are much alike, in one fold."""
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for row in _rows(data / "sectors" / "nace-rev2.jsonl.gz"):
        if row["level"] == "4" and row.get("includes"):
            rows.setdefault(row["code"], {})[row["lang"]] = row
    made = 0
    for place, (code, said) in enumerate(sorted(rows.items())):
        language = _ACTIVITIES[place % len(_ACTIVITIES)]
        if made >= most or "en" not in said or language not in said:
            continue
        made += 1
        fold = int(code[:2]) % 2
        pair = (("en", said["en"]), (language, said[language]))
        one, other = (
            Text(f"nace-{code}-{tongue}", "offer", row["title"], row["includes"], tongue, "activities", fold)
            for tongue, row in pair
        )
        yield one, other


def _targets(data: Path) -> Iterator[tuple[Text, Text]]:
    """The targets of the goals; those of one goal in one fold."""
    rows: dict[str, dict[str, str]] = {}
    for row in _rows(data / "sdg" / "official-texts.jsonl.gz"):
        if row["level"] == "target" and row["kind"] == "title":
            rows.setdefault(row["code"], {})[row["lang"]] = row["text"]
    for place, (code, said) in enumerate(sorted(rows.items())):
        language = _TARGETS[place % len(_TARGETS)]
        if "en" in said and language in said:
            fold = int(code.split(".")[0]) % 2
            one, other = (
                Text(f"target-{code}-{tongue}", "need", "", said[tongue], tongue, "targets", fold)
                for tongue in ("en", language)
            )
            yield one, other


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
