"""What the heads learn from, each row with where it came from. Nothing of the benchmark is read here.

``DATA`` is the folder of shared data (see its README); our own labels and the texts in ``written/`` are in the tree.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from banyan.domain.taxonomy.selectors import sdgs

FIRST = 700
UN = ("ar", "en", "es", "fr", "ru", "zh")
HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "src/banyan/doors/cli/sample"


@dataclass(frozen=True, slots=True)
class Row:
    """A text with its codes (goals as "7"; in other schemes their own) and the source it came from."""

    text: str
    language: str
    codes: frozenset[str]
    source: str


def lines(path: Path) -> Iterator[dict]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def joined(title: str, text: str) -> str:
    return (f"{title}. {text}" if title and text else title or text)[:FIRST]


def goal_rows(data: Path) -> list[Row]:
    """Everything that says which goals a text is about."""
    return [*_papers(data), *_goods(data), *_official(data), *_ours(), *_written()]


def _papers(data: Path) -> Iterator[Row]:
    for name in ("survey", "gold"):
        for paper in lines(data / f"sdg/papers-{name}.jsonl.gz"):
            text = joined(paper["title"], paper.get("abstract", ""))
            yield Row(text, "en", frozenset(map(str, paper["sdgs"])), name)


def _goods(data: Path) -> Iterator[Row]:
    for good in lines(data / "listings/offers-digital-public-goods.jsonl.gz"):
        yield Row(joined(good["title"], good["text"]), "en", frozenset(map(str, good["sdgs"])), "goods")
        for goal, evidence in good["sdg_evidence"].items():
            if evidence:
                yield Row(evidence[:FIRST], "en", frozenset({goal}), "evidence")


def _official(data: Path) -> Iterator[Row]:
    for text in lines(data / "sdg/official-texts.jsonl.gz"):
        language = text["lang"].split("-")[0].split("_")[0]
        if language in UN:
            source = f"official-{text['level']}" if language == "en" else f"official-{text['level']}-other"
            yield Row(text["text"], language, frozenset({str(text["goal"])}), source)


def _ours() -> Iterator[Row]:
    for term in sdgs():
        yield Row(f"{term.labels['en']}: {', '.join(term.keywords)}"[:300], "en", frozenset({term.goal}), "ours")
        for language, label in term.labels.items():
            if language != "en":
                yield Row(label, language, frozenset({term.goal}), "ours-other")


def _written() -> Iterator[Row]:
    for path in sorted((HERE / "written").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            goals, text = line.split("\t")
            yield Row(text, "en", frozenset(goal for goal in goals.split(",") if goal.strip()), "written")


def sample() -> list[dict]:
    """Our own invented listings, in twelve languages, with their declared codes."""
    return [
        listing
        for path in sorted(SAMPLE.glob("*.jsonl"))
        for listing in lines(path)
        if "summary" in listing and "technologies" in listing
    ]
