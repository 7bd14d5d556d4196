"""Whether a technology is as mature as the need asks."""

from __future__ import annotations

from banyan.engine.rank.criteria.finding import Finding, Pair, finding
from banyan.engine.types import Criterion, Kind, Verdict


def check(pair: Pair) -> Finding | None:
    """One level below is a doubt, two or more a conflict: owners misjudge their own level by about one."""
    wanted = pair.need.trl_min
    if wanted is None or pair.kind is not Kind.OFFER:
        return None
    if pair.other.trl is None:
        return finding(pair, Criterion.TRL, Verdict.UNKNOWN, "trl.unknown", wanted=str(wanted))
    short = wanted - pair.other.trl
    verdict = Verdict.FITS if short <= 0 else Verdict.DOUBT if short == 1 else Verdict.CONFLICT
    return finding(pair, Criterion.TRL, verdict, f"trl.{verdict}", trl=str(pair.other.trl), wanted=str(wanted))
