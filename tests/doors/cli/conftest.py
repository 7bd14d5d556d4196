from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.cast import cast
from typer.testing import CliRunner, Result

from banyan.doors.cli.main import app

__all__ = ["cast"]

Run = Callable[..., Result]


@pytest.fixture
def index_folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """An index directory of the test's own."""
    settings.INDEX_FOLDER = tmp_path / "index"
    yield tmp_path / "index"


@pytest.fixture
def banyan(index_folder: Path) -> Run:
    """Runs a sub-command as the terminal does."""

    def run(*arguments: object, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(one) for one in arguments], input=typed, env={"COLUMNS": "200"})

    return run
