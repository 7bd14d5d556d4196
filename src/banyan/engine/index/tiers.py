"""When immutable parts are merged: rarely the large ones, so that a commit costs what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_RATIO: Final = 4
_LIVING: Final = 0.7
"""Share of the living below which a part is written anew."""


def due(written: Sequence[int], living: Sequence[int]) -> list[tuple[int, int]]:
    """Ranges of parts (oldest first) to merge into one each, last range first, from their rows and living rows.

    A part is at least four times as large as all that came after it together, so there are few parts and a row is
    written again only a few times in its life.
    """
    start = len(living)
    after = 0
    merged = start
    for place in range(len(living) - 1, -1, -1):
        if after and living[place] < _RATIO * after:
            merged = place
        after += living[place]
    ranges = [(merged, start)] if merged < start - 1 else []
    rest = merged if ranges else start
    worn = [place for place in range(rest) if living[place] < _LIVING * written[place]]
    return ranges + [(place, place + 1) for place in reversed(worn)]
