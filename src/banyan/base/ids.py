"""Public ids: opaque, sortable by the moment they were made, safe in addresses.

An id is a short prefix for its kind, an underscore and 26 characters of Crockford base 32 (a ULID, in lower case):
``lst_01jd5z6m9w3k8qv4x2h7c1n0re``. Row numbers never leave the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from secrets import token_bytes

from django.db import models
from ulid import ULID

_SHAPE = re.compile(r"^(?P<prefix>[a-z]{2,5})_(?P<ulid>[0-7][0-9abcdefghjkmnpqrstvwxyz]{25})$")


def new_id(prefix: str) -> str:
    """A fresh id, later than every id made before it on this machine (to the millisecond)."""
    return f"{prefix}_{str(ULID()).lower()}"


def new_timeless_id(prefix: str) -> str:
    """A fresh id of the same shape that does not tell when it was made, for what somebody must not date."""
    return f"{prefix}_{str(ULID.from_bytes(token_bytes(16))).lower()}"


def is_id(text: str, prefix: str | None = None) -> bool:
    """Whether ``text`` has the shape of a public id (of that kind)."""
    found = _SHAPE.match(text)
    return found is not None and prefix in (None, found["prefix"])


class PublicIdField(models.CharField[str, str]):
    """A unique column filled with a new id of the given prefix; never edited."""

    def __init__(self, *, prefix: str, **options: object) -> None:
        self.prefix = prefix
        maker: Callable[[], str] = partial(new_id, prefix)
        options.update(max_length=32, unique=True, editable=False, default=maker)
        super().__init__(**options)  # type: ignore[arg-type]  # Django's own untyped keyword options

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "unique", "editable", "default"):
            options.pop(fixed, None)
        return name, path, list(args), {**options, "prefix": self.prefix}
