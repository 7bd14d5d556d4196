"""What somebody is told of, as they may see it now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from banyan.base.paging import Page, moment_in, pack, unpack
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.listings.selectors import listings_by_ids
from banyan.domain.listings.types import ListingView, State
from banyan.practice.matchmaking.messages import say
from banyan.practice.matchmaking.models import Finding, Notice
from banyan.practice.matchmaking.selectors.naming import name_of_search
from banyan.practice.matchmaking.types import About, Cause, Frequency, NoticeState, NoticeView

_SHOWN = (NoticeState.WAITING, NoticeState.TOLD, NoticeState.SEEN)


def notices_of(asker: Asker, *, cursor: str = "", size: int = 20) -> Page[NoticeView]:
    """What the person was told of or will be, newest first; a listing that is gone is left out."""
    if asker.pk is None or not isinstance(asker, SignedIn):
        return Page((), None)
    rows = Notice.objects.filter(person_id=asker.pk, state__in=_SHOWN)
    if cursor:
        found, last = unpack(cursor, length=2)
        moment = moment_in(found)
        rows = rows.filter(found__lt=moment) | rows.filter(found=moment, public_id__lt=str(last))
    ordered = rows.order_by("-found", "-public_id").prefetch_related("findings__alert")
    fetched = list(ordered[: size + 1])
    shown = shown_to(asker, fetched[:size])
    last_row = fetched[size - 1] if len(fetched) > size else None
    return Page(shown, pack([last_row.found.isoformat(), last_row.public_id]) if last_row else None)


def unread_count(asker: Asker) -> int:
    """How many notices the person has not seen yet."""
    if asker.pk is None:
        return 0
    live = (NoticeState.WAITING, NoticeState.TOLD)
    return Notice.objects.filter(person_id=asker.pk, read=None, state__in=live).count()


def shown_to(person: SignedIn, notices: Sequence[Notice], *, mailed: bool = False) -> list[NoticeView]:
    """The notices whose listings the person may see, in their order and in the active language. ``mailed`` leaves out
    causes that are not to be mailed (any more), and notices without any other."""
    listings = _published([one.listing for one in notices], person)
    subjects = _visible({found.alert.listing for one in notices for found in one.findings.all()} - {""}, person)
    views = [
        NoticeView(
            id=one.public_id,
            listing=listings[one.listing],
            causes=_causes(one.findings.all(), subjects, mailed=mailed),
            found=one.found,
            unread=one.read is None and one.state != NoticeState.SEEN,
            reason=one.reason,
        )
        for one in notices
        if one.listing in listings
    ]
    return [one for one in views if one.causes] if mailed else views


def _published(ids: Sequence[str], person: SignedIn) -> dict[str, ListingView]:
    return {one.id: one for one in listings_by_ids(ids, for_user=person) if one.state is State.PUBLISHED}


def _visible(ids: Iterable[str], person: SignedIn) -> dict[str, ListingView]:
    return {one.id: one for one in listings_by_ids(sorted(ids), for_user=person)}


def _causes(findings: Iterable[Finding], subjects: Mapping[str, ListingView], *, mailed: bool) -> tuple[Cause, ...]:
    """What answers a listing comes before what a search finds, and the better before the worse."""
    found = [
        _cause(one, subjects.get(one.alert.listing))
        for one in findings
        if (not one.alert.listing or one.alert.listing in subjects)
        and (not mailed or (one.alert.active and one.alert.frequency != Frequency.PAGE))
    ]
    return tuple(sorted(found, key=lambda one: (one.about is About.SEARCH, -one.score, one.alert)))


def _cause(finding: Finding, subject: ListingView | None) -> Cause:
    alert = finding.alert
    return Cause(
        alert=alert.public_id,
        about=About(alert.about),
        name=subject.title if subject is not None else name_of_search(alert),
        subject=alert.listing,
        score=round(finding.score),
        why=tuple(say(message, values) for message, values in finding.why),
    )
