"""Tantivy would read an open index again by itself, half a second after it is opened and whenever it seems changed: a
file that is damaged or cut short just then ends the process."""

from __future__ import annotations

import threading
from pathlib import Path

from banyan.engine.index.words import WordsReader, WordsWriter
from banyan.engine.text.profile import Analysed

_SEEN_WITHIN = 1.5  #: seconds; it looks twice a second


def add(folder: Path, number: int) -> None:
    writer = WordsWriter(folder)
    writer.put(number, 1, Analysed([], ["pump"], ["pump"], "en"))
    writer.finish()


def test_what_is_written_beside_a_reader_is_not_read_by_it(tmp_path: Path) -> None:
    add(tmp_path, 1)
    reader = WordsReader(tmp_path)
    add(tmp_path, 2)
    threading.Event().wait(_SEEN_WITHIN)
    assert reader._index.searcher().num_docs == 1
    assert WordsReader(tmp_path)._index.searcher().num_docs == 2
