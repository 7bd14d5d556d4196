"""Whether both parties want the same kind of cooperation."""

from __future__ import annotations

from banyan.engine.rank.criteria.finding import Codes, Finding, Pair, finding
from banyan.engine.types import Criterion, Verdict

_CRITERION = Criterion.COOPERATION


def check(pair: Pair) -> Finding | None:
    """One shared mode fits; modes that do not meet are a conflict.

    How a technology changes hands says nothing of a course, a test or a loan: there only a shared mode is said.
    """
    yours, theirs = pair.need.cooperation, pair.other.cooperation
    if not yours or (not pair.is_technology and not yours & theirs):
        return None
    wanted = Codes("cooperation", yours)
    if not theirs:
        return finding(pair, _CRITERION, Verdict.UNKNOWN, "cooperation.unknown", yours=wanted)
    shared = yours & theirs
    if shared:
        return finding(pair, _CRITERION, Verdict.FITS, "cooperation.fits", modes=Codes("cooperation", shared))
    return finding(
        pair, _CRITERION, Verdict.CONFLICT, "cooperation.conflict",
        theirs=Codes("cooperation", theirs), yours=wanted,
    )  # fmt: skip
