"""What is compared of one listing, in one piece of bytes: its profile and its card (the record without texts)."""

from __future__ import annotations

from collections.abc import Sequence
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


def profiles_in(pieces: Sequence[bytes], languages: Sequence[str | None]) -> list[Profile]:
    """The profile in each piece; many at once are read as a few large arrays."""
    pairs, numbers, counts, heads = [], [], [], []
    for piece in pieces:
        head = _HEAD.unpack_from(piece)
        heads.append(head)
        first = _HEAD.size + 8 * head[0]
        second = first + 4 * (head[1] + head[2])
        pairs.append(piece[_HEAD.size : first])
        numbers.append(piece[first:second])
        counts.append(piece[second : second + 2 * (head[0] + head[1])])
    every_pair = np.frombuffer(b"".join(pairs), "<i8")
    every_number = np.frombuffer(b"".join(numbers), "<u4").astype(np.int64)
    every_count = np.frombuffer(b"".join(counts), "<u2").astype(np.float64)
    found: list[Profile] = []
    pair = number = count = 0
    for (paired, terms, title, length, _), language in zip(heads, languages, strict=True):
        split = number + terms
        found.append(
            Profile(
                terms=every_number[number:split],
                counts=every_count[count : count + terms],
                pairs=every_pair[pair : pair + paired],
                pair_counts=every_count[count + terms : count + terms + paired],
                title=every_number[split : split + title],
                length=length,
                language=language,
            )
        )
        pair += paired
        number = split + title
        count += terms + paired
    return found


def terms_in(piece: bytes) -> NDArray[np.uint32]:
    """The distinct terms alone."""
    pairs, terms, *_ = _HEAD.unpack_from(piece)
    return np.frombuffer(piece, "<u4", terms, _HEAD.size + 8 * pairs)


def card_in(piece: bytes) -> bytes:
    return piece[len(piece) - int.from_bytes(piece[16:20], "little") :]
