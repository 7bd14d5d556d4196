from __future__ import annotations

from django.db import transaction

from banyan.domain.accounts.types import Person
from banyan.domain.organisations.errors import LastAdmin
from banyan.domain.organisations.models import Membership, Organisation
from banyan.domain.organisations.rules import may_lose_admin
from banyan.domain.organisations.services.trail import leave_trail
from banyan.domain.organisations.types import MemberRole


def member_add(
    *, organisation: Organisation, user_pk: int, person: Person, role: MemberRole = MemberRole.MEMBER, actor: str
) -> None:
    """Lets a person act for the organisation; a member already there keeps the role they have."""
    with transaction.atomic():
        _, made = Membership.objects.get_or_create(organisation=organisation, user_id=user_pk, defaults={"role": role})
        if made:
            _leave_trail(organisation, "organisation.member_add", person, actor, before=None, after=role)


def member_set_role(*, organisation: Organisation, user_pk: int, person: Person, role: MemberRole, actor: str) -> None:
    """Changes a member's role; ``LastAdmin`` when nobody would be left who can act."""
    with transaction.atomic():
        roles = _locked_roles(organisation)
        before = roles.get(user_pk)
        if before is None or before == role:
            return
        if role != MemberRole.ADMIN and not may_lose_admin(roles, user_pk, admin=MemberRole.ADMIN):
            raise LastAdmin(organisation=organisation.slug)
        Membership.objects.filter(organisation=organisation, user_id=user_pk).update(role=role)
        _leave_trail(organisation, "organisation.member_set_role", person, actor, before=before, after=role)


def member_remove(*, organisation: Organisation, user_pk: int, person: Person, actor: str) -> None:
    """Ends a membership; ``LastAdmin`` when nobody would be left who can act."""
    with transaction.atomic():
        roles = _locked_roles(organisation)
        before = roles.get(user_pk)
        if before is None:
            return
        if before == MemberRole.ADMIN and not may_lose_admin(roles, user_pk, admin=MemberRole.ADMIN):
            raise LastAdmin(organisation=organisation.slug)
        Membership.objects.filter(organisation=organisation, user_id=user_pk).delete()
        _leave_trail(organisation, "organisation.member_remove", person, actor, before=before, after=None)


def _locked_roles(organisation: Organisation) -> dict[int, str]:
    """Each member's role, locked so that two administrators cannot both step down at once."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    return dict(Membership.objects.filter(organisation=organisation).values_list("user_id", "role"))


def _leave_trail(
    organisation: Organisation, action: str, person: Person, actor: str, *, before: str | None, after: str | None
) -> None:
    leave_trail(organisation, action, actor, before=_role_of(person, before), after=_role_of(person, after))


def _role_of(person: Person, role: str | None) -> dict[str, object] | None:
    return None if role is None else {"user": person.id, "role": str(role)}
