"""How many listings a language has: declared or recognised, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

from tests.engine.index.samples import Named, record

from banyan.engine.index.memory import MemoryIndex
from banyan.engine.index.reader import open_index
from banyan.engine.index.writer import DiskWriter
from banyan.engine.rank.collection import Collection
from banyan.engine.types import Kind, Record

RECORDS = [
    record("a", "solar pumps for dry places"),
    record("b", "des pompes solaires pour les villages", language="fr"),
    record("c", "clay filters", language="en-GB"),
    Record("d", Kind.OFFER, "Фильтр", "Глиняный фильтр очищает воду в сёлах без электричества"),
    Record("e", Kind.OFFER, "7", ""),
]


def test_memory_and_disk_count_the_same(tmp_path: Path) -> None:
    with DiskWriter(tmp_path, Named()) as writer:
        writer.put([*RECORDS, record("f")])
        writer.put([record("b", language="es")])
        writer.delete(["f"])
        writer.commit()
    disk = open_index(tmp_path)
    memory = MemoryIndex([*RECORDS, record("b", language="es")])
    assert dict(memory.languages()) == dict(disk.languages()) == {"en": 2, "es": 1, "ru": 1, "": 1}


def test_a_collection_has_at_least_one_listing_of_any_language() -> None:
    collection = Collection(MemoryIndex(RECORDS))
    assert [collection.listings_in(code) for code in ("en", "fr", "ru", None, "km")] == [2, 1, 1, 1, 1]
