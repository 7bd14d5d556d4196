"""One's own alerts, and what a feed's address shows."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.selectors import listings_by_ids
from banyan.domain.listings.types import ListingView, State
from banyan.practice.matchmaking.alerting.letters import stopped
from banyan.practice.matchmaking.errors import NoSuchAlert
from banyan.practice.matchmaking.models import Alert, Finding
from banyan.practice.matchmaking.rules import key_of_listing, key_of_search
from banyan.practice.matchmaking.selectors.facets import chosen_labels
from banyan.practice.matchmaking.selectors.naming import described, name_of_search, request_of
from banyan.practice.matchmaking.selectors.search import filters_of
from banyan.practice.matchmaking.types import About, AlertView, FeedEntry, FeedView, Frequency, SearchRequest

_ENTRIES = 50


def alerts_of(asker: Asker) -> tuple[AlertView, ...]:
    """The person's alerts, newest first; others' are nobody's business."""
    if asker.pk is None:
        return ()
    rows = list(
        Alert.objects.filter(person_id=asker.pk)
        .annotate(count=Count("findings"))
        .order_by("-made", "-pk")
        .defer("vector")
    )
    subjects = {one.id: one for one in listings_by_ids([row.listing for row in rows if row.listing], for_user=asker)}
    shown = [row for row in rows if not row.listing or row.listing in subjects]
    return tuple(_view(row, subjects.get(row.listing), row.count) for row in shown)


def alert_get(public_id: str, *, for_user: Asker) -> AlertView:
    """One of the person's alerts; ``NoSuchAlert`` for anybody else's."""
    found = next((one for one in alerts_of(for_user) if one.id == public_id), None)
    if found is None:
        raise NoSuchAlert(id=public_id)
    return found


def alert_on_search(asker: Asker, request: SearchRequest) -> str:
    """The id of the person's alert on this very search; empty when there is none."""
    return _id_of(asker, key_of_search(request))


def alert_on_listing(asker: Asker, listing: str) -> str:
    """The id of the person's alert on what answers this listing; empty when there is none."""
    return _id_of(asker, key_of_listing(listing))


def search_described(request: SearchRequest) -> str:
    """A search in a few words, as an alert on it is called."""
    return described(request)


def alerts_stoppable(token: str) -> tuple[str, ...]:
    """The names of the alerts whose letters a link ends; none for a link that is not of our making, or ended before.

    Whoever has the link has read the letter, which names them.
    """
    rows = alerts_in(token).order_by("pk")
    named = [(row, _subject(row)) for row in rows]
    return tuple(name_of_search(row) if subject is None else subject.title for row, subject in named)


def alerts_in(token: str) -> QuerySet[Alert]:
    """The alerts whose letters a link ends: those it names, or those that found what a letter it names tells."""
    names = stopped(token)
    speaking = Finding.objects.filter(notice__letter__public_id__in=names, alert__active=True).values("alert")
    named = Alert.objects.filter(Q(public_id__in=names) | Q(pk__in=speaking))
    return named.exclude(frequency=Frequency.PAGE)


def feed_of(secret: str) -> FeedView:
    """What an alert found, newest first, as a visitor without an account sees it; ``NoSuchAlert`` for an address that
    is not (any more) one of a feed."""
    row = Alert.objects.filter(feed=secret, person__is_active=True).first() if secret else None
    if row is None:
        raise NoSuchAlert
    nobody = AnonymousUser()
    findings = list(Finding.objects.filter(alert=row).select_related("notice").order_by("-found", "-pk")[:_ENTRIES])
    views = {
        one.id: one
        for one in listings_by_ids([one.notice.listing for one in findings], for_user=nobody)
        if one.state is State.PUBLISHED
    }
    entries = tuple(FeedEntry(views[one.notice.listing], one.found) for one in findings if one.notice.listing in views)
    return FeedView(
        id=row.public_id,
        about=About(row.about),
        name=_open_name(row),
        updated=max([row.made, *(one.found for one in entries)]),
        entries=entries,
    )


def _open_name(row: Alert) -> str:
    """What a search looks for, or the title of a published listing: its owner's name for it may name them."""
    if row.about == About.SEARCH:
        return described(request_of(row))
    subject = _subject(row)
    return subject.title if subject is not None else ""


def _subject(row: Alert) -> ListingView | None:
    """The listing whose answers are watched, as anybody may see it."""
    found = listings_by_ids([row.listing], for_user=AnonymousUser()) if row.listing else []
    return found[0] if found else None


def _view(row: Alert, subject: ListingView | None, count: int) -> AlertView:
    request = request_of(row) if row.about == About.SEARCH else None
    return AlertView(
        id=row.public_id,
        about=About(row.about),
        name=subject.title if subject is not None else name_of_search(row),
        request=request,
        chosen=chosen_labels(filters_of(request)) if request is not None else (),
        listing=subject,
        standing=row.standing,
        frequency=Frequency(row.frequency),
        active=row.active,
        feed=row.feed or "",
        found=count,
        made=row.made,
    )


def _id_of(asker: Asker, key: str) -> str:
    if asker.pk is None:
        return ""
    return Alert.objects.filter(person_id=asker.pk, key=key).values_list("public_id", flat=True).first() or ""
