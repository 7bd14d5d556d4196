"""Who has how much in hand, and what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.chapters.selectors import chapters, chapters_served, servants
from banyan.domain.chapters.types import ChapterRole
from banyan.practice.brokerage.models import Case, CaseOutcome
from banyan.practice.brokerage.policy.desk import need_desk, scope_of
from banyan.practice.brokerage.rules.desk import came_how_far
from banyan.practice.brokerage.selectors.desk import DESK_ROLES, colleague, desk_people, items_of
from banyan.practice.brokerage.selectors.desk_sources import Reach, waiting
from banyan.practice.brokerage.types import Stage
from banyan.practice.brokerage.types.desk import Item, Load, Matter
from banyan.practice.brokerage.types.outcome import UseAnswer


def loads(asker: Asker) -> tuple[Load, ...]:
    """Everybody at the desks one sees, the one with most in hand first; ``NotAllowed`` for whoever has no desk."""
    standing = need_desk(asker)
    found = waiting(Reach(scope_of(standing), reader=standing.user))
    held: dict[str, list[Item]] = defaultdict(list)
    for item in items_of(found, asker, standing):
        if item.holder is not None and item.matter is not Matter.CASE:
            held[item.holder.id].append(item)
    people, reach = desk_people(standing), Reach(scope_of(standing))
    open_cases = Counter(Case.objects.filter(reach.rows(), left="").values_list("broker_id", flat=True))
    credit = _credit(people, reach)
    serving, stewarded = _serving(), chapters_served(asker, ChapterRole.STEWARD)
    lines = [
        Load(
            who=colleague(one),
            me=one.pk == asker.pk,
            chapters=tuple(name for _key, name in serving[one.pk]),
            language=one.locale,
            time_zone=one.time_zone,
            items=len(held[one.public_id]),
            languages=tuple(sorted({item.language for item in held[one.public_id] if item.language})),
            cases=open_cases[one.pk],
            came=credit[one.pk],
            may_clear=one.pk == asker.pk
            or standing.node_admin
            or any(key in stewarded for key, _name in serving[one.pk]),
        )
        for one in people
    ]
    return tuple(sorted(lines, key=lambda line: (-line.items - line.cases, line.who.name.casefold())))


def _serving() -> dict[int, list[tuple[int, str]]]:
    """Whom one finds at which desk: person → (row key, name) of chapters."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for chapter in chapters():
        for person in servants(chapter.pk, *DESK_ROLES):
            found[person.pk].append((chapter.pk, chapter.name))
    return found


def _credit(people: Iterable[SignedIn], reach: Reach) -> dict[int, tuple[tuple[Stage, int], ...]]:
    """How far the cases came that each of them brokers or brokered to the end; what was gone back from counts not."""
    use = CaseOutcome.objects.filter(case=OuterRef("pk"), answer__in=[UseAnswer.STILL, UseAnswer.TROUBLE])
    rows = Case.objects.filter(reach.rows(), broker__in=list(people)).annotate(used=Exists(use))
    found: dict[int, list[tuple[Stage, bool]]] = defaultdict(list)
    for broker, stage, left, used in rows.values_list("broker_id", "stage", "left", "used"):
        found[broker or 0].append((Stage(left or stage), used))
    return {one.pk: tuple(came_how_far(found[one.pk]).items()) for one in people}
