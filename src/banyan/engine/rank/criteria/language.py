"""Whether the two parties share a working language."""

from __future__ import annotations

from banyan.engine.rank.criteria.finding import Pair, finding
from banyan.engine.rank.messages import codes_of
from banyan.engine.types import Criterion, CriterionResult, Verdict

_CRITERION = Criterion.LANGUAGE


def check(pair: Pair) -> CriterionResult | None:
    """No shared language is a doubt (an interpreter helps), and a conflict only where the need makes it hard.

    A listing that does not name its languages is taken to work in the one it is written in when that helps.
    """
    yours, theirs = pair.need.languages, pair.other.languages
    if not yours:
        return None
    if not theirs and pair.other_language in yours:
        theirs = frozenset({str(pair.other_language)})
    if not theirs:
        return finding(pair, _CRITERION, Verdict.UNKNOWN, "language.unknown", yours=codes_of("language", yours))
    shared = yours & theirs
    if shared:
        return finding(pair, _CRITERION, Verdict.FITS, "language.fits", languages=codes_of("language", shared))
    return finding(
        pair,
        _CRITERION,
        Verdict.CONFLICT if _CRITERION in pair.need.hard else Verdict.DOUBT,
        "language.differs",
        theirs=codes_of("language", theirs),
        yours=codes_of("language", yours),
    )
