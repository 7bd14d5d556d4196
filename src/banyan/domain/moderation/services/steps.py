"""Deciding about a report, objecting, and deciding again."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.errors import Conflict, Invalid
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import Incomplete
from banyan.domain.listings.selectors import visible_to
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import RejectReason
from banyan.domain.listings.types import State as ListingState
from banyan.domain.listings.types import Verb as ListingVerb
from banyan.domain.listings.types import Who as ListingWho
from banyan.domain.moderation.letters import Told
from banyan.domain.moderation.models import Flag
from banyan.domain.moderation.policy import judges_above
from banyan.domain.moderation.services import ground
from banyan.domain.moderation.types import Measure, Reason, State, Thing, Verb

#: In which states of a listing it can be sent back; in all others nobody but its own people sees it.
_SHOWN = frozenset({ListingState.IN_REVIEW, ListingState.PUBLISHED, ListingState.PAUSED})
#: What a listing's own table calls the reason.
_REJECTED_FOR: Mapping[Reason, RejectReason] = {
    Reason.SPAM: RejectReason.ADVERTISING,
    Reason.FRAUD: RejectReason.UNLAWFUL,
    Reason.HARMFUL: RejectReason.OTHER,
    Reason.NOT_THEIRS: RejectReason.OTHER,
    Reason.PERSONAL_DATA: RejectReason.PRIVATE_DATA,
    Reason.OTHER: RejectReason.OTHER,
}


def flag_dismiss(*, public_id: str, by: SignedIn, note: str = "", expected_version: int | None = None) -> None:
    """It stays as it is; whoever reported it is told."""
    with transaction.atomic():
        flag, _others = ground.locked(public_id)
        ground.may(flag, Verb.DISMISS, by, expected_version=expected_version)
        flag.note, flag.decided_by = ground.written("note", note), by.public_id
        ground.step(flag, Verb.DISMISS, by=by, note=flag.note)
        ground.tell_reporter(flag, Told.REPORTER_DECIDED)


def flag_resolve(
    *, public_id: str, by: SignedIn, reason: Reason | None, note: str, expected_version: int | None = None
) -> None:
    """Takes the thing down: a listing is sent back to its owner, a message hidden.

    All reports that wait about the same thing are decided with it. The owner learns the ``reason`` and the ``note``
    and may object once.
    """
    with transaction.atomic():
        flag, others = ground.locked(public_id)
        ground.may(flag, Verb.RESOLVE, by, expected_version=expected_version)
        if reason is None:
            raise Invalid({"reason": [_("Choose a reason, so that the owner knows what would help.")]})
        flag.note = ground.written("note", note, needed=_("Tell the owner in a line what is wrong."))
        flag.found, flag.decided_by = reason, by.public_id
        flag.measure = _take_down(flag, by)
        ground.step(flag, Verb.RESOLVE, by=by, note=flag.note)
        ground.tell_owner(flag, Told.OWNER_TAKEN_DOWN)
        ground.tell_reporter(flag, Told.REPORTER_DECIDED)
        for other in others:
            if other.state == State.WAITING:
                ground.step(other, Verb.FOLLOW, by=None)
                ground.tell_reporter(other, Told.REPORTER_DECIDED)


def flag_appeal(*, public_id: str, by: SignedIn, text: str, expected_version: int | None = None) -> None:
    """The owner objects, once; somebody who did not decide before is asked."""
    with transaction.atomic():
        flag, _others = ground.locked(public_id)
        ground.may(flag, Verb.APPEAL, by, expected_version=expected_version)
        flag.appeal = ground.written("text", text, needed=_("Say why it should not have been taken down."))
        ground.step(flag, Verb.APPEAL, by=by, note=flag.appeal)
        ground.tell_stewards(flag, Told.STEWARD_APPEALED)


def flag_uphold(*, public_id: str, by: SignedIn, note: str, expected_version: int | None = None) -> None:
    """The first decision stays; this was the last word."""
    with transaction.atomic():
        flag, _others = ground.locked(public_id)
        ground.may(flag, Verb.UPHOLD, by, expected_version=expected_version)
        flag.answer = ground.written("note", note, needed=_("Tell the owner in a line why it stays down."))
        ground.step(flag, Verb.UPHOLD, by=by, note=flag.answer)
        ground.tell_owner(flag, Told.OWNER_ANSWERED)


def flag_overturn(*, public_id: str, by: SignedIn, note: str = "", expected_version: int | None = None) -> None:
    """The first decision is taken back, and the thing shown again where that is possible."""
    with transaction.atomic():
        flag, _others = ground.locked(public_id)
        ground.may(flag, Verb.OVERTURN, by, expected_version=expected_version)
        flag.answer = ground.written("note", note)
        if _put_back(flag, by):
            flag.measure = Measure.PUT_BACK
        ground.step(flag, Verb.OVERTURN, by=by, note=flag.answer)
        ground.tell_owner(flag, Told.OWNER_ANSWERED)
        ground.tell_reporter(flag, Told.REPORTER_CHANGED)


def _take_down(flag: Flag, by: SignedIn) -> Measure:
    if flag.kind == Thing.MESSAGE:
        return Measure.HIDDEN
    row = visible_to(by).filter(public_id=flag.about).first()
    if row is None or row.state not in _SHOWN:
        return Measure.NONE
    listing_transition(
        public_id=flag.about,
        verb=ListingVerb.REJECT,
        by=by,
        reason=_REJECTED_FOR[Reason(flag.found)],
        note=flag.note,
    )
    return Measure.SENT_BACK


def _put_back(flag: Flag, by: SignedIn) -> bool:
    """Whether it is shown again. A listing that its owner has changed meanwhile, or whose day is over, is theirs to
    send out."""
    if flag.measure == Measure.HIDDEN:
        return True
    if flag.measure != Measure.SENT_BACK or flag.listing is None or flag.listing.state != ListingState.REJECTED:
        return False
    # whoever decides from a chapter above has no say in the listing itself, only in the objection
    from_above = any(one.pk == by.pk for one in judges_above(flag))
    try:
        with transaction.atomic():
            acts = None if from_above else by
            listing_transition(public_id=flag.about, verb=ListingVerb.REVIVE, by=acts, as_=ListingWho.MODERATOR)
    except (Incomplete, Conflict):
        return False
    return True
