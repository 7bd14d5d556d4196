from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from banyan.base.audit.selectors import history
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.services import user_create
from banyan.domain.organisations.errors import LastAdmin
from banyan.domain.organisations.models import Membership, Organisation
from banyan.domain.organisations.services import member_add, member_remove, member_set_role, organisation_create
from banyan.domain.organisations.types import MemberRole, OrganisationDraft


def person(name: str) -> SignedIn:
    return user_create(email=f"{name}@example.org", password=None, name=name)


def cooperative(admin: SignedIn) -> Organisation:
    draft = OrganisationDraft(name="Mto Farmers", kind="cooperative", country="KE")
    return organisation_create(draft=draft, by=admin)


@pytest.mark.django_db
def test_the_only_admin_can_neither_leave_nor_step_down() -> None:
    asha = person("asha")
    row = cooperative(asha)
    with pytest.raises(LastAdmin):
        member_remove(organisation=row, member=asha, by=asha)
    with pytest.raises(LastAdmin):
        member_set_role(organisation=row, member=asha, role=MemberRole.MEMBER, by=asha)
    assert Membership.objects.get(user=asha).role == MemberRole.ADMIN


@pytest.mark.django_db
def test_with_a_second_admin_the_first_may_leave_and_the_trail_says_so() -> None:
    asha, ben = person("asha"), person("ben")
    row = cooperative(asha)
    member_add(organisation=row, member=ben, role=MemberRole.ADMIN, by=asha)
    member_remove(organisation=row, member=asha, by=asha)
    actions = [entry.action for entry in history(object_type="organisation", object_id=row.public_id)]
    assert actions == ["organisation.member_remove", "organisation.member_add", "organisation.create"]


@pytest.mark.django_db(transaction=True)
def test_two_admins_stepping_down_at_once_leave_one() -> None:
    asha, ben = person("asha"), person("ben")
    row = cooperative(asha)
    member_add(organisation=row, member=ben, role=MemberRole.ADMIN, by=asha)

    def step_down(user: SignedIn) -> bool:
        try:
            member_remove(organisation=row, member=user, by=user)
        except LastAdmin:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(step_down, [asha, ben])) == [False, True]
    assert Membership.objects.filter(organisation=row, role=MemberRole.ADMIN).count() == 1
