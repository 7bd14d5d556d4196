"""Reporting something. Nothing is hidden by it, however many report: a person decides."""

from __future__ import annotations

from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from banyan.base.errors import Invalid, NotAllowed
from banyan.base.ids import new_timeless_id
from banyan.base.limits.services import Limit, use
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.selectors import listing_get, owner_side, visible_to
from banyan.domain.listings.types import text
from banyan.domain.moderation.errors import AlreadyJudged, AlreadyReported, YourOwn
from banyan.domain.moderation.letters import Told
from banyan.domain.moderation.models import Flag
from banyan.domain.moderation.services import ground
from banyan.domain.moderation.types import Reason, Reported, State, Thing

_SENT = Limit("flags", times=30, seconds=86400)
_VISITORS = Limit("flags-visitor", times=5, seconds=86400)
_MOST_WORDS = 8000
#: The answers of a listing that hold its words.
WORDS = ("title", "summary", "problem", "problem_solved")


def listing_report(*, public_id: str, reason: Reason | None, line: str = "", by: Asker, visitor: str = "") -> str:
    """Reports a listing that the person may look at; returns the report's id.

    Somebody who is not signed in reports too: ``visitor`` is their network address, of which only a keyed digest is
    kept. ``AlreadyReported``, ``AlreadyJudged``, ``YourOwn``, ``Invalid``, ``TooMany``.
    """
    view = listing_get(public_id, for_user=by)
    row = visible_to(by).select_related("owner").get(public_id=public_id)
    thing = Reported(
        kind=Thing.LISTING,
        about=public_id,
        words="\n\n".join(filter(None, (text(view.values, name) for name in WORDS))) or view.title,
        title=" ".join(view.title.split()),
        owner=row.owner.public_id if row.owner is not None else "",
        chapter=row.chapter_id,
        listing=row.pk,
    )
    if owner_side(public_id, asker=by):
        raise YourOwn(id=public_id)
    return flag_raise(thing=thing, reason=reason, line=line, by=by, visitor=visitor)


def flag_raise(*, thing: Reported, reason: Reason | None, line: str = "", by: Asker, visitor: str = "") -> str:
    """Stores a report about a thing that a higher room, or this one, has checked the person may read."""
    why, said = _checked(reason, line)
    who = _who(by, visitor)
    if thing.owner and who == thing.owner:
        raise YourOwn(id=thing.about)
    digest = sha256(thing.words.encode()).hexdigest()
    mine = Flag.objects.filter(kind=thing.kind, about=thing.about, who=who)
    if mine.filter(state=State.WAITING).exists():
        raise AlreadyReported(id=thing.about)
    if mine.filter(state=State.DISMISSED, digest=digest).exists():
        raise AlreadyJudged(id=thing.about)
    use(_SENT if by.pk is not None else _VISITORS, who=who)
    flag = Flag(
        public_id=new_timeless_id("flg"),  # its owner reads it, and is not to learn when it was reported
        kind=thing.kind,
        about=thing.about,
        listing_id=thing.listing,
        chapter_id=thing.chapter,
        who=who,
        owner=thing.owner,
        reason=why,
        line=said,
        title=thing.title[:200],
        words=thing.words[:_MOST_WORDS],
        digest=digest,
    )
    try:
        with transaction.atomic():
            first = not Flag.objects.filter(kind=thing.kind, about=thing.about, state=State.WAITING).exists()
            ground.begin(flag)
            if first:  # one letter for one thing, however many report it
                ground.tell_stewards(flag, Told.STEWARD_REPORTED)
    except IntegrityError as error:  # the button pressed twice in the same moment
        raise AlreadyReported(id=thing.about) from error
    return flag.public_id


def _checked(reason: Reason | None, line: str) -> tuple[Reason, str]:
    if reason is None:
        raise Invalid({"reason": [_("Choose what is wrong, so that we know what to look for.")]})
    needed = _("Say in a line what is wrong.") if reason is Reason.OTHER else ""
    return reason, ground.written("line", line, needed=needed)


def _who(by: Asker, visitor: str) -> str:
    if by.pk is not None:
        return str(getattr(by, "public_id", ""))
    if not visitor:
        raise NotAllowed(_("Please sign in first."))
    return f"visitor:{salted_hmac('banyan.moderation.visitor', visitor, algorithm='sha256').hexdigest()[:32]}"
