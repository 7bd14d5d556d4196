"""The encoder that is not there: matching by words alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from banyan.engine.ports import Vectors


class NoEncoder:
    """Gives no vectors (``dimensions`` 0); the null implementation of the encoder seam."""

    @property
    def name(self) -> str:
        return "none"

    @property
    def dimensions(self) -> int:
        return 0

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), 0), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), 0), dtype=np.float32)
