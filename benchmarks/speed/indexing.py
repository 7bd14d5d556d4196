"""Indexing by words beside bare tantivy, in one run: listings a second until they can be searched.

    python -m benchmarks.speed.indexing [--size 50000] [--report FILE]

Bare tantivy stores id, title and text, and indexes both texts with its own English stemmer. Banyan writes everything
that matching needs: analysed words, profiles, cards, texts. Each does half of the listings in turn, twice, so that
neither has the better half of a busy machine; the words of the vocabulary are analysed once beforehand.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import tantivy

from banyan.engine.embed.none import NoEncoder
from banyan.engine.index.writer import DiskWriter
from banyan.engine.text.analyse import terms
from banyan.engine.types import Record
from benchmarks.speed.figures import machine, told
from benchmarks.speed.made import Made


def bare(records: Sequence[Record], folder: Path) -> None:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", stored=True, tokenizer_name="en_stem", index_option="freq")
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem", index_option="freq")
    writer = tantivy.Index(builder.build(), path=str(folder)).writer()
    for record in records:
        writer.add_document(tantivy.Document(id=[record.id], title=[record.title], text=[record.text]))
    writer.commit()
    writer.wait_merging_threads()


def ours(records: Sequence[Record], folder: Path) -> None:
    with DiskWriter(folder, NoEncoder()) as writer:
        writer.put(records)
        writer.commit()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=50_000)
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    made = Made(given.size)
    records = [record for batch in made.batches() for record in batch.records]
    terms(" ".join(made.vocabulary.tolist()), "en")
    spent: dict[str, list[float]] = {}
    half = len(records) // 2
    ways: dict[str, Callable[[Sequence[Record], Path], None]] = {"bare tantivy": bare, "Banyan": ours}
    for part in (records[:half], records[half:]):
        for name, way in ways.items():
            with tempfile.TemporaryDirectory() as folder:
                started, begun = time.perf_counter(), time.process_time()
                way(part, Path(folder))
                passed = (time.perf_counter() - started, time.process_time() - begun)
            spent[name] = [one + more for one, more in zip(spent.get(name, [0.0, 0.0]), passed, strict=True)]
    rates = {name: [len(records) / seconds for seconds in both] for name, both in spent.items()}
    shares = [mine / theirs for mine, theirs in zip(rates["Banyan"], rates["bare tantivy"], strict=True)]
    told(
        [
            f"# Indexing {len(records):,} listings by words",
            "",
            f"{machine()}.",
            "",
            "| | listings a second | listings a second of processor |",
            "|---|---:|---:|",
            *(f"| {name} | {wall:,.0f} | {processor:,.0f} |" for name, (wall, processor) in rates.items()),
            f"| share | {shares[0]:.0%} | {shares[1]:.0%} |",
        ],
        given.report,
    )


if __name__ == "__main__":
    main()
