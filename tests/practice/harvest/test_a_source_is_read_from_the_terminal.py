"""``banyan harvest``: what those who run the node see and do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from tests.cast import Cast
from tests.factories.repository import Repository
from tests.factories.web import Answer, Site
from tests.practice.harvest.conftest import added
from typer.testing import CliRunner

from banyan.doors.cli import harvest

pytestmark = pytest.mark.django_db
Serve = Callable[[Answer], AbstractContextManager[Site]]


@pytest.fixture(autouse=True)
def booted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The node stands already."""
    monkeypatch.setattr(harvest, "boot", lambda: None)


def _said(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(harvest.app, list(words))
    return done.exit_code, done.output


def test_a_reading_tells_what_was_found_and_what_is_to_be_mended(
    cast: Cast, repository: Repository, there: Site
) -> None:
    repository.put("oai:ideas.example:bad", "")
    source = added(cast, there.url)
    code, said = _said("list")
    assert code == 0
    assert source in said
    assert "never" in said
    code, said = _said("run", source)
    assert code == 0, said
    assert "8 records on" in said
    assert "7  new" in said
    assert "oai:ideas.example:bad: The record has no title." in said
    assert "100%  title" not in said
    assert "87%  title" in said
    assert "done" in _said("list")[1]


def test_a_reading_that_fails_and_a_source_that_is_none_end_with_one(cast: Cast, serve: Serve) -> None:
    with serve(lambda asked: asked.say(b"We moved.")) as there:
        source = added(cast, there.url)
        code, said = _said("run", source)
    assert code == 1
    assert "0 records on 0 pages: stopped." in said
    assert "cannot be read" in said
    code, said = _said("run", "src_none")
    assert code == 1
    assert "no such source" in said
