from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import cast

from banyan.domain.listings.selectors import exchange

__all__ = ["cast"]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written a moment ago is exchanged at once, not some seconds later."""
    monkeypatch.setattr(exchange, "MARGIN", timedelta(seconds=-2))
