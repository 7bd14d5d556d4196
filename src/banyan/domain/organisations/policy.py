"""Who may do what for an organisation."""

from __future__ import annotations

from banyan.domain.accounts.policy import Asker, is_node_admin
from banyan.domain.chapters.policy import may_moderate
from banyan.domain.organisations.models import Organisation
from banyan.domain.organisations.selectors import role_in
from banyan.domain.organisations.types import MemberRole


def may_edit(asker: Asker, organisation: Organisation) -> bool:
    """Its administrators and the node's."""
    return is_node_admin(asker) or role_in(asker, organisation.pk) is MemberRole.ADMIN


def may_read_refusal(asker: Asker, organisation: Organisation) -> bool:
    """Why it could not be checked concerns its own people and those who judge."""
    return role_in(asker, organisation.pk) is not None or may_moderate(asker, organisation.chapter_id)


def may_verify(asker: Asker, organisation: Organisation) -> bool:
    """Those who moderate its chapter, but never a member of it."""
    return may_moderate(asker, organisation.chapter_id) and role_in(asker, organisation.pk) is None
