"""An encoder whose vectors can be compared across languages: prepared text in, neutral vectors out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from banyan.engine.embed.cache import CachedEncoder
from banyan.engine.embed.neutral.space import NeutralSpace, neutral_name
from banyan.engine.embed.prepare import prepared
from banyan.engine.ports import Encoder, Vectors


class NeutralEncoder:
    """Wraps an encoder (with its cache, whose vectors stay good) and goes by a name of its own.

    An index made with the plain encoder holds vectors of another name and is embedded again, from the cache where
    there is one.
    """

    def __init__(self, encoder: Encoder, space: NeutralSpace) -> None:
        self._encoder = encoder
        self._space = space

    @property
    def name(self) -> str:
        return neutral_name(self._encoder.name)

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._space.neutral(self._encoder.queries([prepared(text) for text in texts]), "query")

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._space.neutral(self._encoder.passages([prepared(text) for text in texts]), "passage")

    def recall(self, texts: Sequence[str]) -> Mapping[str, Vectors]:
        """The vectors of those passages that a cache within keeps already; nothing is embedded."""
        if not isinstance(self._encoder, CachedEncoder):
            return {}
        kept = self._encoder.recall([prepared(text) for text in texts])
        known = [text for text in dict.fromkeys(texts) if prepared(text) in kept]
        if not known:
            return {}
        rows = self._space.neutral(np.stack([kept[prepared(text)] for text in known]), "passage")
        return dict(zip(known, rows, strict=True))

    def close(self) -> None:
        """Close the cache within, if there is one."""
        if isinstance(self._encoder, CachedEncoder):
            self._encoder.close()
