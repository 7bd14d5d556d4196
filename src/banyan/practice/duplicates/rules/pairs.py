"""What is said of two listings: nothing, that they may be the same, or that they surely are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from banyan.practice.duplicates.rules.likeness import Likeness

# Fitted on one half of a set and judged on the other: benchmarks/reports/2026-11-duplicates.md.
#: Share of the smaller text that the other one must hold, where the titles have little in common, and where they do.
HELD: Final = 0.95
HELD_TITLED: Final = 0.9
#: Shingles that must then be compared at least.
SIZE: Final = 6
SIZE_TITLED: Final = 4
#: Share of the words of both titles from which they have much in common.
TITLED: Final = 0.3
#: From here on two texts are the same without anybody's word, if the titles are.
SURE_HELD: Final = 0.95
SURE_SAME: Final = 0.85
SURE_TITLE: Final = 0.99
#: Two texts in two languages: twice their cosine, less the mean cosine of each with its ten nearest in other languages.
MEANT: Final = 0.1
NEIGHBOURS: Final = 10
_USUAL: Final = 0.3
"""Cosine from which two texts have anything in common, for neighbours that a small collection lacks. Not fitted:
the measured set is dense."""
#: More listings than this with one address or identifier: it is of their owner, not theirs.
MOST_WITH_ONE_KEY: Final = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Two listings, ``one`` before ``other`` by id; ``why`` and ``state`` are codes of ``types``, ``likeness`` 0–1."""

    one: str
    other: str
    why: str
    state: str
    likeness: float


def found(one: str, other: str, why: str, state: str, likeness: float) -> Found:
    """The pair, in order."""
    first, second = sorted((one, other))
    return Found(first, second, why, state, min(max(likeness, 0.0), 1.0))


def by_text(like: Likeness) -> str:
    """``sure``, ``proposed`` or nothing, by the texts of two listings in one language."""
    if like.held >= SURE_HELD and like.same >= SURE_SAME and like.title >= SURE_TITLE and like.size >= SIZE_TITLED:
        return "sure"
    titled = like.title >= TITLED and like.held >= HELD_TITLED and like.size >= SIZE_TITLED
    return "proposed" if titled or (like.held >= HELD and like.size >= SIZE) else ""


def by_key(like: Likeness, *, languages_differ: bool) -> str:
    """The same for two that name one address or identifier: sure when the words agree as well."""
    if like.title >= TITLED or like.held >= 0.5:
        return "sure"
    return "proposed" if languages_differ else ""


def nearness(cosine: float, near_one: Sequence[float], near_other: Sequence[float]) -> float:
    """How much nearer two texts are to each other than each is to its neighbours (cross-domain similarity local
    scaling); ``near_*`` are cosines with listings in other languages, best first. Where there are few, the missing ones
    are taken to have little in common with the text."""
    return 2 * cosine - _mean(near_one[:NEIGHBOURS]) - _mean(near_other[:NEIGHBOURS])


def _mean(values: Sequence[float]) -> float:
    return (sum(values) + _USUAL * (NEIGHBOURS - len(values))) / NEIGHBOURS


def together(banded: Mapping[str, Iterable[int]], *, most: int) -> Iterator[tuple[str, str]]:
    """Pairs of ids that have a band in common, each once. Of a band with very many, each is paired with the next
    ``most`` only."""
    having: dict[tuple[int, int], list[str]] = {}
    for id, bands in banded.items():
        for place, band in enumerate(bands):
            having.setdefault((place, band), []).append(id)
    seen: set[tuple[str, str]] = set()
    for ids in having.values():
        for place, one in enumerate(ids):
            for other in ids[place + 1 : place + 1 + most]:
                pair = (one, other) if one < other else (other, one)
                if pair not in seen:
                    seen.add(pair)
                    yield pair
