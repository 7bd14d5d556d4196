from __future__ import annotations

from django.db.models import QuerySet

from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.models import User
from banyan.domain.accounts.rules import shown_name
from banyan.domain.accounts.types import Person


def person_of(user: User) -> Person:
    """The crossing shape of a user."""
    return Person(
        id=user.public_id,
        name=shown_name(user.name, user.email),
        email=user.email,
        locale=user.locale,
        time_zone=user.time_zone,
        is_node_admin=user.is_staff,
    )


def user_by_email(email: str) -> User:
    """The user who signs in with this address, whatever its case; ``NoSuchPerson`` when there is none."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        raise NoSuchPerson(email=email)
    return user


def user_by_id(public_id: str) -> User:
    """The user with this public id; ``NoSuchPerson`` when there is none."""
    user = User.objects.filter(public_id=public_id).first()
    if user is None:
        raise NoSuchPerson(id=public_id)
    return user


def users() -> QuerySet[User]:
    """Everybody, newest first."""
    return User.objects.order_by("-id")


def node_admins() -> tuple[User, ...]:
    """Those who run this node, for whom whatever nobody else takes is kept."""
    return tuple(User.objects.filter(is_staff=True, is_active=True).order_by("pk"))
