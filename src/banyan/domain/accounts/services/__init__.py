"""Writes of the room, one file per entity: one transaction, one audit row, one outbox event each."""

from banyan.domain.accounts.services.token import token_create, token_revoke, token_use
from banyan.domain.accounts.services.user import (
    sample_remove,
    user_create,
    user_set_node_admin,
    user_set_password,
    user_update,
)

__all__ = [
    "sample_remove",
    "token_create",
    "token_revoke",
    "token_use",
    "user_create",
    "user_set_node_admin",
    "user_set_password",
    "user_update",
]
