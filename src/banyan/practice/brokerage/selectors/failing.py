"""Why offers fail here: reasons of those who said no, counted so that nobody can be found in them.

Each pair of organisations counts once for a reason, however often it came to it; the last time says where it counts.
Only whole months are told, so that the table of tomorrow beside that of today tells nothing of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.conf import settings
from django.db.models import Q

from banyan.base.clock import today
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import place, sector
from banyan.practice.brokerage.models import CaseStay, Enquiry
from banyan.practice.brokerage.rules.suppress import shown
from banyan.practice.brokerage.types import Stage, State, Verb
from banyan.practice.brokerage.types.failing import By, Failing

#: So many whole months are told.
MONTHS = 24
_NEED = Kind.NEED.value


@dataclass(frozen=True, slots=True)
class _No:
    """One no: between whom, why, when, and of what."""

    pair: tuple[str, ...]
    reason: str
    at: datetime
    groups: dict[By, str]


def failing(by: By) -> Failing:
    """The table that everybody may see; it names nobody, and no number in it is small."""
    until = today().replace(day=1)
    since = _months_before(until, MONTHS)
    fewest = int(settings.BANYAN_FEWEST)
    last: dict[tuple[tuple[str, ...], str], _No] = {}
    window = (datetime.combine(since, time(), UTC), datetime.combine(until, time(), UTC))
    for no in sorted((*_enquiries(*window), *_cases(*window)), key=lambda one: one.at):
        last[no.pair, no.reason] = no
    counts: dict[tuple[str, str], int] = {}
    for no in last.values():
        key = (no.reason, no.groups[by])
        counts[key] = counts.get(key, 0) + 1
    return Failing(by, shown(counts, fewest=fewest), since, until, fewest)


def _enquiries(since: datetime, until: datetime) -> Iterable[_No]:
    """Those that were declined, and those that ended because nobody answered."""
    lapsed = Q(state=State.CLOSED, how=Verb.LAPSE)
    rows = Enquiry.objects.filter(
        Q(state=State.DECLINED) | lapsed, changed__gte=since, changed__lt=until, listing__isnull=False
    ).exclude(Q(listing__is_sample=True) | Q(own__is_sample=True))
    for row in rows.select_related("listing", "own", "organisation").iterator():
        about, own = row.listing, row.own
        if about is None:
            continue
        need = about if about.kind == _NEED else own if own is not None and own.kind == _NEED else None
        offered = own if about.kind == _NEED else about
        asking = _party(row.organisation_id, row.asker_id, row.public_id)
        asked = _party(about.organisation_id, about.owner_id, about.public_id)
        asker_in = [row.organisation.country] if row.organisation is not None else []
        yield _No(
            tuple(sorted((asking, asked))),
            str(row.reason) or DeclineReason.NO_ANSWER.value,
            row.changed,
            _groups(
                need.places if need is not None else asker_in,
                (need or about).sectors,
                offered.kind if offered is not None else "",
            ),
        )


def _cases(since: datetime, until: datetime) -> Iterable[_No]:
    """Those that are closed, with their reason."""
    stays = CaseStay.objects.filter(stage=Stage.CLOSED, until=None, since__gte=since, since__lt=until)
    stays = stays.exclude(Q(case__need__is_sample=True) | Q(case__offer__is_sample=True) | Q(case__reason=""))
    for stay in stays.select_related("case__need", "case__offer").iterator():
        case, need, offer = stay.case, stay.case.need, stay.case.offer
        seeker = _party(case.seeker_organisation_id, case.seeker_id, case.public_id)
        provider = _party(case.provider_organisation_id, case.provider_id, case.public_id)
        known = need or offer
        yield _No(
            tuple(sorted((seeker, provider))),
            str(case.reason),
            stay.since,
            _groups(
                need.places if need is not None else [],
                known.sectors if known is not None else [],
                offer.kind if offer is not None else "",
            ),
        )


def _party(organisation: int | None, person: int | None, otherwise: str) -> str:
    """Who stands on one side: an organisation, else a person; it never leaves this file."""
    if organisation is not None:
        return f"organisation {organisation}"
    return f"person {person}" if person is not None else otherwise


def _groups(places: Sequence[str], sectors: Sequence[str], kind: str) -> dict[By, str]:
    return {By.PLACE: _region(places), By.SECTOR: _section(sectors), By.KIND: kind}


def _region(places: Sequence[str]) -> str:
    """The part of the world of the first place that lies in one: a region right below the world."""
    for code in places:
        try:
            found = place(code)
            while found.broader is not None and found.broader.startswith("M49:"):
                found = place(found.broader)
        except UnknownCode:
            continue
        if found.code.startswith("M49:"):
            return found.code
    return ""


def _section(sectors: Sequence[str]) -> str:
    for code in sectors:
        try:
            return sector(code).section
        except UnknownCode:
            continue
    return ""


def _months_before(day: date, months: int) -> date:
    """The first day of the month so many months before the first day of another."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
