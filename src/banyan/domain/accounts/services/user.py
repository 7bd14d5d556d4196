from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.errors import Invalid
from banyan.base.outbox.services import publish
from banyan.base.text import tidy
from banyan.domain.accounts.errors import EmailTaken
from banyan.domain.accounts.models import User
from banyan.domain.accounts.rules import interface_language, known_time_zone


def user_create(
    *,
    email: str,
    password: str | None,
    name: str = "",
    locale: str = "en",
    time_zone: str = "UTC",
    is_node_admin: bool = False,
    is_sample: bool = False,
    actor: str = "",
) -> User:
    """A new person. A password of ``None`` cannot be used to sign in. Raises ``EmailTaken`` or ``Invalid``."""
    if password is not None:
        _check_password(password)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email=email,
                password=password,
                name=tidy(name)[:120],
                locale=interface_language(locale),
                time_zone=time_zone if known_time_zone(time_zone) else "UTC",
                is_staff=is_node_admin,
                is_superuser=is_node_admin,
                is_sample=is_sample,
            )
            record(action="user.create", object_type="user", object_id=user.public_id, actor=actor, after=_shown(user))
            publish(topic="user.created", key=user.public_id)
    except IntegrityError as error:
        raise EmailTaken(email=email) from error
    except ValidationError as error:
        if "one_user_per_email" in str(error):
            raise EmailTaken(email=email) from error
        raise Invalid(error.message_dict) from error
    return user


def user_update(*, user: User, name: str, locale: str, time_zone: str, actor: str) -> User:
    """Changes what a person says of themselves; ``Invalid`` for an unknown time zone."""
    if not known_time_zone(time_zone):
        raise Invalid({"time_zone": [_("We do not know this time zone. Choose one from the list.")]})
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        before = _shown(user)
        user.name, user.locale, user.time_zone = tidy(name)[:120], interface_language(locale), time_zone
        user.save(update_fields=["name", "locale", "time_zone"])
        _changed(user, before=before, action="user.update", actor=actor)
    return user


def user_set_node_admin(*, user: User, is_node_admin: bool, actor: str) -> User:
    """Gives or takes the administration of this node."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        before = _shown(user)
        user.is_staff = user.is_superuser = is_node_admin
        user.save(update_fields=["is_staff", "is_superuser"])
        _changed(user, before=before, action="user.set_node_admin", actor=actor)
    return user


def user_set_password(*, user: User, password: str, actor: str) -> User:
    """Sets a password that the validators accept; the audit row says only that it happened."""
    _check_password(password, user)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        record(action="user.set_password", object_type="user", object_id=user.public_id, actor=actor)
        publish(topic="user.changed", key=user.public_id)
    return user


def _changed(user: User, *, before: dict[str, object], action: str, actor: str) -> None:
    record(
        action=action,
        object_type="user",
        object_id=user.public_id,
        actor=actor,
        before=before,
        after=_shown(user),
    )
    publish(topic="user.changed", key=user.public_id)


def _check_password(password: str, user: User | None = None) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid({"password": error.messages}) from error


def _shown(user: User) -> dict[str, object]:
    """What the trail keeps: no address, no password."""
    return {"name": user.name, "locale": user.locale, "time_zone": user.time_zone, "node_admin": user.is_staff}


def sample_remove(*, actor: str = "") -> int:
    """Removes sample people; what they wrote stays without an owner. Returns how many."""
    removed = 0
    for user in User.objects.filter(is_sample=True).order_by("pk"):
        with transaction.atomic():
            public_id = user.public_id
            user.delete()
            record(action="user.sample_remove", object_type="user", object_id=public_id, actor=actor)
            publish(topic="user.changed", key=public_id)
        removed += 1
    return removed
