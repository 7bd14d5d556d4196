from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the database's own account can reach when root runs the tests.

    ``tmp_path`` lies in a folder that every other run of pytest closes to other accounts.
    """
    with tempfile.TemporaryDirectory(prefix="banyan-test-", ignore_cleanup_errors=True) as name:
        yield Path(name)
