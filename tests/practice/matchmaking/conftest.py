from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.cast import cast

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def index_folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """An index directory of the test's own, without an encoder."""
    settings.INDEX_FOLDER = tmp_path / "index"
    yield tmp_path / "index"
