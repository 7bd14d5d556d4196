"""Kofi administers the provider, Mei is its member; Sami runs the chapter of both organisations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tests.cast import PROVIDER, SEEKER, Cast, person
from tests.permissions.table import Deed, Do

from banyan.domain.organisations.models import Organisation
from banyan.domain.organisations.selectors import organisation_by_slug
from banyan.domain.organisations.services import (
    member_add,
    member_remove,
    member_set_role,
    organisation_create,
    organisation_reconsider,
    organisation_refuse,
    organisation_update,
    organisation_verify,
)
from banyan.domain.organisations.types import MemberRole, OrganisationDraft

_DRAFT = OrganisationDraft(name="Pwani Works", kind="company", country="KE", languages=("en",))


def _provider() -> Organisation:
    return organisation_by_slug(PROVIDER)


def _update(cast: Cast) -> Do:
    row = _provider()
    return partial(organisation_update, organisation=row, draft=_DRAFT, expected_version=row.version)


DEEDS: Mapping[str, Deed] = {
    "organisation_create": lambda cast: partial(organisation_create, draft=_DRAFT),
    "organisation_update": _update,
    "organisation_verify": lambda cast: partial(organisation_verify, organisation=organisation_by_slug(SEEKER)),
    "organisation_refuse": lambda cast: partial(organisation_refuse, organisation=_provider(), reason="No address"),
    "organisation_reconsider": lambda cast: partial(organisation_reconsider, organisation=_provider()),
    "member_add": lambda cast: partial(member_add, organisation=_provider(), member=person("zuri")),
    "member_remove": lambda cast: partial(member_remove, organisation=_provider(), member=cast.mei),
    "member_set_role": lambda cast: partial(
        member_set_role, organisation=_provider(), member=cast.mei, role=MemberRole.ADMIN
    ),
}
