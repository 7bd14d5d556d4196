from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.cast import cast

from banyan.domain.listings.selectors import exchange

__all__ = ["cast"]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written a moment ago is exchanged at once, not some seconds later."""
    monkeypatch.setattr(exchange, "MARGIN", timedelta(seconds=-2))


@pytest.fixture(autouse=True)
def dump_folder(tmp_path: Path, settings: Settings) -> Path:
    """The node's own dumps, in a folder of the test's."""
    settings.DUMP_FOLDER = tmp_path / "of-the-node"
    return tmp_path / "of-the-node"
