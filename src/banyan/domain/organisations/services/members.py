from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.organisations.errors import LastAdmin
from banyan.domain.organisations.models import Membership, Organisation
from banyan.domain.organisations.policy import may_edit
from banyan.domain.organisations.rules import may_lose_admin
from banyan.domain.organisations.services.trail import leave_trail
from banyan.domain.organisations.types import MemberRole


def member_add(
    *, organisation: Organisation, member: SignedIn, role: MemberRole = MemberRole.MEMBER, by: SignedIn | None
) -> None:
    """Lets a person act for the organisation; a member already there keeps the role they have.

    ``by`` is one of its administrators or the node's, here as below; None is the node itself, at its command line.
    """
    with transaction.atomic():
        _may_edit(organisation, by)
        _row, made = Membership.objects.get_or_create(organisation=organisation, user=member, defaults={"role": role})
        if made:
            _leave_trail(organisation, "organisation.member_add", member, by, before=None, after=role)


def member_set_role(*, organisation: Organisation, member: SignedIn, role: MemberRole, by: SignedIn | None) -> None:
    """Changes a member's role; ``LastAdmin`` when nobody would be left who can act."""
    with transaction.atomic():
        roles = _locked_roles(organisation)
        _may_edit(organisation, by)
        before = roles.get(member.pk)
        if before is None or before == role:
            return
        if role != MemberRole.ADMIN and not may_lose_admin(roles, member.pk, admin=MemberRole.ADMIN):
            raise LastAdmin(organisation=organisation.slug)
        Membership.objects.filter(organisation=organisation, user=member).update(role=role)
        _leave_trail(organisation, "organisation.member_set_role", member, by, before=before, after=role)


def member_remove(*, organisation: Organisation, member: SignedIn, by: SignedIn | None) -> None:
    """Ends a membership; ``LastAdmin`` when nobody would be left who can act."""
    with transaction.atomic():
        roles = _locked_roles(organisation)
        _may_edit(organisation, by)
        before = roles.get(member.pk)
        if before is None:
            return
        if before == MemberRole.ADMIN and not may_lose_admin(roles, member.pk, admin=MemberRole.ADMIN):
            raise LastAdmin(organisation=organisation.slug)
        Membership.objects.filter(organisation=organisation, user=member).delete()
        _leave_trail(organisation, "organisation.member_remove", member, by, before=before, after=None)


def _locked_roles(organisation: Organisation) -> dict[int, str]:
    """Each member's role, locked so that two administrators cannot both step down at once."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    return dict(Membership.objects.filter(organisation=organisation).values_list("user_id", "role"))


def _may_edit(organisation: Organisation, by: SignedIn | None) -> None:
    if by is not None and not may_edit(by, organisation):
        raise NotAllowed(_("Only the administrators of this organisation can change who acts for it."))


def _leave_trail(
    organisation: Organisation,
    action: str,
    member: SignedIn,
    by: SignedIn | None,
    *,
    before: str | None,
    after: str | None,
) -> None:
    leave_trail(organisation, action, by, before=_role_of(member, before), after=_role_of(member, after))


def _role_of(member: SignedIn, role: str | None) -> dict[str, object] | None:
    return None if role is None else {"user": person_of(member).id, "role": str(role)}
