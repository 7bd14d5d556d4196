"""What this door does by the clock."""

from __future__ import annotations

from banyan.base.jobs import job
from banyan.doors.federation.dump.errors import DumpRuns
from banyan.doors.federation.dump.keeping import dump_due, dump_make


@job("federation.dump", attempts=3)
def dump() -> None:
    """Writes down all that is public, once a day; see ``dump/keeping``."""
    if not dump_due():
        return
    try:
        dump_make()
    except DumpRuns:  # by hand, say; the next hour looks again
        return
