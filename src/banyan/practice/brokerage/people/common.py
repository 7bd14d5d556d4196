"""What everybody who is looked for has in common: an account in use."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from banyan.domain.accounts.policy import SignedIn

People = tuple[SignedIn, ...]


def first(*groups: Iterable[SignedIn | None], without: Collection[SignedIn | None] = ()) -> People:
    """The first group with somebody in it, besides those left out, who still has an account in use."""
    for group in groups:
        there = [one for one in group if one is not None and one.is_active and one not in without]
        if there:
            return tuple(dict.fromkeys(there))
    return ()
