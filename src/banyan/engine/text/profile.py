"""Texts as numbers: what of a text is compared, whichever index keeps it.

A term's number is a hash of it (31 bits), so that it is the same in every process and every index and nothing has to be
looked up. Of half a million terms some sixty share their number with another: harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain, pairwise
from operator import eq
from typing import Final, NamedTuple

import numpy as np

from banyan.engine.ports import Floats, Ints, Profile
from banyan.engine.text import analyse, language, sentences
from banyan.engine.types import Record

#: Characters of a record that are indexed by words. A longer text is kept whole but found by its beginning.
INDEXED: Final = 400_000
COMPARED: Final = 60_000  #: characters of a text that a profile is made of
_MOST_NUMBERS: Final = 1_000_000  #: terms whose numbers are remembered, about 100 bytes each
_AT_ONCE: Final = 1_000
_BITS: Final = 62


class Analysed(NamedTuple):
    """The terms of a record in order, with repeats: of its title, of its whole text, and of what of it is compared."""

    title: list[str]
    whole: list[str]
    compared: list[str]
    language: str | None


class _Numbers(dict[str, int]):
    """Numbers of terms seen; begins anew when there are very many, which changes no number."""

    def __missing__(self, term: str) -> int:
        if len(self) >= _MOST_NUMBERS:
            self.clear()
        digest = blake2b(term.encode("utf-8", "surrogatepass"), digest_size=4).digest()
        number = self[term] = int.from_bytes(digest, "little") & 0x7FFFFFFF
        return number


_NUMBERS: Final = _Numbers()


def numbers_of(terms: Iterable[str]) -> list[int]:
    """The number of each term, 0 to 2³¹ - 1."""
    return list(map(_NUMBERS.__getitem__, terms))


def analysed(record: Record) -> Analysed:
    """Analysed with the declared language, or the one identified."""
    text = record.whole()[:INDEXED]
    code = language.language_or_guess(record.language, text)
    whole = analyse.terms(text, code)
    compared = whole if len(text) <= COMPARED else analyse.terms(text[:COMPARED], code)
    if _repeats(compared):
        compared = analyse.terms(_distinct(text[:COMPARED]), code)
    return Analysed(analyse.terms(record.title[:INDEXED], code), whole, compared, code)


def measured(record: Record) -> Profile:
    """The profile of one record."""
    return next(profiles([analysed(record)]))


def profiles(texts: Sequence[Analysed]) -> Iterator[Profile]:
    """The profile of each text; many at once cost a few microseconds each."""
    for start in range(0, len(texts), _AT_ONCE):
        yield from _together(texts[start : start + _AT_ONCE])


def _repeats(terms: list[str]) -> bool:
    """Whether any two neighbours occur twice, as they do where a sentence is said again."""
    return len(set(pairwise(terms))) < len(terms) - 1 or any(map(eq, terms, terms[1:]))


def _distinct(text: str) -> str:
    """The text with each sentence once: saying a thing again adds nothing to a match."""
    return "\n".join(dict.fromkeys(text[start:end] for start, end in sentences.sentences(text)))


def _together(texts: Sequence[Analysed]) -> Iterator[Profile]:
    lengths = np.array([len(text.compared) for text in texts], dtype=np.int64)
    tokens = np.array(numbers_of(chain.from_iterable(text.compared for text in texts)), dtype=np.int64)
    names, dense = np.unique(tokens, return_inverse=True)
    width = len(names).bit_length()
    if 2 * width + len(texts).bit_length() > _BITS:  # texts of hundreds of thousands of terms
        for part in (texts[: len(texts) // 2], texts[len(texts) // 2 :]):
            yield from _together(part)
        return
    owner = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    terms, term_owner, counts = _counted(owner << width | dense, width)
    inner = np.flatnonzero(owner[:-1] == owner[1:])
    pairs, pair_owner, pair_counts = _counted(
        (owner[inner] << width | dense[inner]) << width | dense[inner + 1], 2 * width
    )
    terms = names[terms] if len(names) else terms
    mask = (1 << width) - 1
    pairs = names[pairs >> width] << 32 | names[pairs & mask] if len(pairs) else pairs
    term_ends = np.searchsorted(term_owner, np.arange(len(texts) + 1))
    pair_ends = np.searchsorted(pair_owner, np.arange(len(texts) + 1))
    for place, text in enumerate(texts):
        low, high = term_ends[place], term_ends[place + 1]
        first, last = pair_ends[place], pair_ends[place + 1]
        yield Profile(
            terms=terms[low:high],
            counts=counts[low:high],
            pairs=pairs[first:last],
            pair_counts=pair_counts[first:last],
            title=np.unique(np.array(numbers_of(text.title), dtype=np.int64)),
            length=int(lengths[place]),
            language=text.language,
        )


def _counted(keys: Ints, width: int) -> tuple[Ints, Ints, Floats]:
    """Distinct keys without their owner, their owners (the bits above ``width``), and how often each occurs."""
    distinct, counts = np.unique(keys, return_counts=True)
    return distinct & ((1 << width) - 1), distinct >> width, counts.astype(np.float64)
