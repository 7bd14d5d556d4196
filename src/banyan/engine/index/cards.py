"""What is compared of one listing, in one piece of bytes: its profile and its card (the record without texts)."""

from __future__ import annotations

from struct import Struct
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Profile

_HEAD: Final = Struct("<5I")  #: numbers of pairs, terms, title terms; length; bytes of the card
_MOST: Final = 65_535


def pack(profile: Profile, card: bytes) -> bytes:
    """Terms as 4 bytes, pairs as 8, counts as 2."""
    pairs, terms, title = profile.pairs, profile.terms, profile.title
    return b"".join(
        (
            _HEAD.pack(len(pairs), len(terms), len(title), profile.length, len(card)),
            pairs.astype("<i8").tobytes(),
            terms.astype("<u4").tobytes(),
            title.astype("<u4").tobytes(),
            _counts(profile.counts),
            _counts(profile.pair_counts),
            card,
        )
    )


def _counts(counts: NDArray[np.float64]) -> bytes:
    return np.minimum(counts, _MOST).astype("<u2").tobytes()


def profile_in(piece: bytes, language: str | None) -> Profile:
    pairs, terms, title, length, _ = _HEAD.unpack_from(piece)
    at = _HEAD.size
    numbers = np.frombuffer(piece, "<u4", terms + title, at + 8 * pairs).astype(np.int64)
    counts = np.frombuffer(piece, "<u2", terms + pairs, at + 8 * pairs + 4 * (terms + title)).astype(np.float64)
    return Profile(
        terms=numbers[:terms],
        counts=counts[:terms],
        pairs=np.frombuffer(piece, "<i8", pairs, at),
        pair_counts=counts[terms:],
        title=numbers[terms:],
        length=length,
        language=language,
    )


def terms_in(piece: bytes) -> NDArray[np.uint32]:
    """The distinct terms alone."""
    pairs, terms, *_ = _HEAD.unpack_from(piece)
    return np.frombuffer(piece, "<u4", terms, _HEAD.size + 8 * pairs)


def card_in(piece: bytes) -> bytes:
    return piece[len(piece) - int.from_bytes(piece[16:20], "little") :]
