"""Everybody makes tokens of their own; Uma has one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tests.cast import Cast
from tests.permissions.table import Deed, Do

from banyan.domain.accounts.services import token_create, token_revoke
from banyan.domain.accounts.types import Scope


def _revoke(cast: Cast) -> Do:
    token = token_create(by=cast.uma, name="a script", scopes=(Scope.READ,), days=30)
    return partial(token_revoke, public_id=token.id)


DEEDS: Mapping[str, Deed] = {
    "token_create": lambda cast: partial(token_create, name="a script", scopes=(Scope.READ,), days=30),
    "token_revoke (Uma's)": _revoke,
}
