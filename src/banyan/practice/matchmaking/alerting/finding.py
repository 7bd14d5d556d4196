"""New listings → notices. Killed at any moment, the next run does it again, and nobody is told twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from banyan.base.clock import now
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.alerting.found import Found
from banyan.practice.matchmaking.alerting.news import News, look, remember
from banyan.practice.matchmaking.alerting.searches import by_searches
from banyan.practice.matchmaking.alerting.standing import by_listings
from banyan.practice.matchmaking.errors import IndexNotReady
from banyan.practice.matchmaking.models import AlertPending, Finding, Judgement, Notice
from banyan.practice.matchmaking.rules import next_letter, soonest
from banyan.practice.matchmaking.twins import twins_of
from banyan.practice.matchmaking.types import Frequency, NoticeState

_WRITTEN_AT_ONCE = 1000
Pair = tuple[int, str]


def alerts_find() -> int:
    """Looks at everything that is new, for all alerts of everybody; returns how many notices that made."""
    done = 0
    while AlertPending.objects.exists():
        try:
            machine = machinery.current()
        except IndexNotReady:
            return done
        news = look(machine)
        if not news.taken:
            return done
        found = [*by_listings(machine, news), *by_searches(machine, news)]
        done += _keep(news, found)
    return done


def _keep(news: News, found: Sequence[Found]) -> int:
    """All of it or nothing: notices, what the listings were like, and that they were looked at."""
    moment = now()
    with transaction.atomic():
        wanted = _without_those_who_know(news, found)
        made = _notices(wanted, moment)
        remember(news.sketches)
        AlertPending.objects.filter(pk__in=list(news.taken)).delete()
    return made


def _without_those_who_know(news: News, found: Iterable[Found]) -> dict[Pair, list[Found]]:
    """By person and listing; nobody hears of a listing of their own, or of a pair on which they have said a word."""
    pairs: dict[Pair, list[Found]] = defaultdict(list)
    for one in found:
        if one.alert.person_id not in news.people.get(one.listing, frozenset()):
            pairs[one.alert.person_id, one.listing].append(one)
    ids = list(news.records)
    said = {
        (by, frozenset((need, listing)))
        for by, need, listing in Judgement.objects.filter(Q(need__in=ids) | Q(listing__in=ids)).values_list(
            "by_id", "need", "listing"
        )
    }
    kept = {
        pair: [one for one in some if (pair[0], frozenset((one.alert.listing, one.listing))) not in said]
        for pair, some in pairs.items()
    }
    return _one_of_each({pair: some for pair, some in kept.items() if some})


def _one_of_each(wanted: Mapping[Pair, list[Found]]) -> dict[Pair, list[Found]]:
    """Of what stands in several places nobody hears twice: not of a listing whose twin they were told of, and of one of
    several new ones. A listing they have a notice of already stays, for the other alerts that find it."""
    twins = twins_of({listing for _, listing in wanted})
    if not twins.places:
        return dict(wanted)
    told = set(
        Notice.objects.filter(
            person_id__in={person for person, _ in wanted}, listing__in=list(twins.places)
        ).values_list("person_id", "listing")
    )
    listings: dict[int, list[str]] = defaultdict(list)
    for person, listing in wanted:
        listings[person].append(listing)
    shown = {person: twins.kept(some) for person, some in listings.items()}
    return {
        (person, listing): some
        for (person, listing), some in wanted.items()
        if (person, listing) in told
        or (listing in shown[person] and not any((person, other) in told for other in twins.members_of(listing)))
    }


def _notices(wanted: Mapping[Pair, Sequence[Found]], moment: datetime) -> int:
    """A notice for each person and listing that has none yet, and under it everything that found it."""
    before = _keys(wanted)
    fresh = [
        Notice(person_id=person, listing=listing, found=moment, due=_due(some, moment))
        for (person, listing), some in wanted.items()
        if (person, listing) not in before
    ]
    Notice.objects.bulk_create(fresh, batch_size=_WRITTEN_AT_ONCE, ignore_conflicts=True)
    keys = _keys(wanted)
    Finding.objects.bulk_create(
        [
            Finding(alert=one.alert, notice_id=keys[pair], score=one.score, why=[list(why) for why in one.why])
            for pair, some in wanted.items()
            for one in some
        ],
        batch_size=_WRITTEN_AT_ONCE,
        ignore_conflicts=True,
    )
    for pair in before:
        _sooner(before[pair], _due(wanted[pair], moment))
    return len(fresh)


def _sooner(notice: int, due: datetime | None) -> None:
    """What waits already is told by whichever alert speaks first."""
    if due is not None:
        waiting = Notice.objects.filter(pk=notice, state=NoticeState.WAITING)
        waiting.filter(Q(due=None) | Q(due__gt=due)).update(due=due)


def _keys(wanted: Mapping[Pair, object]) -> dict[Pair, int]:
    rows = Notice.objects.filter(listing__in={listing for _, listing in wanted}).values_list(
        "person_id", "listing", "pk"
    )
    return {(person, listing): pk for person, listing, pk in rows.iterator() if (person, listing) in wanted}


def _due(some: Iterable[Found], moment: datetime) -> datetime | None:
    return soonest(next_letter(moment, Frequency(one.alert.frequency), one.alert.person.time_zone) for one in some)
