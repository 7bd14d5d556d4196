"""All standing listings against the new ones. Few news are asked which of the many that stand may want them; those are
scored among the news, and what may fit then as its answers page scores it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from banyan.domain.listings.selectors import answering, for_index, listings_by_ids
from banyan.domain.listings.types import State
from banyan.engine.explain.reasons import CLEAR
from banyan.engine.types import Filter, Kind, Match, Record, Verdict
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.alerting.found import Found
from banyan.practice.matchmaking.alerting.news import News
from banyan.practice.matchmaking.models import Alert, IndexPending
from banyan.practice.matchmaking.records import record_of, record_of_view
from banyan.practice.matchmaking.rules import ANSWERED_BY, COMPARED_TOGETHER, batches
from banyan.practice.matchmaking.selectors.answers import among
from banyan.practice.matchmaking.types import About

#: Below this score of its first answer the answers page says that nothing fits well.
FITS = CLEAR
_MAYBE = 5.0
"""Score among the new listings alone from which a pair is scored among all. Of the sample's pairs that fit among all,
none had less than 26 among 1, 3, 10 or 40 new ones; about one pair in ten has more than 5."""
_WANTED_FIRST, _WANTED_LEAST, _WANTED_ALWAYS = 30, 0.2, 2.0
"""A new listing asks, with the roles swapped, who may want it: the first thirty from the lower score, and all from the
upper one. Of 132 pairs that fit, in two judged collections (250 new listings each, some 500 and 1,100 needs that
stand), none came later than the sixth or had less than 0.4; ``benchmarks/standing.py`` counts them anew."""
_MOST_WANTED = 300
_ASKED_INSTEAD = 15
"""Asking for a new listing costs what comparing so many standing ones costs; with more news, all that stand are
compared."""
_SUBJECTS_AT_ONCE = 500
_REASONS = 2

_Pairs = Mapping[str, Sequence[str]]


def by_listings(machine: machinery.Machine, news: News) -> Iterator[Found]:
    """What answers the listings that somebody watches, among the news."""
    alerts = _watching() if news.records else {}
    for group in COMPARED_TOGETHER:
        kinds = frozenset(Kind(kind) for kind in group)
        ids = frozenset(id for id, record in news.records.items() if record.kind in kinds)
        asking = {kind for kind, answers in ANSWERED_BY.items() if not group.isdisjoint(answers)}
        if not ids:
            continue
        for part in batches(_who_may_want(machine, news, ids, list(alerts), asking), _SUBJECTS_AT_ONCE):
            rows = {row.id: record_of(row) for row in for_index(part, whole=True) if row.kind.value in asking}
            likely = _likely(machine, list(rows.values()), kinds, ids)
            people = answering(likely)
            for subject, listings in likely.items():
                inside = [one for one in alerts[subject] if one.person_id in people[subject]]
                outside = [one for one in alerts[subject] if one not in inside and not one.standing]
                if inside:
                    yield from _fitting(machine, inside, rows[subject], listings, kinds)
                for alert in outside:
                    if seen := _as_seen_by(alert):
                        yield from _fitting(machine, [alert], seen, listings, kinds)


def _who_may_want(
    machine: machinery.Machine, news: News, ids: frozenset[str], standing: Sequence[str], asking: Iterable[str]
) -> Sequence[str]:
    """Of the listings that stand, those that one of the news may fit; all where that is cheaper. What is not in the
    index yet cannot be found in it, so it is always among them."""
    if len(standing) <= _ASKED_INSTEAD * len(ids):
        return standing
    only = Filter(kinds=frozenset(Kind(kind) for kind in asking), only=frozenset(standing))
    asked = [news.records[id] for id in sorted(ids)]
    wanted = set(IndexPending.objects.filter(listing__in=standing).values_list("listing", flat=True))
    for hits in machine.rank_all(asked, top=_MOST_WANTED, filter=only):
        likely = takewhile(lambda hit: hit.score >= _WANTED_LEAST, hits)
        wanted |= {hit.id for place, hit in enumerate(likely) if place < _WANTED_FIRST or hit.score >= _WANTED_ALWAYS}
    return [one for one in standing if one in wanted]


def _watching() -> dict[str, list[Alert]]:
    """Listing → those who watch its answers."""
    found: dict[str, list[Alert]] = defaultdict(list)
    rows = Alert.objects.filter(about=About.LISTING, active=True, person__is_active=True)
    for alert in rows.select_related("person").order_by("pk"):
        found[alert.listing].append(alert)
    return found


def _likely(
    machine: machinery.Machine, subjects: Sequence[Record], kinds: frozenset[Kind], ids: frozenset[str]
) -> dict[str, list[str]]:
    """Subject → the new listings that may fit it."""
    if not subjects:
        return {}
    ranked = machine.rank_all(subjects, top=len(ids), filter=Filter(kinds=kinds, only=ids))
    found = {
        subject.id: [hit.id for hit in hits if hit.score >= _MAYBE and hit.id != subject.id]
        for subject, hits in zip(subjects, ranked, strict=True)
    }
    return {subject: listings for subject, listings in found.items() if listings}


def _as_seen_by(alert: Alert) -> Record | None:
    """The listing as somebody who does not answer for it sees it; nothing when they may not."""
    views = listings_by_ids([alert.listing], for_user=alert.person)
    return record_of_view(views[0]) if views and views[0].state is State.PUBLISHED else None


def _fitting(
    machine: machinery.Machine,
    alerts: Sequence[Alert],
    subject: Record,
    listings: Sequence[str],
    kinds: frozenset[Kind],
) -> Iterator[Found]:
    """What fits the subject, scored among all that it is compared with; for each of these alerts."""
    for match in machine.judge(subject, listings, among=among(subject, kinds)):
        if match.score >= FITS and not _fails(match):
            why = tuple((reason.message, dict(reason.values)) for reason in match.reasons[:_REASONS])
            yield from (Found(alert, match.id, match.score, why) for alert in alerts)


def _fails(match: Match) -> bool:
    """Whether something that must hold does not."""
    return any(one.hard and one.verdict is Verdict.CONFLICT for one in match.criteria)
