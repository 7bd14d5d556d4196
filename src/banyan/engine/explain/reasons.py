"""Why a listing was chosen, and what speaks against it: a few plain sentences each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from banyan.engine.explain.shared import Shared, spoken
from banyan.engine.rank.messages import codes_of, say
from banyan.engine.types import CriterionResult, Reason, Record, Share, Verdict

MOST_REASONS: Final = 3
MOST_DOUBTS: Final = 4
_MOST_TERMS: Final = 5
_LEAST_SHARE: Final = 0.08
"""Part of a score from which a feature is a reason of its own."""
_LARGE_SHARE: Final = 0.45
"""Part of a score from which closeness in meaning is worth saying beside shared words."""
_CLOSE: Final = 0.5
"""Value of the feature from which texts are close in meaning; half of all candidates stay below it."""
_THIN: Final = 12  #: terms below which a listing says little about itself
WEAK: Final = 5.0  #: score below which a match is called weak
CLEAR: Final = 20.0
"""Score of the first answer below which nothing fits well. Of the development needs with lower first answers, about
one in three was right all the same. Scores are chances learned where unjudged answers count as wrong: rather low."""

_ORDER: Final = {Verdict.CONFLICT: 0, Verdict.DOUBT: 1, Verdict.UNKNOWN: 2}


@dataclass(frozen=True, slots=True)
class Case:
    """One match, as far as it is known when it is put into words."""

    need: Record
    other: Record
    shared: Shared
    need_language: str | None
    length: int  #: terms of the listing
    score: float
    shares: Sequence[Share]


def reason(message: str, **values: str) -> Reason:
    """A reason whose sentence is made from its message."""
    return Reason(message=message, values=values, sentence=say(message, values))


def reasons(case: Case) -> tuple[Reason, ...]:
    """At most three, the weightiest first; each feature is named once and only when it really carries the score."""
    total = sum(share.share for share in case.shares) or 1.0
    parts: dict[str, float] = {}
    for share in case.shares:
        group = _GROUPS.get(share.feature)
        if group:
            parts[group] = parts.get(group, 0.0) + share.share / total
    found: list[Reason] = []
    for group in sorted(parts, key=lambda name: -parts[name]):
        if parts[group] >= _LEAST_SHARE:
            said = _SAY[group](case, parts)
            if said is not None:
                found.append(said)
    if not found and parts.get("meaning"):
        said = _meaning(case, parts)  # texts in two languages share nothing else that can be named
        found += [said] if said is not None else []
    return tuple(found[:MOST_REASONS])


def _terms(case: Case, parts: Mapping[str, float]) -> Reason | None:
    words = spoken(case.other, case.shared, most=_MOST_TERMS)
    return reason("reason.terms", terms=_listed(words)) if words else None


def _meaning(case: Case, parts: Mapping[str, float]) -> Reason | None:
    if case.need_language and case.shared.language and case.need_language != case.shared.language:
        return reason(
            "reason.meaning_language",
            need_language=f"language:{case.need_language}",
            language=f"language:{case.shared.language}",
        )
    close = any(share.feature == "meaning" and share.value >= _CLOSE for share in case.shares)
    return reason("reason.meaning") if close and (parts["meaning"] >= _LARGE_SHARE or not case.shared.weights) else None


def _goals(case: Case, parts: Mapping[str, float]) -> Reason | None:
    goals = _shared_goals(case.need, case.other)
    return reason("reason.sdg", sdgs=codes_of("sdg", goals)) if goals else None


def _technologies(case: Case, parts: Mapping[str, float]) -> Reason | None:
    codes = case.need.facts.technologies & case.other.facts.technologies
    return reason("reason.technology", technologies=codes_of("technology", codes)) if codes else None


def _sectors(case: Case, parts: Mapping[str, float]) -> Reason | None:
    codes = case.need.facts.sectors & case.other.facts.sectors
    return reason("reason.sector", sectors=codes_of("sector", codes)) if codes else None


_GROUPS: Final = {
    "words": "terms", "terms": "terms", "phrases": "terms", "title": "terms", "meaning": "meaning", "sdgs": "sdgs",
    "technologies": "technologies", "sectors": "sectors",
}  # fmt: skip

_SAY: Final[Mapping[str, Callable[[Case, Mapping[str, float]], Reason | None]]] = {
    "terms": _terms, "meaning": _meaning, "sdgs": _goals, "technologies": _technologies, "sectors": _sectors,
}  # fmt: skip


def doubts(case: Case, criteria: Sequence[CriterionResult]) -> tuple[Reason, ...]:
    """Conflicts first, then doubts, then what is not known, then what the record itself leaves open."""
    against = sorted(
        (result for result in criteria if result.verdict in _ORDER), key=lambda result: _ORDER[result.verdict]
    )
    found = [Reason(result.message, result.values, result.sentence) for result in against]
    if not case.other.text and not case.other.fields:
        found.append(reason("doubt.empty"))
    elif case.length < _THIN:
        found.append(reason("doubt.thin"))
    same_language = not case.need_language or case.need_language == case.shared.language
    if same_language and not case.shared.weights and case.shared.general:
        found.insert(0, reason("doubt.general"))
    if case.score < WEAK:
        found.insert(0, reason("doubt.weak"))
    return tuple(found[:MOST_DOUBTS])


def concepts(need: Record, other: Record) -> tuple[str, ...]:
    """Shared taxonomy codes: ``sdg:6.1``, ``technology:…``, ``sector:…``."""
    ours, theirs = need.facts, other.facts
    return (
        *(f"sdg:{code}" for code in _shared_goals(need, other)),
        *(f"technology:{code}" for code in sorted(ours.technologies & theirs.technologies)),
        *(f"sector:{code}" for code in sorted(ours.sectors & theirs.sectors)),
    )


def _shared_goals(need: Record, other: Record) -> list[str]:
    """Shared targets; a goal stands for itself only where none of its targets is shared."""
    ours, theirs = need.facts.sdgs, other.facts.sdgs
    exact = ours & theirs
    goals = {code.partition(".")[0] for code in ours} & {code.partition(".")[0] for code in theirs}
    targets = {code for code in exact if "." in code}
    rest = goals - {code.partition(".")[0] for code in targets}
    return sorted(targets | rest, key=_goal_order)


def _goal_order(code: str) -> tuple[int, str]:
    goal = code.partition(".")[0]
    return (int(goal) if goal.isdecimal() else 99, code)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
