from __future__ import annotations

from django.db.models import QuerySet

from banyan.base.clock import today
from banyan.domain.accounts.errors import NoSuchPerson, NoSuchToken
from banyan.domain.accounts.models import AccessToken, User
from banyan.domain.accounts.rules import shown_name, token_works
from banyan.domain.accounts.types import Person, Scope, TokenView


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


def tokens_of(user: User) -> tuple[TokenView, ...]:
    """The person's access tokens, newest first; those that were ended are gone from the list."""
    return tuple(map(_token_view, AccessToken.objects.filter(person=user, revoked=None).order_by("-pk")))


def token_get(public_id: str, *, for_user: User) -> TokenView:
    """One of the person's access tokens that was not ended; ``NoSuchToken`` for anybody else's."""
    row = AccessToken.objects.filter(person=for_user, revoked=None, public_id=public_id).first()
    if row is None:
        raise NoSuchToken(id=public_id)
    return _token_view(row)


def _token_view(row: AccessToken) -> TokenView:
    return TokenView(
        id=row.public_id,
        name=row.name,
        shown=row.prefix,
        scopes=tuple(map(Scope, row.scopes)),
        created=row.created,
        last_used=row.last_used,
        expires=row.expires,
        works=token_works(row.expires, today(), revoked=False),
    )
