"""What the tests of reading pages share: an index of their own, somebody signed in, a page as one line of text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from banyan.domain.accounts.policy import SignedIn
from banyan.practice.matchmaking.services import index_rebuild


@pytest.fixture(autouse=True)
def index_folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """An index directory of the test's own, without an encoder."""
    settings.INDEX_FOLDER = tmp_path / "index"
    yield tmp_path / "index"


@pytest.fixture
def indexed(db: None) -> Callable[[], object]:
    """Makes the index from what is published now."""
    return index_rebuild


def signed_in(person: SignedIn) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


class Answered(Protocol):
    """An answer of the test client."""

    @property
    def content(self) -> bytes: ...


def text_of(answer: Answered | str) -> str:
    """The page as a person reads it: without tags, in one line."""
    source = answer if isinstance(answer, str) else answer.content.decode()
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", source, flags=re.DOTALL)
    return " ".join(html.unescape(bare).split())
