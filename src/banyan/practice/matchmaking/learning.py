"""The ranking learns from this node's own people: weights fitted on what they said, tried on needs held back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from django.db import transaction

from banyan.base.audit.services import record
from banyan.base.outbox.services import publish
from banyan.domain.listings.selectors import for_index
from banyan.domain.listings.types import DeclineReason
from banyan.engine.measure.refitting import Trial, enough, try_out
from banyan.engine.rank.refit import ACCEPTED, DECLINED, IN_USE, Factors, Lesson, odds_parts
from banyan.engine.types import Filter, Kind, Match, Record
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.models import Judgement, Refit
from banyan.practice.matchmaking.records import record_of
from banyan.practice.matchmaking.rules import COMPARED_TOGETHER
from banyan.practice.matchmaking.types import Learned, Verdict

#: Reasons that speak of the match. The others (no money now, no answer …) say nothing about the listing.
ABOUT_THE_MATCH = frozenset(DeclineReason) - {
    DeclineReason.ALREADY_SOLVED,
    DeclineReason.NO_MONEY_NOW,
    DeclineReason.NO_ANSWER,
    DeclineReason.DUPLICATE,
}
TOPIC = "ranking.refitted"


@dataclass(frozen=True, slots=True)
class _Words:
    """What one person said of the answers to one listing: listing → grade."""

    subject: str
    by: str
    grades: Mapping[str, int]


def ranking_refit(*, keep: bool = True, actor: str = "") -> Learned:
    """Fits the weights again on this node's judgements, and puts them in force when they are better on needs held back.

    Nothing is done, and what is missing is told, while there are too few. With ``keep`` false it is only tried.
    ``IndexNotReady`` without an index. Costs about 20 ms for each listing that was judged.
    """
    machine = machinery.current().as_shipped()
    matches = [(words, _matches(machine, words)) for words in _words()]
    names = sorted({share.feature for _, found in matches for one in found for share in one.shares})
    lessons = [_lesson(words, found, names) for words, found in matches if found]
    have = enough(lessons)
    before = machinery.refit_in_force()
    told = Learned(
        base=machinery.model_version(),
        needs=have.needs,
        people=have.people,
        missing_needs=have.missing_needs,
        missing_people=have.missing_people,
        weights=before,
    )
    if not have:
        return told
    now = Factors(np.array([before.get(name, 1.0) for name in names]))
    trial = try_out(lessons, now)
    weights = {name: round(float(factor), 4) for name, factor in zip(names, trial.factors.parts, strict=True)}
    kept = keep and trial.better
    if kept:
        _put_in_force(weights, trial, actor)
    return replace(
        told,
        before=trial.before,
        after=trial.after,
        low=trial.difference.low,
        high=trial.difference.high,
        better=trial.better,
        kept=kept,
        weights=weights,
    )


def ranking_reset(*, actor: str = "") -> bool:
    """Goes back to the weights as shipped; false when they are in force already."""
    with transaction.atomic():
        row = Refit.objects.select_for_update().filter(active=True).first()
        if row is None:
            return False
        row.active = False
        row.save(update_fields=["active"])
        _leave_trail("ranking.reset", actor, before=row.weights, after=None)
    machinery.forget_refit()
    return True


def _put_in_force(weights: Mapping[str, float], trial: Trial, actor: str) -> None:
    with transaction.atomic():
        former = Refit.objects.select_for_update().filter(active=True).first()
        if former is not None:
            former.active = False
            former.save(update_fields=["active"])
        report = {
            "needs": trial.difference.needs,
            "before": trial.before,
            "after": trial.after,
            "low": trial.difference.low,
            "high": trial.difference.high,
        }
        base = machinery.model_version()
        Refit.objects.create(base=base, weights=dict(weights), report=report, active=True)
        _leave_trail("ranking.refit", actor, before=former.weights if former else {}, after=dict(weights))
    machinery.forget_refit()


def _leave_trail(
    action: str, actor: str, *, before: Mapping[str, object] | None, after: Mapping[str, object] | None
) -> None:
    record(action=action, object_type="ranking", object_id="ranking", actor=actor, before=before, after=after)
    publish(topic=TOPIC, key="ranking", payload={"action": action})


def _words() -> Iterator[_Words]:
    """Everything that counts, by person and listing; one's first word for a pair is replaced by one's last."""
    found: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for row in Judgement.objects.filter(counts=True, by__isnull=False).order_by("pk"):
        grade = _grade(row)
        if grade is not None:
            other = row.listing if row.subject == row.need else row.need
            found[row.subject, row.by_id or 0][other] = grade
    for (subject, by), grades in found.items():
        yield _Words(subject, str(by), grades)


def _grade(row: Judgement) -> int | None:
    match Verdict(row.verdict):
        case Verdict.IN_USE | Verdict.ADOPTED:
            return IN_USE
        case Verdict.ACCEPTED | Verdict.MET | Verdict.PILOTED:
            return ACCEPTED
        case Verdict.DECLINED if row.reason in ABOUT_THE_MATCH:
            return DECLINED
    return None  # a trial that ended tells of money and people as often as of the match


def _matches(machine: machinery.Machine, words: _Words) -> list[Match]:
    """The judged answers as the shipped ranking scores them today; nothing when the subject is not published now."""
    if not any(grade >= ACCEPTED for grade in words.grades.values()) or DECLINED not in words.grades.values():
        return []
    rows = {row.id: record_of(row) for row in for_index([words.subject, *words.grades])}
    subject = rows.pop(words.subject, None)
    if subject is None:
        return []
    return max((_of_group(machine, subject, rows, group) for group in COMPARED_TOGETHER), key=len)


def _of_group(
    machine: machinery.Machine, subject: Record, rows: Mapping[str, Record], group: frozenset[str]
) -> list[Match]:
    """Only what is scored together is compared: technologies with technologies, helpers with helpers."""
    kinds = frozenset(Kind(kind) for kind in group)
    ids = [id for id, row in rows.items() if row.kind in kinds]
    among = Filter(kinds=kinds, exclude=frozenset({subject.id}))
    return list(machine.judge(subject, ids, among=among)) if ids else []


def _lesson(words: _Words, matches: list[Match], names: list[str]) -> Lesson:
    parts = [odds_parts(one.score, one.shares) for one in matches]
    return Lesson(
        need=words.subject,
        by=words.by,
        parts=np.array([[part.get(name, 0.0) for name in names] for part in parts]),
        rest=np.zeros(len(matches)),
        grades=np.array([words.grades[one.id] for one in matches]),
    )
