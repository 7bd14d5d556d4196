"""Which texts of a record are embedded, and its fingerprint: the one place that decides it for every encoder.

One vector of a long text says what it begins with and blurs the rest. So a record has a vector of its beginning, which
sums up, and one of each passage that follows: on the judged collections what is nearest in meaning then holds more of
the right answers (``docs/decisions/0025-vectors-of-passages.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

import numpy as np

from banyan.engine.ports import Vectors
from banyan.engine.types import Record

FIRST: Final = 700
"""Characters of a text that are embedded: about 170 tokens, 170 ms. Longer ones are blurred."""
PASSAGES: Final = 5
"""Texts of a record that are embedded, at most: its beginning and what follows."""
FEW: Final = 2_000
"""Records up to which all of their passages are embedded while somebody waits: a quarter of an hour."""
_WAY: Final = 2
"""Counts the ways in which texts were chosen for embedding: what was embedded in an earlier one is embedded again."""
_SHORTEST: Final = 150  #: characters below which what is left at the end says too little


def text_to_embed(record: Record, *, first: int = FIRST) -> str:
    """Title, then text, then further fields, ". " between title and text, cut after ``first`` characters."""
    body = "\n\n".join(dict.fromkeys(part for part in (record.text, *record.fields.values()) if part))
    if record.title and body:
        return f"{record.title}. {body}"[:first]
    return (record.title or body)[:first]


def texts_to_embed(record: Record, *, most: int = PASSAGES) -> list[str]:
    """``text_to_embed``, then what follows it in passages of the same length; ``most`` in all, never none."""
    whole = text_to_embed(record, first=FIRST * most)
    starts = range(FIRST, len(whole) - _SHORTEST + 1, FIRST)
    return [whole[:FIRST], *(whole[start : start + FIRST] for start in starts)]


def passages_for(records: int) -> int:
    """How many texts are embedded of each of so many records while somebody waits."""
    return PASSAGES if records <= FEW else 1


def embedded(texts: Sequence[Sequence[str]], encode: Callable[[Sequence[str]], Vectors]) -> list[Vectors]:
    """The vectors of each record's texts, shape (n, dimensions). All are encoded at once."""
    rows = encode([text for some in texts for text in some])
    return np.split(rows, np.cumsum([len(some) for some in texts])[:-1]) if texts else []


def fingerprint(record: Record) -> str:
    """The kind and a hash of all text, as "need:0123…"; a record's vectors live and die with it."""
    said = f"{_WAY}\n{record.whole()}".encode("utf-8", errors="surrogatepass")
    return f"{record.kind.value}:{sha256(said).hexdigest()[:32]}"
