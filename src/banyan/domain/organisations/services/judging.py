"""A chapter's word on who stands behind an organisation: checked, not checked with a reason, or open again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid, NotAllowed, Stale
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.organisations.models import Organisation
from banyan.domain.organisations.policy import may_verify
from banyan.domain.organisations.services.trail import leave_trail
from banyan.domain.organisations.tasks import tell_members
from banyan.domain.organisations.types import Standing

LONGEST_REASON = 1000


def organisation_verify(
    *, organisation: Organisation, by: SignedIn, expected_version: int | None = None
) -> Organisation:
    """Marks that a chapter has checked who stands behind the organisation; repeating it changes nothing."""
    return _judge(organisation, Standing.VERIFIED, "", by, expected_version)


def organisation_refuse(
    *, organisation: Organisation, reason: str, by: SignedIn, expected_version: int | None = None
) -> Organisation:
    """Says that it could not be checked, and why; its people read the reason. Takes a mark given before away."""
    said = tidy(reason)[:LONGEST_REASON]
    if not said:
        raise Invalid({"reason": [_("Say what could not be checked, so that they can mend it.")]})
    return _judge(organisation, Standing.REFUSED, said, by, expected_version)


def organisation_reconsider(
    *, organisation: Organisation, by: SignedIn, expected_version: int | None = None
) -> Organisation:
    """Takes a decision back: the organisation waits to be checked again."""
    return _judge(organisation, Standing.WAITING, "", by, expected_version)


def _judge(
    organisation: Organisation, standing: Standing, reason: str, by: SignedIn, expected_version: int | None
) -> Organisation:
    with transaction.atomic():
        current = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if not may_verify(by, current):
            raise NotAllowed(
                _("Only those who look after its chapter, and do not belong to it, check an organisation.")
            )
        if expected_version is not None and current.version != expected_version:
            raise Stale(version=current.version)
        before = {"standing": current.standing.value, "reason": current.refusal}
        if before == {"standing": standing.value, "reason": reason}:
            return current
        current.set_standing(standing, at=now(), by=by.pk, reason=reason)
        current.version += 1
        current.save()
        after = {"standing": standing.value, "reason": reason}
        leave_trail(current, f"organisation.{_ACTIONS[standing]}", by, before=before, after=after)
        if standing is not Standing.WAITING:
            tell_members.enqueue(organisation=current.public_id, version=current.version)
    return current


_ACTIONS = {Standing.VERIFIED: "verify", Standing.REFUSED: "refuse", Standing.WAITING: "reconsider"}
