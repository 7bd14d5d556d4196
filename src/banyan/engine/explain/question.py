"""The one question whose answer would change the order most: computed, not guessed.

For each thing that somebody has left unsaid, every answer that people usually give there is put in its place, checked
by the real criteria and scored by the real model, and the order that people would then see is compared with the one
they see now. The gain of a question is the expected change over its answers, each weighed by how usual it is
(``explain.slots`` says where that comes from). What an answer would do beyond the first twenty is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from banyan.engine.explain.slots import Answers, Other, Slot, of_listing, of_need, said_elsewhere
from banyan.engine.rank.collection import Floats
from banyan.engine.rank.criteria import World, check_one
from banyan.engine.rank.criteria.finding import Finding
from banyan.engine.rank.diversity import PER_ORGANISATION
from banyan.engine.rank.messages import say
from banyan.engine.types import Criterion, Facts, Kind, Question, Record, Verdict

HEAD: Final = 20  #: candidates whose order is made anew
_SEEN: Final = 10  #: places of the order that people read
_ANSWERS: Final = 8  #: of other listings, the most usual ones
_LEAST: Final = 0.01

Findings = tuple[Finding, ...]
Rescore = Callable[[Sequence[int], Sequence[Findings]], Floats]
"""Scores of rows of the pool as if these had been the findings on them, by the model's own path."""


class _Case(NamedTuple):
    """Findings, all that the score knows of them, and whether they take a listing out of the answers."""

    findings: Findings
    verdicts: tuple[str, ...]
    out: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in order: its row in the pool and what was found of it."""

    record: Record
    row: int
    score: float
    findings: Findings

    def would(self, finding: Finding | None, criterion: Criterion) -> _Case:
        """What would be found of it with one finding in the place of another."""
        findings = tuple([one for one in self.findings if one.criterion is not criterion])
        out = False  # nobody in the order is in conflict now
        if finding is not None:
            findings = (*findings, finding)
            out = finding.hard and finding.verdict is Verdict.CONFLICT
        # Plain strings: hashing members of an enumeration costs more than the checks.
        return _Case(findings, tuple([one.criterion._value_ + one.verdict._value_ for one in findings]), out)


@dataclass(frozen=True, slots=True)
class Contest:
    """Who asks, who stands where, who else was considered, and how any of them would be scored."""

    subject: Record
    language: str | None
    ranked: Sequence[Ranked]
    pool: Sequence[Record]
    world: World
    rescore: Rescore
    alike: Callable[[int, int], bool] = lambda one, other: False  #: near-copies, by places in ``ranked``

    @property
    def swapped(self) -> bool:
        """Whether the candidates are the needs."""
        return self.subject.kind is not Kind.NEED and any(one.record.kind is Kind.NEED for one in self.ranked)


@dataclass(frozen=True, slots=True)
class _Open:
    """A question with its possible outcomes: weight, and by place what would be found of it."""

    slot: Slot
    asks: str
    finding: Finding | None
    outcomes: list[tuple[float, dict[int, _Case]]] = field(default_factory=list)

    def asked(self, gain: float) -> Question:
        values = self.slot.values(self.finding)
        sentence = say(self.slot.message, values)
        return Question(self.slot.criterion, self.slot.message, values, sentence, asks=self.asks, gain=round(gain, 4))


def best_question(contest: Contest) -> Question | None:
    """The question with the largest expected gain, or None when no answer would change anything worth asking."""
    head = contest.ranked[:HEAD]
    if not head:
        return None
    contest = replace(contest, ranked=head)
    questions = [*_to_the_asker(contest), *_to_the_others(contest)]
    simulated = _Simulated(contest, questions)
    gains = [simulated.gain(question) for question in questions]
    best = max(range(len(questions)), key=lambda at: gains[at], default=None)
    return questions[best].asked(gains[best]) if best is not None and gains[best] >= _LEAST else None


def _to_the_asker(contest: Contest) -> Iterator[_Open]:
    """What the subject itself leaves unsaid touches every candidate."""
    subject = contest.subject
    other = Other([one.record for one in contest.ranked], contest.language, contest.world)
    for slot, finding in _unsaid(contest):
        question = _Open(slot, subject.kind.value, finding)
        for value, weight in _weighed(slot.usual(other)):
            facts = slot.put(subject.facts, value)
            changed = {
                place: one.would(_checked(contest, slot.criterion, facts, one.record), slot.criterion)
                for place, one in enumerate(contest.ranked)
            }
            question.outcomes.append((weight, changed))
        yield question


def _unsaid(contest: Contest) -> Iterator[tuple[Slot, Finding | None]]:
    subject = contest.subject
    if not contest.swapped:
        yield from ((slot, None) for slot in of_need(subject.facts))
        return
    unknown: dict[Criterion, Finding] = {}
    for one in contest.ranked:
        for finding in one.findings:
            if finding.verdict is Verdict.UNKNOWN:
                unknown.setdefault(finding.criterion, finding)
    for slot in of_listing(subject.facts, tuple(unknown.values())):
        yield slot, unknown[slot.criterion]


def _to_the_others(contest: Contest) -> Iterator[_Open]:
    """What a candidate among the first leaves unsaid touches that one alone."""
    said: dict[tuple[Kind, str, tuple[str, ...]], Answers] = {}
    for place, one in enumerate(contest.ranked[:_SEEN]):
        facts, kind = one.record.facts, one.record.kind
        for slot in of_need(facts) if contest.swapped else of_listing(facts, one.findings):
            key = (kind, slot.message, slot.silent)
            if key not in said:
                alike = [record for record in contest.pool if record.kind is kind]
                other = Other([contest.subject], one.record.language, contest.world)
                said[key] = said_elsewhere(slot, alike, most=_ANSWERS) or slot.usual(other)
            known = {finding.criterion: finding for finding in one.findings}
            question = _Open(slot, one.record.id, known.get(slot.criterion))
            for value, weight in _weighed(said[key]):
                told = replace(one.record, facts=slot.put(facts, value))
                finding = _checked(contest, slot.criterion, contest.subject.facts, told)
                question.outcomes.append((weight, {place: one.would(finding, slot.criterion)}))
            yield question


def _weighed(answers: Answers) -> list[tuple[object, float]]:
    total = sum(answers.values()) or 1.0
    return [(value, weight / total) for value, weight in answers.items()]


def _checked(contest: Contest, criterion: Criterion, subject: Facts, other: Record) -> Finding | None:
    if contest.swapped:
        own = contest.subject
        return check_one(criterion, other.facts, replace(own, facts=subject), contest.world)
    return check_one(criterion, subject, other, contest.world)


class _Simulated:
    """Every outcome of every question, scored in one go."""

    def __init__(self, contest: Contest, questions: Sequence[_Open]) -> None:
        self._contest = contest
        self._organisations = [one.record.organisation for one in contest.ranked]
        self._scores = self._scored(questions)
        self._copies: dict[int, set[int]] = {}
        self._today = self._order({}, find=True)

    def _scored(self, questions: Sequence[_Open]) -> dict[tuple[int, tuple[str, ...]], float]:
        different = {
            (place, case.verdicts): case.findings
            for question in questions
            for _, changed in question.outcomes
            for place, case in changed.items()
        }
        rows = [self._contest.ranked[place].row for place, _ in different]
        scores = self._contest.rescore(rows, list(different.values()))
        return dict(zip(different, scores.tolist(), strict=True))

    def gain(self, question: _Open) -> float:
        """The expected change of the first places."""
        orders = ((weight, self._order(changed)) for weight, changed in question.outcomes)
        return sum(weight * (1.0 - _agreement(self._today, order)) for weight, order in orders if weight)

    def _order(self, changed: dict[int, _Case], *, find: bool = False) -> list[int]:
        """The first places as people would see them: without conflicts, and spread over organisations. Near-copies are
        looked for once, in the order of today."""
        standing: list[tuple[float, int]] = []
        for place, one in enumerate(self._contest.ranked):
            case = changed.get(place)
            if case is None:
                standing.append((-one.score, place))
            elif not case.out:
                standing.append((-self._scores[place, case.verdicts], place))
        return self._spread([place for _, place in sorted(standing)], find=find)

    def _spread(self, places: Sequence[int], *, find: bool) -> list[int]:
        taken: list[int] = []
        passed: list[int] = []
        counts: Counter[str] = Counter()
        for place in places:
            name = self._organisations[place]
            if find:
                self._find_copies(place, taken)
            full = bool(name) and counts[name] >= PER_ORGANISATION
            if full or (place in self._copies and not self._copies[place].isdisjoint(taken)):
                passed.append(place)
            else:
                taken.append(place)
                counts[name] += 1
                if len(taken) == _SEEN:
                    return taken
        return [*taken, *passed][:_SEEN]

    def _find_copies(self, place: int, taken: Sequence[int]) -> None:
        for other in taken:
            if self._contest.alike(other, place):
                self._copies.setdefault(place, set()).add(other)
                self._copies.setdefault(other, set()).add(place)


def _agreement(one: Sequence[int], other: Sequence[int]) -> float:
    """Average overlap of two orders over their first 1, 2, … places: the first places count most."""
    depth = min(_SEEN, max(len(one), len(other)))
    if depth == 0 or one == other:
        return 1.0
    seen_one: set[int] = set()
    seen_other: set[int] = set()
    total = 0.0
    for cut in range(1, depth + 1):
        seen_one.update(one[cut - 1 : cut])
        seen_other.update(other[cut - 1 : cut])
        total += len(seen_one & seen_other) / cut
    return total / depth
