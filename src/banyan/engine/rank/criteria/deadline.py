"""Whether a listing can be there in time."""

from __future__ import annotations

from datetime import timedelta

from banyan.engine.rank.criteria.finding import Finding, Pair, finding
from banyan.engine.types import Criterion, Kind, Verdict

_CRITERION = Criterion.DEADLINE
_GRACE = timedelta(days=30)  #: later than this is a conflict, up to it a doubt
_TO_APPLY = timedelta(days=14)  #: less time than this to apply for money is a doubt
_LONGEST = 100_000  #: days; beyond it dates overflow and nobody waits


def check(pair: Pair) -> Finding | None:
    """Today plus the lead time against the need's date; for money, the day it closes against today.

    A need whose own date has passed says nothing about a listing, so nothing is checked then.
    """
    if pair.kind is Kind.FUNDING:
        return _funding(pair)
    wanted = pair.need.deadline
    if wanted is None or wanted < pair.world.today:
        return None
    if pair.other.lead_time_days is None:
        if pair.kind is not Kind.OFFER:
            return None
        return finding(pair, _CRITERION, Verdict.UNKNOWN, "deadline.unknown", deadline=wanted)
    ready = pair.world.today + timedelta(days=min(max(pair.other.lead_time_days, 0), _LONGEST))
    late = ready - wanted
    verdict = Verdict.FITS if late <= timedelta(0) else Verdict.DOUBT if late <= _GRACE else Verdict.CONFLICT
    return finding(pair, _CRITERION, verdict, f"deadline.{verdict}", ready=ready, deadline=wanted)


def _funding(pair: Pair) -> Finding | None:
    closes = pair.other.deadline
    if closes is None:
        return None
    if closes < pair.world.today:
        verdict, message = Verdict.CONFLICT, "deadline.closed"
    elif pair.other.opens is not None and pair.world.today < pair.other.opens <= closes:
        opens = pair.other.opens
        return finding(pair, _CRITERION, Verdict.FITS, "deadline.opens", opens=opens, closes=closes)
    elif closes < pair.world.today + _TO_APPLY:
        verdict, message = Verdict.DOUBT, "deadline.closes_soon"
    else:
        verdict, message = Verdict.FITS, "deadline.open"
    return finding(pair, _CRITERION, verdict, message, closes=closes)
