"""The one question whose answer would change the order most: computed, not guessed.

For each thing that somebody has left unsaid, every answer that people usually give there is put in its place, checked
by the real criteria and scored by the real model, and the order that people would then see is compared with the one
they see now. The gain of a question is the expected change over its answers, each weighed by how usual it is
(``explain.slots`` says where that comes from). What an answer would do beyond the first twenty is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from banyan.engine.explain.slots import Answers, Other, Slot, of_listing, of_need
from banyan.engine.index.facets import Facet
from banyan.engine.index.nearest import KINDS
from banyan.engine.ports import Block
from banyan.engine.rank.collection import Floats
from banyan.engine.rank.criteria import CHECKS, World, said_by
from banyan.engine.rank.criteria.finding import Finding, Pair
from banyan.engine.rank.criteria.together import READS
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


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in order: its row in the pool and what was found of it."""

    record: Record
    row: int
    score: float
    findings: Findings

    def with_one(self, finding: Finding | None, criterion: Criterion) -> Findings:
        """What would be found of it with one finding in the place of another."""
        others = tuple([one for one in self.findings if one.criterion is not criterion])
        return others if finding is None else (*others, finding)


@dataclass(frozen=True, slots=True)
class Contest:
    """Who asks, who stands where, what else was said, and how any of them would be scored."""

    subject: Record
    language: str | None
    ranked: Sequence[Ranked]
    elsewhere: Callable[[Slot, Kind], Answers]  #: what all candidates of a kind say there
    world: World
    rescore: Rescore
    alike: Callable[[int, int], bool] = lambda one, other: False  #: near-copies, by places in ``ranked``

    @property
    def swapped(self) -> bool:
        """Whether the candidates are the needs."""
        return self.subject.kind is not Kind.NEED and any(one.record.kind is Kind.NEED for one in self.ranked)


class _Told(NamedTuple):
    """One criterion as it would be found: the finding, its number among those of its criterion that differ in what
    the score knows of them, and whether it takes a listing out of the answers."""

    finding: Finding | None
    number: int
    out: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    """An answer: how usual it is, and what would be found of each candidate that it touches."""

    weight: float
    told: list[tuple[int, _Told]]


@dataclass(frozen=True, slots=True)
class _Open:
    """A question with its possible outcomes."""

    slot: Slot
    asks: str
    finding: Finding | None
    outcomes: list[_Outcome] = field(default_factory=list)

    def asked(self, gain: float) -> Question:
        values = self.slot.values(self.finding)
        sentence = say(self.slot.message, values)
        return Question(self.slot.criterion, self.slot.message, values, sentence, asks=self.asks, gain=round(gain, 4))


def heard(block: Block, slot: Slot, kind: Kind, *, of_needs: bool) -> Answers:
    """What the listings of a kind say there, the most usual first."""
    facet = _OF_NEEDS.get(slot.criterion) if of_needs else None
    facet = READS[slot.criterion] if facet is None else facet
    rows = np.flatnonzero(block.kinds == KINDS.index(kind))
    _, first, counts = np.unique(block.facets[rows, facet], return_index=True, return_counts=True)
    said: Counter[Hashable] = Counter()
    for at in np.argsort(first).tolist():
        value = slot.get(block.said(int(rows[first[at]]), facet).facts)
        if value is not None:
            said[value] += int(counts[at])
    return {value: float(count) for value, count in said.most_common(_ANSWERS)}


_OF_NEEDS: Final = {Criterion.TERRITORY: Facet.PLACES, Criterion.TRL: Facet.LEAST_TRL}


def best_question(contest: Contest) -> Question | None:
    """The question with the largest expected gain, or None when no answer would change anything worth asking."""
    head = contest.ranked[:HEAD]
    if not head:
        return None
    contest = replace(contest, ranked=head)
    known = _Known(contest)
    questions = [*_to_the_asker(contest, known), *_to_the_others(contest, known)]
    simulated = _Simulated(contest, questions)
    gains = [simulated.gain(question) for question in questions]
    best = max(range(len(questions)), key=lambda at: gains[at], default=None)
    return questions[best].asked(gains[best]) if best is not None and gains[best] >= _LEAST else None


class _Known:
    """Checks made for the sake of questions, each once."""

    def __init__(self, contest: Contest) -> None:
        self._contest = contest
        self._swapped = contest.swapped
        self._checked: dict[Hashable, _Told] = {}
        self._alike: dict[Criterion, list[list[int]]] = {}
        said = [said_by(one.record) for one in contest.ranked]
        #: By criterion, all that its check reads of each candidate; of the needs themselves it may read anything.
        self.said: dict[Criterion, list[Hashable]] = {
            criterion: [
                place if self._swapped else (one.record.kind, what[at])
                for place, (one, what) in enumerate(zip(contest.ranked, said, strict=True))
            ]
            for at, criterion in enumerate(CHECKS)
        }

    def alike(self, criterion: Criterion) -> list[list[int]]:
        """The places of those that say the same of it."""
        found = self._alike.get(criterion)
        if found is None:
            groups: dict[Hashable, list[int]] = {}
            for place, said in enumerate(self.said[criterion]):
                groups.setdefault(said, []).append(place)
            found = self._alike[criterion] = list(groups.values())
        return found

    def check(self, criterion: Criterion, place: int, mine: Facts, theirs: Facts) -> _Told:
        """The subject with these facts against the candidate in a place with those."""
        listing = self._contest.ranked[place].record
        if self._swapped:
            mine, theirs, listing = theirs, mine, self._contest.subject
        found = CHECKS[criterion](Pair(mine, theirs, listing.kind, listing.language, self._contest.world))
        if found is None:
            return _Told(None, _NUMBERS[criterion], False)
        verdict = found.verdict
        return _Told(found, _NUMBERS[criterion] + _VERDICTS[verdict], found.hard and verdict is Verdict.CONFLICT)

    def once(self, key: Hashable, check: Callable[[], _Told]) -> _Told:
        """``key`` stands for all that the check reads of both sides, which are only made for a new one."""
        told = self._checked.get(key)
        if told is None:
            told = self._checked[key] = check()
        return told


_VERDICTS: Final = {verdict: number for number, verdict in enumerate(Verdict, start=1)}
_CRITERIA: Final = tuple(Criterion)
_NUMBERS: Final = {criterion: (len(Verdict) + 1) * number for number, criterion in enumerate(Criterion)}


def _to_the_asker(contest: Contest, known: _Known) -> Iterator[_Open]:
    """What the subject itself leaves unsaid touches every candidate."""
    subject, records = contest.subject, [one.record for one in contest.ranked]
    other = Other(records, contest.language, contest.world)
    for slot, finding in _unsaid(contest):
        question, criterion = _Open(slot, subject.kind.value, finding), slot.criterion
        for value, weight in _weighed(slot.usual(other)):
            facts = slot.put(subject.facts, value)
            told: list[tuple[int, _Told]] = []
            for places in known.alike(criterion):
                one = known.check(criterion, places[0], facts, records[places[0]].facts)
                told += [(place, one) for place in places]
            question.outcomes.append(_Outcome(weight, told))
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


def _to_the_others(contest: Contest, known: _Known) -> Iterator[_Open]:
    """What a candidate among the first leaves unsaid touches that one alone."""
    answers: dict[tuple[Kind, str, tuple[str, ...]], list[tuple[Hashable, float]]] = {}
    own, swapped = contest.subject.facts, contest.swapped
    for place, one in enumerate(contest.ranked[:_SEEN]):
        facts, kind = one.record.facts, one.record.kind
        findings = {finding.criterion: finding for finding in one.findings}
        for slot in of_need(facts) if swapped else of_listing(facts, one.findings):
            key = (kind, slot.message, slot.silent)
            if key not in answers:
                other = Other([contest.subject], one.record.language, contest.world)
                answers[key] = _weighed(contest.elsewhere(slot, kind) or slot.usual(other))
            question = _Open(slot, one.record.id, findings.get(slot.criterion))
            said = known.said[slot.criterion][place]
            for value, weight in answers[key]:
                check = partial(_with_theirs, known, slot, place, own, facts, value)
                question.outcomes.append(_Outcome(weight, [(place, known.once((key, value, said), check))]))
            yield question


def _with_theirs(known: _Known, slot: Slot, place: int, own: Facts, facts: Facts, value: Hashable) -> _Told:
    return known.check(slot.criterion, place, own, slot.put(facts, value))


def _weighed(answers: Answers) -> list[tuple[Hashable, float]]:
    total = sum(answers.values()) or 1.0
    return [(value, weight / total) for value, weight in answers.items()]


class _Simulated:
    """Every outcome of every question, scored in one go."""

    def __init__(self, contest: Contest, questions: Sequence[_Open]) -> None:
        self._contest = contest
        self._organisations = [one.record.organisation for one in contest.ranked]
        self._now = [-one.score for one in contest.ranked]
        different = {
            (place, told.number): told.finding
            for question in questions
            for outcome in question.outcomes
            for place, told in outcome.told
        }
        rows = [contest.ranked[place].row for place, _ in different]
        findings = [
            contest.ranked[place].with_one(finding, _CRITERIA[number // (len(Verdict) + 1)])
            for (place, number), finding in different.items()
        ]
        scores = contest.rescore(rows, findings).tolist()
        self._scores = {case: -score for case, score in zip(different, scores, strict=True)}
        self._copies: dict[int, set[int]] = {}
        self._today = self._spread(sorted(range(len(self._now)), key=self._now.__getitem__), find=True)
        self._changes: dict[tuple[int, ...], float] = {}

    def gain(self, question: _Open) -> float:
        """The expected change of the first places."""
        return sum(one.weight * self._change(one) for one in question.outcomes if one.weight)

    def _change(self, outcome: _Outcome) -> float:
        """How much of the first places changes, as people would see them: without conflicts, and spread over
        organisations. Near-copies are looked for once, in the order of today."""
        scores, out = self._now.copy(), set()
        for place, told in outcome.told:
            scores[place] = self._scores[place, told.number]
            if told.out:
                out.add(place)  # nobody in the order is in conflict now
        order = sorted(range(len(scores)), key=scores.__getitem__)
        if out:
            order = [place for place in order if place not in out]
        key = tuple(order)
        change = self._changes.get(key)
        if change is None:
            change = self._changes[key] = 1.0 - _agreement(self._today, self._spread(order))
        return change

    def _spread(self, places: Sequence[int], *, find: bool = False) -> list[int]:
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
