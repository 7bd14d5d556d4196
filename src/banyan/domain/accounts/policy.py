"""Who may do what to people."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from banyan.domain.accounts.models import User

#: Somebody signed in, and anybody who asks; the names under which other rooms and the doors know people.
SignedIn = User
Asker = User | AnonymousUser


def is_node_admin(asker: Asker) -> bool:
    """Whether the asker administers this node."""
    return isinstance(asker, User) and asker.is_active and asker.is_staff


def may_edit(asker: Asker, user: User) -> bool:
    """People edit themselves; node administrators edit anybody."""
    return is_node_admin(asker) or (isinstance(asker, User) and asker.pk == user.pk)
