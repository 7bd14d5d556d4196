"""What looks like spam: too many links, and nearly the same text as another.

Texts are compared by the runs of signs they share, so that any script will do. A sketch is the smallest of the hashes
of these runs (A. Broder, On the resemblance and containment of documents, 1997): two texts that share most of their
runs share nearly all of their sketch, so a database finds the few worth comparing in full.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

#: So many links in the words of one listing are advertising; links that belong to a field of their own do not count.
MOST_LINKS = 6
#: Shorter texts (letters and digits alone) are alike by chance.
LEAST_SIGNS = 120
_RUN = 12
_SKETCH = 16
_ALIKE = 0.8
#: What is longer is compared by its beginning.
_MOST_SIGNS = 12_000
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"']+|\[url|<a\s", re.IGNORECASE)


def links_in(texts: Iterable[str]) -> int:
    """How many links the words hold, in the ways that advertising writes them."""
    return sum(len(_LINK.findall(unicodedata.normalize("NFKC", text))) for text in texts)


def shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of twelve letters and digits, whatever their case and what stands between them.

    Empty for a text that is too short to be compared.
    """
    folded = unicodedata.normalize("NFKC", text[: 4 * _MOST_SIGNS]).casefold()
    signs = "".join(sign for sign in folded if sign.isalnum())[:_MOST_SIGNS]
    if len(signs) < LEAST_SIGNS:
        return frozenset()
    runs = {signs[at : at + _RUN] for at in range(len(signs) - _RUN + 1)}
    return frozenset(_hash(run) for run in runs)


def sketch(found: frozenset[int]) -> list[int]:
    """The few hashes that stand for all."""
    return sorted(found)[:_SKETCH]


def alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two texts share four fifths of all they say."""
    return bool(one and other) and len(one & other) >= _ALIKE * len(one | other)


def _hash(run: str) -> int:
    """Fits a PostgreSQL ``bigint``."""
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big", signed=True)
