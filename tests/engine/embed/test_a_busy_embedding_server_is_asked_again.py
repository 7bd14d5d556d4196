"""What the HTTP encoder does when the other side is slow, wrong or gone."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import numpy as np
import pytest

from banyan.engine.embed.openai import Endpoint, OpenAIEncoder
from banyan.engine.errors import EncoderError

Answer = Callable[[httpx.Request], httpx.Response]


def encoder(
    answer: Answer, waits: list[float] | None = None, *, batch: int = 32, first: int = 700, dimensions: int = 0
) -> OpenAIEncoder:
    endpoint = Endpoint(url="http://test/v1", model="m", batch=batch, first=first, dimensions=dimensions)
    client = httpx.Client(transport=httpx.MockTransport(answer))
    return OpenAIEncoder(endpoint, client=client, wait=(waits if waits is not None else []).append)


def good(request: httpx.Request) -> httpx.Response:
    texts = json.loads(request.content)["input"]
    rows = [{"index": number, "embedding": [float(len(text)), 3.0]} for number, text in enumerate(texts)]
    return httpx.Response(200, json={"data": rows[::-1]})


def failing(times: int, failure: httpx.Response | Exception) -> Answer:
    left = [times]

    def answer(request: httpx.Request) -> httpx.Response:
        if left[0]:
            left[0] -= 1
            if isinstance(failure, Exception):
                raise failure
            return failure
        return good(request)

    return answer


def test_order_prefix_and_length_are_right() -> None:
    rows = encoder(good, batch=2).passages(["a", "bb", "ccc"])
    lengths = rows[:, 0] / rows[:, 1] * 3
    assert np.allclose(lengths, [len("passage: ") + size for size in (1, 2, 3)])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)


def test_long_texts_are_cut_and_odd_ones_sent() -> None:
    rows = encoder(good, first=5).queries(["x" * 1000, "\ud800"])
    assert np.allclose(rows[:, 0] / rows[:, 1] * 3, [len("query: ") + 5, len("query: ") + 1])


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again_after_growing_waits(status: int) -> None:
    waits: list[float] = []
    asking = encoder(failing(3, httpx.Response(status)), waits)
    assert asking.passages(["a"]).shape == (1, 2)
    assert waits == [0.5, 1.0, 2.0]


def test_the_server_may_say_how_long_to_wait() -> None:
    waits: list[float] = []
    encoder(failing(1, httpx.Response(429, headers={"Retry-After": "7"})), waits).passages(["a"])
    assert waits == [7.0]


def test_a_lost_connection_is_tried_again() -> None:
    assert encoder(failing(1, httpx.ConnectError("gone"))).passages(["a"]).shape == (1, 2)


@pytest.mark.parametrize("failure", [httpx.Response(503), httpx.ReadTimeout("slow")])
def test_a_server_that_stays_away_is_an_error_that_may_pass(failure: httpx.Response | Exception) -> None:
    with pytest.raises(EncoderError) as caught:
        encoder(failing(99, failure)).passages(["a"])
    assert not caught.value.permanent


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_refusal_is_final(status: int) -> None:
    waits: list[float] = []
    with pytest.raises(EncoderError) as caught:
        encoder(failing(1, httpx.Response(status)), waits).passages(["a"])
    assert caught.value.permanent
    assert waits == []


@pytest.mark.parametrize(
    "body",
    [
        "not json",
        "[]",
        '{"data": [{"index": 0}]}',
        '{"data": []}',
        '{"data": [{"index": 0, "embedding": ["a"]}]}',
        '{"data": [{"index": 0, "embedding": [1, NaN]}]}',
        '{"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1]}]}',
    ],
)
def test_an_answer_without_vectors_is_final(body: str) -> None:
    with pytest.raises(EncoderError) as caught:
        encoder(lambda _: httpx.Response(200, text=body)).passages(["a"])
    assert caught.value.permanent


def test_other_dimensions_than_expected_are_final() -> None:
    with pytest.raises(EncoderError, match="2 dimensions, 5 were expected") as caught:
        encoder(good, dimensions=5).passages(["a"])
    assert caught.value.permanent


def test_nothing_is_asked_for_nothing() -> None:
    asking = encoder(failing(99, httpx.Response(400)), dimensions=2)
    assert asking.passages([]).shape == (0, 2)
