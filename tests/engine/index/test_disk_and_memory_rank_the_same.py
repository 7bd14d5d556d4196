"""Whatever stands behind the port, the same listings have the same profiles, features and order."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.making import LetterEncoder, SmallMap

from banyan.engine.embed.texts import text_to_embed
from banyan.engine.index.memory import memory_index
from banyan.engine.index.reader import open_index
from banyan.engine.index.writer import DiskWriter
from banyan.engine.pipeline import Matcher
from banyan.engine.ports import IndexReader
from banyan.engine.text.profile import numbers_of
from banyan.engine.types import Kind, Record

_WORDS = "solar pump well water filter clay dry village loan boat the of нов вода 水泵 太阳能".split()
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join)
_KINDS = st.sampled_from([Kind.OFFER, Kind.OFFER, Kind.NEED, Kind.FUNDING])
_LANGUAGES = st.sampled_from(["en", "ru", "zh", None])
_RECORDS = st.lists(st.tuples(_TEXTS, _TEXTS, _KINDS, _LANGUAGES), min_size=1, max_size=14)
_TODAY = date(2026, 11, 2)


def _records(rows: list[tuple[str, str, Kind, str | None]]) -> list[Record]:
    return [
        Record(f"r{number}", kind, title, text, {"more": title}, language, f"o{number % 3}")
        for number, (title, text, kind, language) in enumerate(rows)
    ]


def _written(path: Path, records: list[Record]) -> None:
    """With what later commits replace, delete and merge."""
    encoder = LetterEncoder()
    with DiskWriter(path, encoder) as writer:
        writer.put([Record(record.id, Kind.OFFER, "solar", "old text of a pump") for record in records[::2]])
        writer.put([Record("gone", Kind.OFFER, "solar pump", "water")])
        writer.commit()
        writer.delete(["gone"])
        for record in records:
            writer.put([record])
        waiting = [record for record in records if record.id in writer.pending()]
        rows = encoder.passages([text_to_embed(record) for record in waiting])
        writer.put_vectors({record.id: row for record, row in zip(waiting, rows, strict=True)})
        writer.commit()


@given(_RECORDS, _TEXTS, _TEXTS)
@settings(max_examples=25, deadline=None)
def test_a_need_gets_the_same_features_and_order(
    rows: list[tuple[str, str, Kind, str | None]], title: str, text: str
) -> None:
    records = _records(rows)
    need = Record("need", Kind.NEED, title, text, language="en")
    with tempfile.TemporaryDirectory() as folder:
        _written(Path(folder), records)
        disk = open_index(Path(folder))
        memory = memory_index(records, LetterEncoder())
        _same_statistics(memory, disk)
        engines = [Matcher(index, LetterEncoder(), SmallMap(), today=_TODAY) for index in (memory, disk)]
        pools = [engine.pool(need) for engine in engines]
        orders = [[record.id for record in pool.candidates.records] for pool in pools]
        assert sorted(orders[0]) == sorted(orders[1])
        places = [orders[1].index(id) for id in orders[0]]
        for one, place in zip(pools[0].candidates.profiles, places, strict=True):
            other = pools[1].candidates.profiles[place]
            assert one.language == other.language
            assert one.length == other.length
            for part in ("terms", "counts", "pairs", "pair_counts", "title"):
                assert np.array_equal(getattr(one, part), getattr(other, part))
        assert np.allclose(pools[0].features, pools[1].features[places], equal_nan=True, atol=1e-6)
        ranked = [[hit.id for hit in next(iter(engine.rank_all([need])))] for engine in engines]
        assert ranked[0] == ranked[1]
        assert engines[0].match(need).matches == engines[1].match(need).matches
        disk.close()


def _same_statistics(memory: IndexReader, disk: IndexReader) -> None:
    terms = np.array(numbers_of([*_WORDS, "villag", "unknown", "old", "text"]), dtype=np.int64)
    assert memory.frequency(terms).tolist() == disk.frequency(terms).tolist()
    assert memory.languages() == disk.languages()
