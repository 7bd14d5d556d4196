"""Writes of the room: one transaction, one audit row, one outbox event each."""

from banyan.domain.organisations.services.judging import (
    organisation_reconsider,
    organisation_refuse,
    organisation_verify,
)
from banyan.domain.organisations.services.members import member_add, member_remove, member_set_role
from banyan.domain.organisations.services.organisation import (
    organisation_create,
    organisation_update,
)
from banyan.domain.organisations.services.samples import sample_remove

__all__ = [
    "member_add",
    "member_remove",
    "member_set_role",
    "organisation_create",
    "organisation_reconsider",
    "organisation_refuse",
    "organisation_update",
    "organisation_verify",
    "sample_remove",
]
