from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now, today
from banyan.base.errors import Invalid
from banyan.base.text import tidy
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings import rules
from banyan.domain.listings.errors import CannotNow, Incomplete
from banyan.domain.listings.fields import disagreements, missing_answers
from banyan.domain.listings.models import Listing
from banyan.domain.listings.policy import acting, goes_out_directly, has_a_say, standing_of
from banyan.domain.listings.record import snapshot, values_of
from banyan.domain.listings.services import ground
from banyan.domain.listings.types.enums import Kind, RejectReason, State, Verb, Who
from banyan.domain.listings.types.labels import label
from banyan.domain.listings.types.views import Change

#: Why a source's news does not bring a listing back: a person here took it away.
WITHDRAWN_HERE = "withdrawn_here"
_CHECKED = rules.SHOWING | {Verb.SUBMIT}


def listing_transition(
    *,
    public_id: str,
    verb: Verb,
    by: Asker | None,
    as_: Who = Who.SYSTEM,
    reason: RejectReason | None = None,
    note: str = "",
    expected_version: int | None = None,
) -> Change:
    """Takes one step of the table of states, under a lock, so that two people cannot take it at once.

    ``by`` is the person; without one, ``as_`` says whether the system or the listing's source acts. A person whose
    listings are still checked first and who says "publish" submits instead; look at ``Change.state``. Sending back
    needs a ``reason``. ``CannotNow``, ``NotAllowed``, ``Incomplete`` (required answers missing), ``Stale``.
    """
    with transaction.atomic():
        if by is None:
            listing = ground.current(public_id, expected_version=expected_version)
            who = frozenset({as_})
        else:
            listing = ground.open_to(public_id, by, has_a_say, expected_version=expected_version)
            who = acting(standing_of(by), listing)
            if verb is Verb.PUBLISH and listing.state == State.DRAFT and not goes_out_directly(by, listing).allowed:
                verb = Verb.SUBMIT
        return step(listing, verb, who, by=by, reason=reason, note=note)


def step(
    listing: Listing,
    verb: Verb,
    who: frozenset[Who],
    *,
    by: Asker | None = None,
    reason: RejectReason | None = None,
    note: str = "",
) -> Change:
    """The step itself, on a locked row; ``who`` has been worked out."""
    state = State(listing.state)
    to = rules.target(state, verb, who)
    if to is None:
        raise CannotNow(id=listing.public_id, state=state, verb=verb)
    if verb in rules.REASONED and reason is None:
        raise Invalid({"reason": [_("Choose a reason, so that the owner knows what would help.")]})
    if verb in _CHECKED:
        _check_answers(listing)
    before = snapshot(listing)
    listing.state = to
    said = tidy(note)[:2000]
    if reason is not None:
        listing.state_reason = f"{reason}: {said}" if said else str(reason)
    elif verb is Verb.WITHDRAW and by is not None:
        listing.state_reason = WITHDRAWN_HERE
    elif verb in rules.SHOWING and who & {Who.MODERATOR, Who.SOURCE}:
        listing.state_reason = ""
    if verb in rules.RENEWING:
        _renew(listing, verb)
    trail = f"{label(reason)}: {said}" if reason is not None else said
    return ground.save(listing, before, by=by, action=f"listing.{verb}", note=trail)


def listing_confirm(*, public_id: str, by: Asker | None, as_: Who = Who.SYSTEM) -> Change:
    """ "Still valid": a new lifetime from today; an expired listing is published again."""
    with transaction.atomic():
        expired = ground.locked(public_id).state == State.EXPIRED
        return listing_transition(public_id=public_id, verb=Verb.REVIVE if expired else Verb.CONFIRM, by=by, as_=as_)


def listing_withdraw(*, public_id: str, by: Asker | None, as_: Who = Who.SYSTEM, note: str = "") -> Change:
    """Takes the listing away for good; a tombstone stays, so that other nodes learn of it."""
    return listing_transition(public_id=public_id, verb=Verb.WITHDRAW, by=by, as_=as_, note=note)


def _check_answers(listing: Listing) -> None:
    kind, values = Kind(listing.kind), values_of(listing)
    if missing := missing_answers(kind, values):
        raise Incomplete(missing)
    if wrong := disagreements(values):
        raise Incomplete(wrong)
    if listing.closes is not None and listing.closes < today():
        raise Incomplete({"deadline" if kind is Kind.NEED else "closes": [ground.closed_sentence()]})


def _renew(listing: Listing, verb: Verb) -> None:
    listing.last_confirmed = today()
    listing.expires = rules.expires_on(today(), listing.closes)
    listing.reminded = None
    if listing.published is None or verb in {Verb.REVIVE, Verb.RETURN}:
        listing.published = now()
