"""What people say of answers: kept with where and how it was shown, audited, and taken back with one click."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.errors import NotAllowed
from banyan.base.outbox.services import publish
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.selectors import listing_get, listings_by_ids
from banyan.domain.listings.types import DeclineReason, Kind, ListingView
from banyan.practice.matchmaking.models import Judgement, Showing
from banyan.practice.matchmaking.policy import counts, may_judge
from banyan.practice.matchmaking.types import Shown, ShownAnswer, Verdict

TOPIC = "answer.judged"
#: From a yes into use; a step back on it is said by taking the word back, or by another word.
_WAY = (Verdict.ACCEPTED, Verdict.MET, Verdict.PILOTED, Verdict.ADOPTED, Verdict.IN_USE)


def judgement_set(
    *,
    subject: str,
    listing: str,
    verdict: Verdict,
    reason: DeclineReason | None = None,
    shown: Shown | None = None,
    by: SignedIn,
) -> None:
    """Keeps what the person says of an answer to the subject, in place of what they said of it before.

    ``shown`` is the page on which it was said. ``NoSuchListing`` when either is not open to them, ``NotAllowed`` when
    they do not answer for the subject.
    """
    view = listing_get(subject, for_user=by)
    if not listings_by_ids([listing], for_user=by) or listing == subject:
        raise NoSuchListing(id=listing)
    if not may_judge(view, verdict):
        raise NotAllowed(_("Only those who answer for a listing say what helps it."))
    said = reason or DeclineReason.OTHER if verdict is Verdict.DECLINED else None
    with transaction.atomic():
        row, before = _row(view, listing, by)
        if before is not None and _says_less(verdict, Verdict(row.verdict)):
            return
        row.verdict, row.reason, row.at = verdict.value, said.value if said else "", now()
        row.counts = counts(view, listing, by)
        place = _place(shown, subject, listing)
        if shown is not None and place is not None:
            row.showing, row.position, row.score = _showing(shown, by), place.position, place.score
        row.save()
        _leave_trail(row, by, before=before, after=_told(row))


def judgement_undo(*, subject: str, listing: str, by: SignedIn) -> None:
    """Takes back what the person said of an answer; nothing happens when they said nothing."""
    with transaction.atomic():
        pair = Q(need=subject, listing=listing) | Q(need=listing, listing=subject)
        row = Judgement.objects.select_for_update().filter(pair, by=by).first()
        if row is not None:
            _leave_trail(row, by, before=_told(row), after=None)
            row.delete()


def _says_less(verdict: Verdict, than: Verdict) -> bool:
    """Whether both are steps on the way into use and this one lies behind: having met is no news of what is in use."""
    return verdict in _WAY and than in _WAY and _WAY.index(verdict) < _WAY.index(than)


def _row(subject: ListingView, other: str, by: SignedIn) -> tuple[Judgement, Mapping[str, object] | None]:
    need, listing = (subject.id, other) if subject.kind is Kind.NEED else (other, subject.id)
    row, made = Judgement.objects.select_for_update().get_or_create(
        need=need, listing=listing, by=by, defaults={"subject": subject.id, "verdict": Verdict.DECLINED}
    )
    before = None if made else _told(row)
    row.subject = subject.id
    return row, before


def _place(shown: Shown | None, subject: str, listing: str) -> ShownAnswer | None:
    if shown is None or shown.subject != subject:
        return None
    return next((one for one in shown.answers if one.listing == listing), None)


def _showing(shown: Shown, by: SignedIn) -> Showing:
    kept, _made = Showing.objects.get_or_create(
        token=shown.token,
        by=by,
        defaults={
            "subject": shown.subject,
            "model": shown.made_by.model[:80],
            "encoder": shown.made_by.encoder[:200],
            "generation": shown.made_by.generation,
            "answers": [[one.listing, one.place, one.position, one.score] for one in shown.answers],
        },
    )
    return kept


def _told(row: Judgement) -> dict[str, object]:
    return {
        "need": row.need,
        "listing": row.listing,
        "verdict": row.verdict,
        "reason": row.reason,
        "position": row.position,
        "score": row.score,
    }


def _leave_trail(
    row: Judgement, by: SignedIn, *, before: Mapping[str, object] | None, after: Mapping[str, object] | None
) -> None:
    record(
        action="answer.judge" if after else "answer.judge_undo",
        object_type="judgement",
        object_id=row.public_id,
        actor=by.public_id,
        before=before,
        after=after,
    )
    publish(topic=TOPIC, key=row.public_id, payload={"need": row.need, "listing": row.listing, "verdict": row.verdict})
