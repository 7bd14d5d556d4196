"""Which chapter a listing belongs to, decided without a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from banyan.domain.chapters.types import Remit


def chapter_for(
    remits: Sequence[Remit], *, places: Sequence[str], sdgs: Sequence[str], contains: Callable[[str, str], bool]
) -> str | None:
    """The slug of the first chapter that covers one of the places, else one of the goals; ``None`` when none does.

    ``contains(outer, inner)`` tells whether a place code lies inside another.
    """
    for remit in remits:
        if any(contains(outer, inner) for outer in remit.places for inner in places):
            return remit.slug
    goals = {code.split(".", 1)[0] for code in sdgs}
    for remit in remits:
        if not remit.places and goals & {code.split(".", 1)[0] for code in remit.sdgs}:
            return remit.slug
    return None
