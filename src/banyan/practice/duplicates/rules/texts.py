"""From a text to what is compared of it: shingles, and a signature that finds texts which share many of them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Final
from zlib import crc32

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

Shingles = NDArray[np.uint32]
"""Sorted and distinct."""

#: Bands of the signature, and rows in each: two texts of which half the shingles are shared have a band in common in
#: 99.6 of 100 cases, those that share a third in 78.
BANDS: Final = 42
ROWS: Final = 3
#: Shingles that are kept of a text: about so many words. What stands further down in a very long text is not compared.
MOST: Final = 1_500
_WORDS: Final = 3
"""Words in a shingle."""
_SIGNS: Final = 5
"""Signs in a shingle where writing has no blanks between words."""
FEWEST: Final = 4
"""Shingles below which a text says too little to be compared; it may still be the same to the letter."""
_SEED: Final = 1
_MODEL: Final = MinHash(num_perm=BANDS * ROWS, seed=_SEED, hashfunc=int)
#: A shingle that stands in more texts than this, and in more than this share of them, is boilerplate.
_BOILERPLATE: Final = 25
_SHARE: Final = 0.005
_TAG = re.compile(r"<[^<>]{1,500}>")
_BY_SIGN: Final = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_TOKEN = re.compile(
    # Han, kana, Thai, Lao, Burmese, Khmer: sign by sign; everything else by words.
    rf"[{_BY_SIGN}]|[^\W_{_BY_SIGN}]+"
)
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a listing's text. ``digest`` is equal where the words and figures are the same; ``title`` has the
    words of the title. In ``shingles`` all figures are the same, so that a copy with others is found."""

    digest: str
    shingles: Shingles
    title: Shingles


def signature_of(title: str, text: str) -> Signature:
    """The signature of a text; of its title where it has no text."""
    head, body = tokens(title), tokens(text)
    said = body or head
    whole = "\n".join((" ".join(head), " ".join(body)))
    digest = sha256(whole.encode("utf-8", errors="surrogatepass")).hexdigest()[:32]
    return Signature(digest, shingles(said), hashed(head))


def tokens(text: str) -> list[str]:
    """Words in small letters, signs where a writing has no blanks; markup is taken out."""
    plain = html.unescape(_TAG.sub(" ", html.unescape(text)))
    folded = unicodedata.normalize("NFKC", plain).casefold()
    return _TOKEN.findall(folded)


def shingles(said: Sequence[str]) -> Shingles:
    """Hashes of all runs of three words, or of five signs."""
    said = [_FIGURE.sub("0", one) for one in said]
    by_sign = sum(_is_sign(one) for one in said) * 2 > len(said)
    length = min(_SIGNS if by_sign else _WORDS, max(len(said), 1))
    runs = (" ".join(said[start : start + length]) for start in range(min(len(said) - length + 1, MOST)))
    return hashed(runs)


def hashed(parts: Sequence[str] | Iterator[str]) -> Shingles:
    """Their hashes, sorted, each once."""
    return np.unique(np.fromiter((crc32(part.encode("utf-8", "surrogatepass")) for part in parts), dtype=np.uint32))


def _is_sign(token: str) -> bool:
    return len(token) == 1 and ord(token) >= 0x0E00


def bands(found: Shingles) -> tuple[int, ...]:
    """A signed 32-bit number for each band of the MinHash signature; texts with one in common are compared. None of a
    text that says too little of its own."""
    if len(found) < FEWEST:
        return ()
    sketch = _MODEL.copy()
    sketch.update_batch(found.tolist())
    rows = np.asarray(sketch.hashvalues, dtype=np.uint64).reshape(BANDS, ROWS)
    return tuple(
        int(np.int32(np.uint32(crc32(bytes([band]) + row.tobytes())).view(np.int32))) for band, row in enumerate(rows)
    )


def common_among(texts: Iterable[Shingles], count: int) -> Shingles:
    """Shingles that so many of ``count`` different texts have that they tell nothing: forms, footers, conditions."""
    every = np.concatenate([np.zeros(0, dtype=np.uint32), *texts])
    values, counts = np.unique(every, return_counts=True)
    return np.asarray(values[counts > max(_BOILERPLATE, _SHARE * count)], dtype=np.uint32)


def own(found: Shingles, common: Shingles) -> Shingles:
    """Without boilerplate."""
    return np.setdiff1d(found, common, assume_unique=True)


def shared(one: Shingles, other: Shingles) -> int:
    """How many hashes both have."""
    return len(np.intersect1d(one, other, assume_unique=True))


def common_words(one: str, other: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Where each text has words that stand in the other too: (start, end) of runs of two and more."""
    found = [
        [(match.group().casefold(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
        for text in (one, other)
    ]
    known = [{(a[0], b[0]) for a, b in pairwise(words)} for words in found]
    return _runs(found[0], known[1]), _runs(found[1], known[0])


def _runs(words: Sequence[tuple[str, int, int]], pairs: set[tuple[str, str]]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for first, second in pairwise(words):
        if (first[0], second[0]) in pairs:
            if runs and runs[-1][1] >= first[1]:
                runs[-1] = (runs[-1][0], second[2])
            else:
                runs.append((first[1], second[2]))
    return tuple(runs)
