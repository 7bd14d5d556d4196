"""In which quality somebody stands to a report."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from banyan.domain.accounts.policy import Asker, SignedIn, is_node_admin
from banyan.domain.chapters.selectors import chapters_above, chapters_served, servants, serves
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.selectors import owner_side
from banyan.domain.moderation.models import Flag
from banyan.domain.moderation.rules import TAKEN_DOWN
from banyan.domain.moderation.types.enums import State, Thing, Who

#: After an objection.
_OBJECTED = frozenset({State.APPEALED, State.UPHELD, State.OVERTURNED})


def qualities(asker: Asker, flag: Flag) -> frozenset[Who]:
    """Empty for everybody who has no part in it.

    Nobody decides about what is theirs or what they reported. Whoever took the first decision does not take the
    second.
    """
    if asker.pk is None or not asker.is_active:
        return frozenset()
    me = str(getattr(asker, "public_id", ""))
    found: set[Who] = set()
    if flag.who == me:
        found.add(Who.REPORTER)
    if flag.owner == me or (flag.kind == Thing.LISTING and owner_side(flag.about, asker=asker)):
        found.add(Who.OWNER)
    if not found and (_looks_after(asker, flag) or asker.pk in {one.pk for one in judges_above(flag)}):
        found.add(Who.STEWARD)
        if flag.decided_by != me:
            found.add(Who.OTHER_STEWARD)
    return frozenset(found)


def overseen(asker: Asker) -> Q:
    """Reports about what is in the chapters that the asker is steward of; a listing counts where it is now."""
    if is_node_admin(asker):
        return Q()
    return in_chapters(chapters_served(asker, ChapterRole.STEWARD))


def in_chapters(chapters: Iterable[int]) -> Q:
    """Reports about what is in these chapters (row keys) now."""
    keys = frozenset(chapters)
    return Q(listing__chapter_id__in=keys) | Q(listing__isnull=True, chapter_id__in=keys)


def oversees(asker: Asker) -> bool:
    """Whether the asker decides about reports anywhere."""
    return is_node_admin(asker) or bool(chapters_served(asker, ChapterRole.STEWARD))


def _looks_after(asker: Asker, flag: Flag) -> bool:
    return is_node_admin(asker) or serves(asker, chapter_of(flag), ChapterRole.STEWARD)


def judges_above(flag: Flag) -> tuple[SignedIn, ...]:
    """Who decides about an objection where nobody of the chapter can: the stewards of the nearest chapter above of whom
    one can. They keep reading what they decided."""
    chapter = chapter_of(flag)
    if flag.state not in _OBJECTED or chapter is None or _judges(flag, chapter):
        return ()
    return next((found for key in chapters_above(chapter) if (found := _judges(flag, key))), ())


def _judges(flag: Flag, chapter: int) -> tuple[SignedIn, ...]:
    """The stewards of a chapter who neither took the first decision nor have a part in it."""
    return tuple(
        one
        for one in servants(chapter, ChapterRole.STEWARD)
        if one.is_active
        and one.public_id not in {flag.decided_by, flag.who, flag.owner}
        and not (flag.kind == Thing.LISTING and owner_side(flag.about, asker=one))
    )


def chapter_of(flag: Flag) -> int | None:
    """The row key of the chapter that decides: where the listing is now, else where the thing was."""
    return flag.listing.chapter_id if flag.listing is not None else flag.chapter_id


def may_read(flag: Flag, who: frozenset[Who]) -> bool:
    """An owner hears of a report when it was decided against them, not before: nobody is to look for the reporter."""
    decided = flag.state in TAKEN_DOWN or flag.state == State.OVERTURNED
    return bool(who - {Who.OWNER}) or (Who.OWNER in who and decided)
