"""From a need to explained answers: candidates, features, score, criteria, order, words.

The same path serves every direction: an offer looking for needs is the same comparison with the roles swapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, takewhile
from typing import Final

import numpy as np

from banyan.engine.embed.texts import PASSAGES, embedded, texts_to_embed
from banyan.engine.explain.passages import Reading, Recall, nearest_passages
from banyan.engine.explain.question import HEAD, Contest, Ranked, best_question, heard
from banyan.engine.explain.reasons import CLEAR, Case, concepts, doubts, reasons
from banyan.engine.explain.shared import Shared, shared_terms
from banyan.engine.index.block import Lazy
from banyan.engine.index.nearest import KINDS
from banyan.engine.ports import Block, Encoder, IndexReader, Ints, Places, Vectors
from banyan.engine.rank.collection import Collection, Floats, Profile
from banyan.engine.rank.criteria import Checker, Finding, World, to_the_owner
from banyan.engine.rank.criteria.together import Checked, one_by_one, together
from banyan.engine.rank.diversity import Copies, Entry, diversify
from banyan.engine.rank.features import Candidates, Subject, compare
from banyan.engine.rank.fusion import Weights, shipped_weights
from banyan.engine.rank.meaning import heart, scale_of
from banyan.engine.rank.pool import Pool
from banyan.engine.rank.rates import SHIPPED, Rates
from banyan.engine.rank.refit import Scored
from banyan.engine.text.profile import profiles
from banyan.engine.types import Answers, Filter, Hit, Kind, Match, Passage, Question, Record, Share

_BY_WORDS: Final = 300
_BY_MEANING: Final = 150
_SEARCHED: Final = 100  #: hits of each side that a search fuses
_QUERIES_AT_ONCE: Final = 32
_MOST_BUT_FOR: Final = 3
_HEAD: Final = 60  #: places within which equal scores go by id
_NEARLY: Final = 0.1
"""Part of the best score of its kind from which what fails a hard condition is worth naming, where there is room."""
_LEAST: Final = 1.0  #: score below which it is not, beside no answer either
_SEARCH_CONSTANT: Final = 60.0
"""Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    record: Record
    profile: Profile
    row: int
    score: float
    criteria: tuple[Finding, ...]

    def ranked(self) -> Ranked:
        return Ranked(self.record, self.row, self.score, self.criteria)


class Matcher:
    """Matches records against one generation of an index. Safe to share between threads.

    Vectors of the index must come from ``encoder``; with the ``none`` encoder matching is by words alone. ``today`` is
    the day against which dates are checked. ``recall`` gives the vectors of sentences, for the passages of listings in
    another language. ``passages`` texts of a need are embedded, at most, where there are listings in other languages.
    """

    def __init__(
        self,
        index: IndexReader,
        encoder: Encoder,
        places: Places,
        *,
        today: date,
        weights: Weights | None = None,
        rates: Rates = SHIPPED,
        recall: Recall | None = None,
        factors: Mapping[str, float] | None = None,
        passages: int = PASSAGES,
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._recall = recall
        self._world = World(places, today=today, rates=rates)
        self._weights = weights or shipped_weights()
        self._factors = factors or {}
        self._today = today
        self._most = passages
        self._collection = Collection(index)
        self._languages = frozenset(index.languages()) - {""}

    def with_factors(self, factors: Mapping[str, float]) -> Matcher:
        """The same matcher with other factors of the parts of a score."""
        other = copy(self)
        other._factors = factors
        return other

    def match(self, need: Record, *, top: int = 10, filter: Filter = Filter()) -> Answers:  # noqa: B008 (immutable)
        """The ``top`` best listings for a need, explained; ``need`` may be a listing of any kind.

        What conflicts with a hard criterion leaves the answers and is named apart when its score would have put it
        there. Without a kind in the filter, a need is answered with everything but needs, anything else with needs.
        Raises ``EncoderError``.
        """
        return self._answer(need, self._encode([need])[0], top, filter)

    def judge(self, need: Record, ids: Sequence[str], *, among: Filter = Filter()) -> tuple[Match, ...]:  # noqa: B008
        """The match of a need with each of these listings, in their order: scored as ``match`` with the filter
        ``among`` scores it, whether or not it would be among the answers. Ids that are not in the index are left out.
        Raises ``EncoderError``."""
        vectors = self._encode([need])[0]
        pools = [pool := self._pool(need, vectors, 0, among)]
        known = {record.id for record in pool.candidates.records}
        # Features are compared within a pool, so each listing from outside joins it alone: no other score changes.
        pools += [self._pool(need, vectors, 0, among, also=id) for id in ids if id not in known]
        found: dict[str, Match] = {}
        for pool in pools:
            scores = pool.scores(self._weights)
            every, conflicting = _order(pool, scores, spread=False)
            asked = [one for one in (*every, *conflicting) if one.record.id in ids and one.record.id not in found]
            found.update((match.id, match) for match in self._explained(pool, asked, scores))
        return tuple(found[id] for id in ids if id in found)

    def match_all(self, needs: Iterable[Record], *, top: int = 10, filter: Filter = Filter()) -> Iterator[Answers]:  # noqa: B008
        """``match`` of many, in their order, embedding several at once."""
        for need, vectors, near in self._embedded(needs, top, filter):
            yield self._answer(need, vectors, top, filter, near=near)

    def rank_all(
        self,
        needs: Iterable[Record],
        *,
        top: int = 100,
        filter: Filter = Filter(),  # noqa: B008
    ) -> Iterator[Sequence[Hit]]:
        """Ids and scores of the best for each need, by score alone: without words, and not spread over organisations
        as ``match`` is, so that the ranking itself can be measured. Raises ``EncoderError``."""
        for need, vectors, near in self._embedded(needs, top, filter):
            pool = self._pool(need, vectors, top, filter, near=near)
            kept, _ = _order(pool, pool.scores(self._weights), spread=False, first=top)
            yield [Hit(candidate.record.id, candidate.score, "both") for candidate in kept[:top]]

    def pool(self, need: Record, *, top: int = 100, filter: Filter = Filter()) -> Pool:  # noqa: B008
        """What ``match`` weighs, for recipes that fit weights. Raises ``EncoderError``."""
        return self._pool(need, self._encode([need])[0], top, filter)

    def search(
        self,
        text: str,
        *,
        language: str | None = None,
        top: int = 20,
        filter: Filter = Filter(),  # noqa: B008
    ) -> Sequence[Hit]:
        """Listings for a few words, by words and by meaning. Words count double: who types a name wants that name."""
        words = self._index.by_words(text, language=language, filter=filter, top=max(top, _SEARCHED))
        vectors = self._encoder.queries([text]) if self._encoder.dimensions and text.strip() else None
        meaning = (
            self._index.by_meaning(vectors[0], filter=filter, top=max(top, _SEARCHED)) if vectors is not None else ()
        )
        return _reciprocal(words, meaning)[:top]

    def _embedded(
        self, needs: Iterable[Record], top: int, filter: Filter
    ) -> Iterator[tuple[Record, Vectors | None, Ints | None]]:
        """Needs with their vectors and what is nearest to them, looked for together."""
        remaining = iter(needs)
        while batch := list(islice(remaining, _QUERIES_AT_ONCE)):
            rows = self._encode(batch)
            vectors = [row for row in rows if row is not None]
            near: Sequence[Ints | None] = [None] * len(batch)
            if vectors:
                filters = [_allowed(need, filter) for need in batch]
                most = max(_BY_MEANING, top)
                firsts = np.stack([some[0] for some in vectors])
                near = self._index.find_each_by_meaning(firsts, filters=filters, top=most)
            yield from zip(batch, rows, near, strict=True)

    def _encode(self, needs: Sequence[Record]) -> list[Vectors | None]:
        if not self._encoder.dimensions or not needs:
            return [None] * len(needs)
        texts = [texts_to_embed(need, most=self._most if self._crosses(need.language) else 1) for need in needs]
        return [*embedded(texts, self._encoder.queries)]

    def _crosses(self, language: str | None) -> bool:
        """Whether there are listings in other languages: only they hear what follows a need's beginning."""
        return bool(self._languages - {language or ""})

    def _answer(
        self, need: Record, vectors: Vectors | None, top: int, filter: Filter, *, near: Ints | None = None
    ) -> Answers:
        pool = self._pool(need, vectors, top, filter, near=near)
        scores = pool.scores(self._weights)
        kept, outside = _order(pool, scores, first=max(top, _HEAD))
        shown = kept[:top]
        best = shown[0].score if shown else 0.0
        but_for = _nearly(outside, shown, full=len(shown) == top)
        explained = self._explained(pool, [*shown, *but_for], scores)
        return Answers(
            need=need.id,
            matches=explained[: len(shown)],
            would_fit_but_for=explained[len(shown) :],
            question=self._question(pool, kept),
            encoder=self._encoder.name,
            generation=self._index.generation,
            candidates=len(pool.candidates.records),
            clear=best >= CLEAR,
        )

    def _question(self, pool: Pool, kept: Sequence[_Candidate]) -> Question | None:
        head = kept[:HEAD]
        swapped = any(_swapped(pool.subject.record, candidate.record) for candidate in head)
        return best_question(
            Contest(
                subject=pool.subject.record,
                language=pool.subject.profile.language,
                ranked=[candidate.ranked() for candidate in head],
                elsewhere=lambda slot, kind: heard(pool.candidates.block, slot, kind, of_needs=swapped),
                world=self._world,
                rescore=lambda rows, criteria: pool.rescored(rows, criteria, self._weights),
                alike=Copies(lambda place: head[place].profile).alike,
            )
        )

    def _pool(
        self,
        need: Record,
        vectors: Vectors | None,
        top: int,
        filter: Filter,
        *,
        also: str = "",
        near: Ints | None = None,
    ) -> Pool:
        """``also`` is a listing that joins the candidates, ``near`` what is known to be nearest in meaning."""
        profile, order = self._collection.read(need)
        subject = Subject(need, profile, vectors, scale_of(self._encoder.name), order)
        numbers = self._found(subject, _allowed(need, filter), top, near)
        if also:
            numbers = np.append(numbers, self._index.find(also))
        block = self._index.block(numbers, vectors=vectors is not None)
        candidates = Candidates(block, self._check(need, block))
        compared = compare(subject, candidates, self._collection, today=self._today)
        return Pool(subject, candidates, compared.features, compared.evidence, compared.beside, self._factors)

    def _found(self, subject: Subject, filter: Filter, top: int, near: Ints | None) -> Ints:
        """The union of the best by words and the best by meaning, in a fixed order. A need's passages are looked for
        besides its beginning where there are listings in other languages, which its words do not find."""
        text, code, most = subject.record.whole(), subject.profile.language, max(_BY_MEANING, top)
        found = [self._index.find_by_words(text, language=code, filter=filter, top=max(_BY_WORDS, top))]
        if near is not None:
            found.append(near)
        elif subject.vectors is not None:
            found.append(self._index.find_by_meaning(subject.vectors[0], filter=filter, top=most))
        if subject.vectors is not None and len(subject.vectors) > 1 and self._crosses(code):
            found.append(self._index.find_by_meaning(heart(subject.vectors), filter=filter, top=most))
        every = np.concatenate(found)
        return every[np.sort(np.unique(every, return_index=True)[1])]

    def _check(self, subject: Record, block: Block) -> Checked:
        """Criteria are the need's: an offer's subject is checked from the other side."""
        if subject.kind is Kind.NEED or not (block.kinds == KINDS.index(Kind.NEED)).any():
            return together(subject.facts, block, self._world)
        sides = ((other, subject) if _swapped(subject, other) else (subject, other) for other in block.records)
        return one_by_one([Checker(need.facts, self._world).check(listing) for need, listing in sides])

    def _explained(self, pool: Pool, chosen: Sequence[_Candidate], scores: Scored) -> tuple[Match, ...]:
        known = self._index.records([one.record.id for one in chosen])
        others = [known.get(one.record.id, one.record) for one in chosen]  # candidates come without their texts
        shared = [shared_terms(pool.subject.profile, one.profile, self._collection) for one in chosen]
        passages = self._passages(pool, chosen, others, shared)
        shares = scores.shares_of([one.row for one in chosen])
        return tuple(
            self._match(pool.subject, *each) for each in zip(chosen, others, shared, passages, shares, strict=True)
        )

    def _passages(
        self, pool: Pool, chosen: Sequence[_Candidate], others: Sequence[Record], shared: Sequence[Shared]
    ) -> list[tuple[Passage, ...]]:
        """Of each chosen candidate: by meaning where that tells, else left without each of their sentences, and all
        scored at once."""
        pairs = list(zip(others, shared, strict=True))
        nearest = [self._nearest(pool.subject, other, one) for other, one in pairs]
        readings = [None if near else Reading(other, one) for near, (other, one) in zip(nearest, pairs, strict=True)]
        texts = [reading.texts() if reading else [] for reading in readings]
        rows = [one.row for one, some in zip(chosen, texts, strict=True) for _ in some]
        changed = list(profiles([text for some in texts for text in some]))
        every = pool.with_texts(rows, changed, self._collection, self._weights)
        parts = np.split(every, np.cumsum([len(some) for some in texts])[:-1]) if texts else []
        return [
            reading.passages(part) if reading else near
            for near, reading, part in zip(nearest, readings, parts, strict=True)
        ]

    def _nearest(self, subject: Subject, other: Record, shared: Shared) -> tuple[Passage, ...]:
        """By meaning, of a listing in another language."""
        own = subject.profile.language
        if self._recall is None or subject.vectors is None or not own or own == shared.language:
            return ()
        return nearest_passages(other, shared, subject.vectors, self._recall)

    def _match(
        self,
        subject: Subject,
        candidate: _Candidate,
        other: Record,
        shared: Shared,
        passages: tuple[Passage, ...],
        shares: tuple[Share, ...],
    ) -> Match:
        need = subject.record
        told = tuple(finding.told() for finding in candidate.criteria)
        criteria = to_the_owner(told) if _swapped(need, other) else told
        case = Case(
            need=need,
            other=other,
            shared=shared,
            need_language=subject.profile.language,
            length=candidate.profile.length,
            score=candidate.score,
            shares=shares,
        )
        return Match(
            id=other.id,
            kind=other.kind,
            title=other.title,
            organisation=other.organisation,
            language=other.language or candidate.profile.language,
            score=candidate.score,
            shares=shares,
            criteria=criteria,
            passages=passages,
            reasons=reasons(case),
            doubts=doubts(case, criteria),
            concepts=concepts(need, other),
        )


def _order(
    pool: Pool, scores: Scored, *, spread: bool = True, first: int | None = None
) -> tuple[Sequence[_Candidate], Sequence[_Candidate]]:
    """Those that stand, best first and spread over organisations, and those in hard conflict, best first. Equal scores
    go by id, among the ``first`` of both; beyond them that is not worth reading the ids."""
    candidates = pool.candidates
    equal = np.round(scores.scores, 9)  # twins differ in the last bit by where they stand in a product of matrices
    rows = np.argsort(-equal, kind="stable")
    conflicts = candidates.criteria.conflicts[rows]
    standing = _by_id(rows[~conflicts], equal, candidates.records, first)
    outside = _by_id(rows[conflicts], equal, candidates.records, first)

    def candidate(row: int) -> _Candidate:
        record, profile = candidates.records[row], candidates.profiles[row]
        return _Candidate(record, profile, row, float(scores.scores[row]), candidates.criteria[row])

    if spread:
        records, profiles = candidates.records, candidates.profiles
        entries = Lazy(len(standing), lambda at: Entry(records[standing[at]].organisation, profiles[standing[at]]))
        standing = [standing[place] for place in diversify(entries)]
    return (
        Lazy(len(standing), lambda at: candidate(standing[at])),
        Lazy(len(outside), lambda at: candidate(outside[at])),
    )


def _by_id(rows: Ints, scores: Floats, records: Sequence[Record], first: int | None) -> list[int]:
    """Rows, best first, with equal scores by id."""
    order: list[int] = rows.tolist()
    equal = np.flatnonzero(np.diff(scores[rows]) == 0) if len(rows) else rows
    for group in np.split(equal, np.flatnonzero(np.diff(equal) > 1) + 1) if len(equal) else ():
        low, high = int(group[0]), int(group[-1]) + 2
        if first is not None and low >= first:
            break
        order[low:high] = sorted(order[low:high], key=lambda row: records[row].id)
    return order


def _nearly(outside: Sequence[_Candidate], shown: Sequence[_Candidate], *, full: bool) -> list[_Candidate]:
    """Those that would be among the answers but for a hard condition, and not far below the best of their kind."""
    last = shown[-1].score if shown and full else 0.0
    best = {one.record.kind: one.score for one in sorted(shown, key=lambda one: one.score)}
    near = takewhile(lambda one: one.score >= max(last, _LEAST), outside)
    return list(islice((one for one in near if one.score >= _NEARLY * best.get(one.record.kind, 0.0)), _MOST_BUT_FOR))


def _swapped(subject: Record, other: Record) -> bool:
    """Whether the other one is the need."""
    return other.kind is Kind.NEED and subject.kind is not Kind.NEED


def _allowed(need: Record, filter: Filter) -> Filter:
    """The filter with the kinds of the other side when none is named, and with the record itself out."""
    kinds = filter.kinds or (frozenset(Kind) - {Kind.NEED} if need.kind is Kind.NEED else frozenset({Kind.NEED}))
    itself = frozenset({need.id}) if need.kind in kinds else frozenset()
    return replace(filter, kinds=kinds, exclude=filter.exclude | itself)


def _reciprocal(words: Sequence[Hit], meaning: Sequence[Hit]) -> list[Hit]:
    """Reciprocal rank fusion, words counted twice; the score is relative to the best possible, 0–1."""
    scores: dict[str, float] = {}
    for weight, hits in ((2.0, words), (1.0, meaning)):
        for rank, hit in enumerate(hits, start=1):
            scores[hit.id] = scores.get(hit.id, 0.0) + weight / (_SEARCH_CONSTANT + rank)
    by_words, by_meaning = {hit.id for hit in words}, {hit.id for hit in meaning}
    best = 3.0 / (_SEARCH_CONSTANT + 1)

    def by(id: str) -> str:
        return "both" if id in by_words and id in by_meaning else "words" if id in by_words else "meaning"

    return [Hit(id, scores[id] / best, by(id)) for id in sorted(scores, key=lambda id: (-scores[id], id))]
