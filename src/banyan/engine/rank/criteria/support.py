"""Whether a listing brings the support the need wants."""

from __future__ import annotations

from typing import Final

from banyan.engine.rank.criteria.finding import Codes, Finding, Pair, finding
from banyan.engine.types import Criterion, Kind, Verdict

_CRITERION = Criterion.SUPPORT

#: What a listing of each kind brings without saying so.
IMPLIED: Final[dict[Kind, frozenset[str]]] = {
    Kind.NEED: frozenset(),
    Kind.OFFER: frozenset({"technology"}),
    Kind.SERVICE: frozenset({"advice"}),
    Kind.FUNDING: frozenset({"money"}),
    Kind.FACILITY: frozenset({"testing"}),
    Kind.TRAINING: frozenset({"training"}),
}
_PARTNERSHIPS: Final = frozenset({"joint_venture", "joint_research"})


def check(pair: Pair) -> Finding | None:
    """Any wanted support that it brings fits. Of a technology what is missing is named, since it may come from another
    listing; of a course nobody expects that it brings a machine."""
    wanted = pair.need.support
    if not wanted:
        return None
    brings = pair.other.support | IMPLIED[pair.kind]
    if pair.other.cooperation & _PARTNERSHIPS:
        brings |= {"partner"}
    met, missing = wanted & brings, wanted - brings
    if not met:
        return finding(pair, _CRITERION, Verdict.DOUBT, "support.none", missing=Codes("support", missing))
    said = Codes("support", met)
    if missing and pair.is_technology:
        return finding(pair, _CRITERION, Verdict.FITS, "support.part", met=said, missing=Codes("support", missing))
    return finding(pair, _CRITERION, Verdict.FITS, "support.fits", met=said)
