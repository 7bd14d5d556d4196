"""The desk as one of those who work at it sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from banyan.base.clock import today
from banyan.base.paging import Page, page, unpack
from banyan.domain.accounts.policy import Asker, SignedIn, is_node_admin
from banyan.domain.accounts.selectors import node_admins, person_of, users
from banyan.domain.chapters.selectors import chapters, chapters_named_to, chapters_served, servants
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.policy import Standing, standing_of
from banyan.practice.brokerage.errors import NotWaiting
from banyan.practice.brokerage.models import Taken
from banyan.practice.brokerage.policy.desk import can_have, may_hold, need_desk, scope_of
from banyan.practice.brokerage.selectors.desk_sources import SOURCES, Reach, order, waiting
from banyan.practice.brokerage.types.desk import Colleague, Desk, DeskFilter, Item, Matter, Waiting, Whose

DESK_ROLES = (ChapterRole.STEWARD, ChapterRole.BROKER)


def desk(asker: Asker, wanted: DeskFilter | None = None, *, cursor: str = "", size: int = 20) -> Desk:
    """What waits in the chapters one looks after, the oldest promise first; ``NotAllowed`` for whoever has none."""
    wanted = wanted or DeskFilter()
    standing = need_desk(asker)
    found = waiting(Reach(scope_of(standing), but=standing.user, reader=standing.user))
    named = {one.pk: (one.slug, one.name) for one in chapters()}
    items = items_of(found, asker, standing)
    fits = [
        (one, item)
        for one, item in zip(found, items, strict=True)
        if _fits(item, wanted, named.get(one.chapter or 0, ("", ""))[0])
    ]
    counts = Counter(item.matter for item in items)
    after = tuple(str(part) for part in unpack(cursor, length=3)) if cursor else ("", "", "")
    rows = [(order(one), item) for one, item in fits if order(one) > after]
    cut = page(rows[: size + 1], size=size, key=lambda row: row[0])
    return Desk(
        page=Page([item for _key, item in cut.rows], cut.next),
        total=len(fits),
        matters=tuple((matter, counts[matter]) for matter in Matter if counts[matter]),
        chapters=_chapters(found, named),
        languages=tuple(sorted({one.language for one in found if one.language})),
        colleagues=colleagues(standing),
    )


def at_desk(asker: Asker) -> bool:
    """Whether the person works at any desk; one short query."""
    return is_node_admin(asker) or bool(chapters_named_to(asker, *DESK_ROLES))


def items_of(found: Sequence[Waiting], asker: Asker, standing: Standing) -> list[Item]:
    """What waits, with who has it in hand, as the asker reads it."""
    rows = {(row.matter, row.thing): row for row in taken_of(found)}
    brokers = {one.pk: one for one in users().filter(pk__in={one.broker for one in found if one.broker})}
    own = chapters_named_to(asker, *DESK_ROLES)
    stewarded = chapters_served(asker, ChapterRole.STEWARD)
    named = {one.pk: one.name for one in chapters()}

    @cache
    def still(person: SignedIn, one: Waiting) -> bool:
        if one.matter is Matter.FLAG:
            return can_have(person, one)
        return person.is_active and may_hold(_standing(person), one.chapter)

    @cache
    def _standing(person: SignedIn) -> Standing:
        return standing_of(person)

    lines = []
    for one in found:
        row = rows.get((one.matter, one.id))
        person = brokers.get(one.broker or 0) if one.matter is Matter.CASE else (row.broker if row else None)
        holder = person if person is not None and still(person, one) else None
        noted = row if row is not None and holder is not None and row.broker_id == holder.pk else None
        lines.append(
            Item(
                matter=one.matter,
                id=one.id,
                title=one.title,
                language=one.language,
                chapter=named.get(one.chapter or 0, ""),
                whys=one.whys,
                since=one.since,
                due=one.due,
                late=one.due < today(),
                holder=colleague(holder) if holder else None,
                mine=holder is not None and holder.pk == asker.pk,
                held_since=noted.since if noted else None,
                note=noted.note if noted else "",
                risen=not standing.node_admin and one.chapter in standing.chapters - own,
                handable=standing.node_admin
                or one.chapter in stewarded
                or (holder is not None and holder.pk == asker.pk),
            )
        )
    return lines


def taken_of(found: Iterable[Waiting]) -> list[Taken]:
    """Who has taken what of these, whether they still may or not."""
    return list(Taken.objects.filter(thing__in=[one.id for one in found]).select_related("broker"))


def waits(matter: Matter, thing: str, standing: Standing) -> Waiting | None:
    """The thing, if it waits where somebody of this standing works."""
    reach = Reach(scope_of(standing), but=standing.user, reader=standing.user, only=thing, most=1)
    return next(iter(SOURCES[matter](reach)), None)


def desk_item(matter: Matter, thing: str, *, for_user: Asker) -> Item:
    """One thing of the desk; ``NotWaiting`` when there is none that the reader sees."""
    return items_of([_need(matter, thing, for_user)], for_user, need_desk(for_user))[0]


def receivers(matter: Matter, thing: str, *, for_user: Asker) -> tuple[Colleague, ...]:
    """Into whose hands it can be given, by name."""
    one, standing = _need(matter, thing, for_user), need_desk(for_user)
    able = (person for person in desk_people(standing) if can_have(person, one))
    return tuple(sorted((colleague(person) for person in able), key=lambda person: person.name.casefold()))


def _need(matter: Matter, thing: str, asker: Asker) -> Waiting:
    one = waits(matter, thing, need_desk(asker))
    if one is None:
        raise NotWaiting(id=thing)
    return one


def colleague(person: SignedIn) -> Colleague:
    """Somebody of a desk, for their colleagues."""
    return Colleague(person.public_id, person_of(person).name)


def desk_people(standing: Standing) -> tuple[SignedIn, ...]:
    """Who works at the desks that somebody of this standing sees: accounts in use, each once."""
    keys = chapters().values_list("pk", flat=True) if standing.node_admin else sorted(standing.chapters)
    found = [one for key in keys for one in servants(key, *DESK_ROLES)]
    if standing.node_admin:
        found += node_admins()
    return tuple(one for one in dict.fromkeys(found) if one.is_active)


def colleagues(standing: Standing) -> tuple[Colleague, ...]:
    """The same, to choose from, by name."""
    return tuple(sorted((colleague(one) for one in desk_people(standing)), key=lambda one: one.name.casefold()))


def _fits(item: Item, wanted: DeskFilter, chapter: str) -> bool:
    if wanted.matter is not None and item.matter is not wanted.matter:
        return False
    if wanted.chapter and chapter != wanted.chapter:
        return False
    if wanted.language and item.language != wanted.language:
        return False
    if wanted.whose is Whose.MINE:
        return item.mine
    return wanted.whose is None or item.holder is None


def _chapters(found: Iterable[Waiting], named: Mapping[int, tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    keys = {one.chapter for one in found}
    return tuple(slug_and_name for key, slug_and_name in named.items() if key in keys)
