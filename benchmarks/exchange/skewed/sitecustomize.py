"""A node whose clock is wrong: in ``PYTHONPATH`` of its processes, with ``RING_SKEW`` seconds."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, tzinfo
from typing import Any

from banyan.base import clock

_SKEW = timedelta(seconds=float(os.environ.get("RING_SKEW", "0")))


class Skewed(datetime):
    """Knows what time it is on this node."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:  # a plain moment, as all others are
        return datetime.now(tz=tz) + _SKEW


vars(clock)["datetime"] = Skewed
