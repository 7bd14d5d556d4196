"""What of a record is searched: its title, and its whole text (title, text and further fields together).

A title's word therefore counts in both; the document frequency of a term is the number of records with it anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from banyan.engine.text.analyse import terms
from banyan.engine.text.language import language_or_guess
from banyan.engine.types import Record

#: Weight of the title's own BM25 beside that of the whole text.
TITLE_BOOST: Final = 1.0

#: Characters of a record that are indexed by words. A longer text is kept whole but found by its beginning.
INDEXED: Final = 400_000


@dataclass(frozen=True, slots=True)
class Indexed:
    """The terms of one record, in order, with repeats."""

    title: list[str]
    whole: list[str]
    language: str | None


def indexed(record: Record) -> Indexed:
    """Analysed with the declared language, or the one identified."""
    text = record.whole()[:INDEXED]
    language = language_or_guess(record.language, text)
    return Indexed(terms(record.title[:INDEXED], language), terms(text, language), language)


def query_terms(text: str, language: str | None) -> Mapping[str, int]:
    """The terms of a query with how often each occurs."""
    text = text[:INDEXED]
    return Counter(terms(text, language_or_guess(language, text)))
