"""How rare a term is: the one measure by which words weigh, in every index and in the score."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from banyan.engine.ports import Floats


def rarity(frequency: ArrayLike, size: int) -> Floats:
    """BM25's inverse document frequency (as Lucene has it, never below 0) of terms that occur in ``frequency`` of
    ``size`` listings."""
    known = np.minimum(np.asarray(frequency, dtype=np.float64), size)
    return np.asarray(np.log1p((size - known + 0.5) / (known + 0.5)))
