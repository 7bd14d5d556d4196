"""Any server that speaks the OpenAI embeddings API: a GPU machine down the hall, or a hosted service."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import httpx
import numpy as np

from banyan.engine.embed.texts import FIRST
from banyan.engine.errors import EncoderError
from banyan.engine.ports import Vectors

_RETRY_STATUS: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the server is and how it wants to be asked.

    ``url`` ends before ``/embeddings`` (``http://host:port/v1``). The prefixes are put before each text, as E5 models
    want; leave them empty for others. ``dimensions`` 0 means: learn it from the first answer.
    """

    url: str
    model: str
    dimensions: int = 0
    key: str = ""
    query_prefix: str = "query: "
    passage_prefix: str = "passage: "
    query_model: str = ""  #: model name for queries where a server tells them apart by model
    batch: int = 32
    first: int = FIRST  #: characters of each text that are sent
    timeout: float = 60.0  #: seconds for one batch
    tries: int = 4
    first_wait: float = 0.5  #: seconds before the second try; doubles each time, at most 30


class OpenAIEncoder:
    """Asks in batches and tries again on busy servers; anything else that goes wrong is an ``EncoderError``."""

    def __init__(
        self, endpoint: Endpoint, *, client: httpx.Client | None = None, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._endpoint = endpoint
        headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
        self._client = client or httpx.Client(timeout=httpx.Timeout(endpoint.timeout, connect=10.0), headers=headers)
        self._wait = wait
        self._lock = threading.Lock()
        self._dimensions = endpoint.dimensions

    @property
    def name(self) -> str:
        """Model and cut; not the address, so that moving the server keeps the vectors."""
        return f"openai:{self._endpoint.model}-first{self._endpoint.first}"

    @property
    def dimensions(self) -> int:
        """Asks the server once when it was not given. Raises ``EncoderError``."""
        if not self._dimensions:
            self._ask(["dimensions"], self._endpoint.model)
        return self._dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._all(texts, self._endpoint.query_prefix, self._endpoint.query_model or self._endpoint.model)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._all(texts, self._endpoint.passage_prefix, self._endpoint.model)

    def close(self) -> None:
        self._client.close()

    def _all(self, texts: Sequence[str], prefix: str, model: str) -> Vectors:
        cut = [prefix + _sendable(text[: self._endpoint.first]) for text in texts]
        step = max(1, self._endpoint.batch)
        parts = [self._ask(cut[start : start + step], model) for start in range(0, len(cut), step)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), dtype=np.float32)

    def _ask(self, texts: Sequence[str], model: str) -> Vectors:
        """Vectors of one batch; tries again with growing waits while the server says it is busy."""
        wait = self._endpoint.first_wait
        for attempt in range(1, self._endpoint.tries + 1):
            try:
                answer = self._client.post(
                    f"{self._endpoint.url.rstrip('/')}/embeddings", json={"model": model, "input": list(texts)}
                )
            except httpx.HTTPError as error:
                problem = f"{type(error).__name__}: {error}"
            else:
                if answer.is_success:
                    return self._read(answer, len(texts))
                problem = f"status {answer.status_code}: {answer.text[:200]}"
                if answer.status_code not in _RETRY_STATUS:
                    raise EncoderError(f"{self._endpoint.url} refused to embed, {problem}", permanent=True)
                wait = max(wait, _retry_after(answer))
            if attempt < self._endpoint.tries:
                self._wait(min(wait, _LONGEST_WAIT))
                wait *= 2
        raise EncoderError(
            f"{self._endpoint.url} did not embed after {self._endpoint.tries} tries, {problem}", permanent=False
        )

    def _read(self, answer: httpx.Response, expected: int) -> Vectors:
        try:
            rows = answer.json()["data"]
            ordered: list[Any] = sorted(rows, key=lambda row: row["index"])
            vectors = np.asarray([row["embedding"] for row in ordered], dtype=np.float32)
        except (ValueError, KeyError, TypeError) as error:
            raise EncoderError(
                f"{self._endpoint.url} answered something that is not embeddings ({type(error).__name__})",
                permanent=True,
            ) from error
        if vectors.ndim != 2 or len(vectors) != expected or not np.isfinite(vectors).all():
            raise EncoderError(
                f"{self._endpoint.url} sent {vectors.shape} numbers for {expected} texts", permanent=True
            )
        self._check_dimensions(vectors.shape[1])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)

    def _check_dimensions(self, dimensions: int) -> None:
        with self._lock:
            if not self._dimensions:
                self._dimensions = dimensions
        if dimensions != self._dimensions:
            raise EncoderError(
                f"{self._endpoint.url} sent vectors of {dimensions} dimensions, {self._dimensions} were expected",
                permanent=True,
            )


def _sendable(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _retry_after(answer: httpx.Response) -> float:
    value = answer.headers.get("Retry-After", "")
    return float(value) if value.isascii() and value.isdigit() else 0.0
