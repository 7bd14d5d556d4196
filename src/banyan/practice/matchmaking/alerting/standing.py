"""All standing listings against the new ones: a product of matrices says which may fit, then each of these is scored as
its answers page scores it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from banyan.domain.listings.selectors import answering, for_index, listings_by_ids
from banyan.domain.listings.types import State
from banyan.engine.explain.reasons import CLEAR
from banyan.engine.types import Filter, Kind, Match, Record, Verdict
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.alerting.found import Found
from banyan.practice.matchmaking.alerting.news import News
from banyan.practice.matchmaking.models import Alert
from banyan.practice.matchmaking.records import record_of, record_of_view
from banyan.practice.matchmaking.rules import ANSWERED_BY, COMPARED_TOGETHER, batches
from banyan.practice.matchmaking.selectors.answers import among
from banyan.practice.matchmaking.types import About

#: Below this score of its first answer the answers page says that nothing fits well.
FITS = CLEAR
_MAYBE = 5.0
"""Score among the new listings alone from which a pair is scored among all. Of the sample's pairs that fit among all,
none had less than 26 among 1, 3, 10 or 40 new ones; about one pair in ten has more than 5."""
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
        for part in batches(list(alerts), _SUBJECTS_AT_ONCE):
            rows = [row for row in for_index(part, whole=True) if row.kind.value in asking]
            likely = _likely(machine, [record_of(row) for row in rows], kinds, ids)
            people = answering(likely)
            for subject, listings in likely.items():
                for alert in alerts[subject]:
                    if not alert.standing or alert.person_id in people[subject]:
                        yield from _fitting(machine, alert, listings, kinds)


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


def _fitting(
    machine: machinery.Machine, alert: Alert, listings: Sequence[str], kinds: frozenset[Kind]
) -> Iterator[Found]:
    """Scored with the listing as this person sees it, among all that it is compared with."""
    views = listings_by_ids([alert.listing], for_user=alert.person)
    if not views or views[0].state is not State.PUBLISHED:
        return
    subject = record_of_view(views[0])
    for match in machine.judge(subject, listings, among=among(subject, kinds)):
        if match.score >= FITS and not _fails(match):
            why = tuple((reason.message, dict(reason.values)) for reason in match.reasons[:_REASONS])
            yield Found(alert, match.id, match.score, why)


def _fails(match: Match) -> bool:
    """Whether something that must hold does not."""
    return any(one.hard and one.verdict is Verdict.CONFLICT for one in match.criteria)
