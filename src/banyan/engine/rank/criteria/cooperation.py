"""Whether both parties want the same kind of cooperation."""

from __future__ import annotations

from banyan.engine.rank.criteria.finding import Pair, finding
from banyan.engine.rank.messages import codes_of
from banyan.engine.types import Criterion, CriterionResult, Verdict

_CRITERION = Criterion.COOPERATION


def check(pair: Pair) -> CriterionResult | None:
    """One shared mode fits; modes that do not meet are a conflict."""
    yours, theirs = pair.need.cooperation, pair.other.cooperation
    if not yours:
        return None
    wanted = codes_of("cooperation", yours)
    if not theirs:
        return finding(pair, _CRITERION, Verdict.UNKNOWN, "cooperation.unknown", yours=wanted)
    shared = yours & theirs
    if shared:
        return finding(pair, _CRITERION, Verdict.FITS, "cooperation.fits", modes=codes_of("cooperation", shared))
    return finding(
        pair, _CRITERION, Verdict.CONFLICT, "cooperation.conflict",
        theirs=codes_of("cooperation", theirs), yours=wanted,
    )  # fmt: skip
