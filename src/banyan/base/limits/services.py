"""Rate limits counted in PostgreSQL, so that they hold across processes and machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

from banyan.base.clock import now
from banyan.base.errors import TooMany
from banyan.base.limits.models import RateWindow
from banyan.base.text import tidy

_COUNT = """
    INSERT INTO base_ratewindow (key, starts, used) VALUES (%s, %s, 1)
    ON CONFLICT (key, starts) DO UPDATE SET used = base_ratewindow.used + 1
    RETURNING used
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``times`` in each window of ``seconds``."""

    name: str
    times: int
    seconds: int


def use(limit: Limit, *, who: str) -> int:
    """Counts one use by ``who`` and returns how many are left; ``TooMany`` past the limit. One atomic statement."""
    moment = now()
    start = moment.timestamp() // limit.seconds * limit.seconds
    starts = datetime.fromtimestamp(start, tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [tidy(f"{limit.name}:{who}")[:160], starts])
        used = int(cursor.fetchone()[0])
    if used > limit.times:
        raise TooMany(retry_after=max(1, int(start + limit.seconds - moment.timestamp())))
    return limit.times - used


def forget_old(*, older_than: timedelta = timedelta(days=2)) -> int:
    """Removes windows nobody asks for any more; returns how many."""
    deleted, _ = RateWindow.objects.filter(starts__lt=now() - older_than).delete()
    return deleted
