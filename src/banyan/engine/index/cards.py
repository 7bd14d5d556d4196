"""What is compared of one listing, in one piece of bytes: a head, its profile, and its card (the record without texts).

The head has what is asked of every candidate, so that a card is taken apart only for the few that are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from struct import Struct
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.index.block import UNKNOWN_DAY, Block, Lazy, Profiles, Ragged
from banyan.engine.index.codec import brief
from banyan.engine.index.facets import FACETS, hashes
from banyan.engine.ports import Ints
from banyan.engine.text.profile import Together
from banyan.engine.types import Record

_HEAD: Final = Struct("<6Id")  #: numbers of pairs, terms, title terms; length; bytes of the card; day; completeness
_FACETS_END: Final = _HEAD.size + 8 * FACETS
_HEADS: Final = np.dtype(
    [
        ("pairs", "<u4"), ("terms", "<u4"), ("title", "<u4"), ("length", "<u4"), ("card", "<u4"), ("day", "<u4"),
        ("completeness", "<f8"), ("facets", "<u8", (FACETS,)),
    ]
)  # fmt: skip
_MOST: Final = 65_535


def pack(found: Together, records: Sequence[Record], cards: Sequence[bytes]) -> Iterator[bytes]:
    """Terms as 4 bytes, pairs as 8, counts as 2; ``cards`` are what ``codec.encode`` made of the records."""
    pairs, terms = found.pairs.astype("<i8").tobytes(), found.terms.astype("<u4").tobytes()
    titles = found.titles.astype("<u4").tobytes()
    counts, pair_counts = _counts(found.counts), _counts(found.pair_counts)
    ends = zip(
        pairwise(found.term_ends.tolist()), pairwise(found.pair_ends.tolist()), pairwise(found.title_ends.tolist()),
        found.lengths.tolist(), records, cards, strict=True,
    )  # fmt: skip
    for (low, high), (first, last), (start, stop), length, record, card in ends:
        day = UNKNOWN_DAY if record.published is None else record.published.toordinal()
        complete = np.nan if record.completeness is None else record.completeness
        yield b"".join(
            (
                _HEAD.pack(last - first, high - low, stop - start, length, len(card), day, complete),
                hashes(record),
                pairs[8 * first : 8 * last],
                terms[4 * low : 4 * high],
                titles[4 * start : 4 * stop],
                counts[2 * low : 2 * high],
                pair_counts[2 * first : 2 * last],
                card,
            )
        )


def _counts(counts: Ints) -> bytes:
    return np.minimum(counts, _MOST).astype("<u2").tobytes()


def block_in(pieces: Sequence[bytes], kinds: NDArray[np.uint8], languages: Sequence[str | None]) -> Block:
    """The listings in some pieces, without vectors; all are read as a few large arrays."""
    heads = np.frombuffer(b"".join([piece[:_FACETS_END] for piece in pieces]), dtype=_HEADS)
    sizes = np.stack([heads[name].astype(np.int64) for name in ("pairs", "terms", "title")], axis=1)
    widths = np.stack([8 * sizes[:, 0], 4 * sizes[:, 1], 4 * sizes[:, 2], 2 * sizes[:, 1], 2 * sizes[:, 0]], axis=1)
    cuts = (np.cumsum(widths, axis=1) + _FACETS_END).tolist()
    pairs, terms, titles, counts, pair_counts = [], [], [], [], []
    for piece, (first, second, third, fourth, fifth) in zip(pieces, cuts, strict=True):
        pairs.append(piece[_FACETS_END:first])
        terms.append(piece[first:second])
        titles.append(piece[second:third])
        counts.append(piece[third:fourth])
        pair_counts.append(piece[fourth:fifth])
    starts = np.concatenate([np.zeros((1, 3), dtype=np.int64), np.cumsum(sizes, axis=0)])
    title = np.frombuffer(b"".join(titles), "<u4").astype(np.int64)
    return Block(
        records=Lazy(len(pieces), _reading(pieces)),
        profiles=Profiles(
            terms=Ragged(_numbers(terms), _floats(counts), np.ascontiguousarray(starts[:, 1])),
            pairs=Ragged(
                np.frombuffer(b"".join(pairs), "<i8"), _floats(pair_counts), np.ascontiguousarray(starts[:, 0])
            ),
            titles=Ragged(title, np.ones(len(title)), np.ascontiguousarray(starts[:, 2])),
            lengths=heads["length"].astype(np.int64),
            languages=languages,
        ),
        kinds=kinds,
        completeness=heads["completeness"],
        published=heads["day"].astype(np.int64),
        facets=heads["facets"],
    )


def _reading(pieces: Sequence[bytes]) -> Callable[[int], Record]:
    return lambda row: brief(card_in(pieces[row]))


def _numbers(pieces: list[bytes]) -> Ints:
    return np.frombuffer(b"".join(pieces), "<u4").astype(np.int64)


def _floats(pieces: list[bytes]) -> NDArray[np.float64]:
    return np.frombuffer(b"".join(pieces), "<u2").astype(np.float64)


def terms_in(piece: bytes) -> NDArray[np.uint32]:
    """The distinct terms alone."""
    pairs, terms, *_ = _HEAD.unpack_from(piece)
    return np.frombuffer(piece, "<u4", terms, _FACETS_END + 8 * pairs)


def card_in(piece: bytes) -> bytes:
    return piece[len(piece) - int.from_bytes(piece[16:20], "little") :]
