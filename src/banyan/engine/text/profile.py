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

from banyan.engine.ports import Ints, Profile
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
        distinct = _distinct(text[:COMPARED])
        compared = compared if distinct is None else analyse.terms(distinct, code)
    return Analysed(analyse.terms(record.title[:INDEXED], code), whole, compared, code)


def measured(record: Record) -> Profile:
    """The profile of one record."""
    return next(profiles([analysed(record)]))


def profiles(texts: Sequence[Analysed]) -> Iterator[Profile]:
    """The profile of each text; many at once cost a few microseconds each."""
    for start in range(0, len(texts), _AT_ONCE):
        for part, some in together(texts[start : start + _AT_ONCE]):
            yield from part.profiles(some)


def _repeats(terms: list[str]) -> bool:
    """Whether any two neighbours occur twice, as they do where a sentence is said again."""
    return len(set(pairwise(terms))) < len(terms) - 1 or any(map(eq, terms, terms[1:]))


def _distinct(text: str) -> str | None:
    """The text with each sentence once: saying a thing again adds nothing to a match. None where that changes no
    term."""
    places = sentences.sentences(text)
    once = dict.fromkeys(text[start:end] for start, end in places)
    parted = all(start > end or not text[end - 1].isalnum() for (_, end), (start, _) in pairwise(places))
    return None if len(once) == len(places) and parted and text.isascii() else "\n".join(once)


class Together(NamedTuple):
    """Profiles of some texts end to end; the entries of text ``i`` are ``ends[i]`` to ``ends[i + 1]``."""

    terms: Ints
    counts: Ints
    term_ends: Ints
    pairs: Ints
    pair_counts: Ints
    pair_ends: Ints
    titles: Ints
    title_ends: Ints
    lengths: Ints

    def profiles(self, texts: Sequence[Analysed]) -> Iterator[Profile]:
        counts, pair_counts = self.counts.astype(np.float64), self.pair_counts.astype(np.float64)
        terms, pairs, titles = self.term_ends.tolist(), self.pair_ends.tolist(), self.title_ends.tolist()
        for place, text in enumerate(texts):
            (low, high), (first, last) = terms[place : place + 2], pairs[place : place + 2]
            yield Profile(
                terms=self.terms[low:high],
                counts=counts[low:high],
                pairs=self.pairs[first:last],
                pair_counts=pair_counts[first:last],
                title=self.titles[titles[place] : titles[place + 1]],
                length=int(self.lengths[place]),
                language=text.language,
            )


def together(texts: Sequence[Analysed]) -> Iterator[tuple[Together, Sequence[Analysed]]]:
    """All profiles at once; in several parts, each with its texts, where texts have hundreds of thousands of terms."""
    lengths = np.array([len(text.compared) for text in texts], dtype=np.int64)
    tokens = np.array(numbers_of(chain.from_iterable(text.compared for text in texts)), dtype=np.int64)
    names, dense = np.unique(tokens, return_inverse=True)
    width = len(names).bit_length()
    if 2 * width + len(texts).bit_length() > _BITS:
        for part in (texts[: len(texts) // 2], texts[len(texts) // 2 :]):
            yield from together(part)
        return
    owner = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    terms, term_owner, counts = _counted(owner << width | dense, width)
    inner = np.flatnonzero(owner[:-1] == owner[1:])
    pairs, pair_owner, pair_counts = _counted(
        (owner[inner] << width | dense[inner]) << width | dense[inner + 1], 2 * width
    )
    mask = (1 << width) - 1
    said = np.array([len(text.title) for text in texts], dtype=np.int64)
    title_tokens = np.array(numbers_of(chain.from_iterable(text.title for text in texts)), dtype=np.int64)
    titles = np.unique(np.repeat(np.arange(len(texts), dtype=np.int64), said) << 31 | title_tokens)
    every = np.arange(len(texts) + 1)
    found = Together(
        terms=names[terms] if len(names) else terms,
        counts=counts,
        term_ends=np.searchsorted(term_owner, every),
        pairs=names[pairs >> width] << 32 | names[pairs & mask] if len(pairs) else pairs,
        pair_counts=pair_counts,
        pair_ends=np.searchsorted(pair_owner, every),
        titles=titles & 0x7FFFFFFF,
        title_ends=np.searchsorted(titles >> 31, every),
        lengths=lengths,
    )
    yield found, texts


def _counted(keys: Ints, width: int) -> tuple[Ints, Ints, Ints]:
    """Distinct keys without their owner, their owners (the bits above ``width``), and how often each occurs."""
    distinct, counts = np.unique(keys, return_counts=True)
    return distinct & ((1 << width) - 1), distinct >> width, counts
