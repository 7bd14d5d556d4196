"""Whether the two parties share a working language."""

from __future__ import annotations

from banyan.engine.rank.criteria.finding import Codes, Finding, Pair, finding
from banyan.engine.types import Criterion, Kind, Verdict

_CRITERION = Criterion.LANGUAGE


def check(pair: Pair) -> Finding | None:
    """No shared language is a doubt (an interpreter helps), and a conflict only where the need makes it hard.

    A listing that does not name its languages is taken to work in the one it is written in when that helps. Of a
    course the languages are those it is taught in.
    """
    table = "taught" if pair.kind is Kind.TRAINING else "language"
    yours, theirs = pair.need.languages, pair.other.languages
    if not yours:
        return None
    if not theirs and pair.other_language in yours:
        theirs = frozenset({str(pair.other_language)})
    if not theirs:
        return finding(pair, _CRITERION, Verdict.UNKNOWN, f"{table}.unknown", yours=Codes("language", yours))
    shared = yours & theirs
    if shared:
        return finding(pair, _CRITERION, Verdict.FITS, f"{table}.fits", languages=Codes("language", shared))
    return finding(
        pair,
        _CRITERION,
        Verdict.CONFLICT if _CRITERION in pair.need.hard else Verdict.DOUBT,
        f"{table}.differs",
        theirs=Codes("language", theirs),
        yours=Codes("language", yours),
    )
