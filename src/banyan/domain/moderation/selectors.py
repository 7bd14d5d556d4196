from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from banyan.base.paging import Page, moment_in, page, unpack
from banyan.domain.accounts.policy import Asker, is_node_admin
from banyan.domain.accounts.selectors import person_of, users
from banyan.domain.listings.policy import standing_of
from banyan.domain.listings.selectors import owner_side, visible_to
from banyan.domain.moderation import rules
from banyan.domain.moderation.errors import NoSuchFlag
from banyan.domain.moderation.models import Flag, FlagStep
from banyan.domain.moderation.policy import (
    chapter_of,
    in_chapters,
    judges_above,
    may_read,
    overseen,
    oversees,
    qualities,
)
from banyan.domain.moderation.types import (
    THINGS,
    FlagRow,
    FlagView,
    FlagWaits,
    Happening,
    Measure,
    Reason,
    State,
    Thing,
    Verb,
    Who,
)

__all__ = [
    "decides",
    "decision_about",
    "decisions_about",
    "flag_get",
    "flags",
    "flags_waiting",
    "oversees",
    "taken_down",
    "waiting_count",
]

#: What waits for a steward.
OPEN = (State.WAITING, State.APPEALED)
_PAGE = 30
#: So many objections are looked through; a node has few.
_MOST = 200


def flags(asker: Asker, *, open_: bool = True, cursor: str = "", size: int = _PAGE) -> Page[FlagRow]:
    """Reports that the asker may decide about: those that wait, longest waiting first, or those decided, newest first.

    What is the asker's own, or was reported by them, is not in it: others decide.
    """
    rows = _overseen(asker).filter(state__in=OPEN) if open_ else _overseen(asker).exclude(state__in=OPEN)
    order = "changed" if open_ else "-changed"
    if cursor:
        changed, last = unpack(cursor, length=2)
        moment = moment_in(changed)
        further = Q(changed__gt=moment) if open_ else Q(changed__lt=moment)
        rows = rows.filter(further | Q(changed=moment, public_id__gt=str(last)))
    fetched = list(rows.select_related("chapter", "listing__chapter").order_by(order, "public_id")[: size + 1])
    waiting = {
        (kind, about): count
        for kind, about, count in Flag.objects.filter(state=State.WAITING, about__in={row.about for row in fetched})
        .values_list("kind", "about")
        .annotate(Count("pk"))
    }
    found = [_row(row, waiting.get((row.kind, row.about), 0)) for row in fetched]
    return page(found, size=size, key=lambda row: [row.changed.isoformat(), row.id])


def waiting_count(asker: Asker) -> int:
    """How many reports wait for a decision that the asker may take."""
    return _overseen(asker).filter(state__in=OPEN).count() if oversees(asker) else 0


def flags_waiting(
    *, reader: Asker | None, chapters: frozenset[int] | None, only: str = "", most: int | None = None
) -> list[FlagWaits]:
    """Reports that wait at a desk, longest waiting first: of each thing the oldest that the reader decides about.

    Without a reader (to see how a desk does) all of these chapters; ``chapters`` are row keys, ``None`` for everywhere.
    """
    rows = (Flag.objects.all() if reader is None else _overseen(reader)).filter(state__in=OPEN)
    rows = rows.select_related("listing").order_by("changed", "public_id")
    if only:
        rows = rows.filter(public_id=only)
    if reader is None and chapters is not None:
        rows = rows.filter(in_chapters(chapters))
    found: dict[tuple[str, str], Flag] = {}
    for row in rows:
        found.setdefault((row.kind, row.about if reader is not None else row.public_id), row)
    return [
        FlagWaits(
            id=row.public_id,
            title=row.title or str(THINGS[Thing(row.kind)]),
            language=row.listing.language if row.listing is not None else "",
            chapter=chapter_of(row),
            since=row.changed,
            appealed=row.state == State.APPEALED,
        )
        for row in list(found.values())[:most]
    ]


def decides(person: Asker, public_id: str) -> bool:
    """Whether the person may decide about this report now."""
    return _overseen(person).filter(public_id=public_id, state__in=OPEN).exists()


def flag_get(public_id: str, *, for_user: Asker) -> FlagView:
    """One report for whoever has a part in it; ``NoSuchFlag`` for everybody else."""
    row = Flag.objects.select_related("listing", "chapter").filter(public_id=public_id).first()
    who = qualities(for_user, row) if row is not None else frozenset()
    if row is None or not may_read(row, who):
        raise NoSuchFlag(id=public_id)
    return _view(row, who, for_user)


def taken_down(kind: Thing, ids: Iterable[str]) -> dict[str, str]:
    """Those of the things that are down by a decision → the report that it was about."""
    rows = Flag.objects.filter(
        kind=kind, about__in=list(ids), state__in=[*rules.TAKEN_DOWN], measure__in=[Measure.HIDDEN, Measure.SENT_BACK]
    )
    return dict(rows.order_by("pk").values_list("about", "public_id"))


def decisions_about(kind: Thing, ids: Iterable[str]) -> dict[str, str]:
    """Those of the things about which something was decided → the report, for showing to their owners."""
    rows = Flag.objects.filter(kind=kind, about__in=list(ids), state__in=[*rules.TAKEN_DOWN, State.OVERTURNED])
    return dict(rows.order_by("pk").values_list("about", "public_id"))


def decision_about(listing: str, *, for_user: Asker) -> str:
    """The report by which a listing was taken down, for those who answer for it; empty when there is none."""
    if for_user.pk is None or not owner_side(listing, asker=for_user):
        return ""
    return decisions_about(Thing.LISTING, [listing]).get(listing, "")


def _overseen(asker: Asker) -> QuerySet[Flag]:
    """All the asker decides about; a handful is theirs, and left out."""
    if not oversees(asker):
        return Flag.objects.none()
    me = str(getattr(asker, "public_id", ""))
    people = Q(listing__owner_id=asker.pk) | Q(listing__contact_id=asker.pk) | Q(listing__deputy_id=asker.pk)
    theirs = Q(listing__organisation_id__in=standing_of(asker).administered)
    mine = Flag.objects.filter(Q(who=me) | Q(owner=me) | people | theirs)
    rows = Flag.objects.exclude(pk__in=mine.values("pk"))
    if not is_node_admin(asker):  # “everything, or these” would be these alone
        rows = rows.filter(overseen(asker) | Q(pk__in=_from_below(asker)))
    return rows.exclude(state=State.APPEALED, decided_by=me)


def _from_below(asker: Asker) -> list[int]:
    """Objections that come to the asker from a chapter below, where nobody else can decide; a handful."""
    appealed = Flag.objects.filter(state=State.APPEALED).select_related("listing", "chapter").order_by("changed")
    return [row.pk for row in appealed[:_MOST] if asker.pk in {one.pk for one in judges_above(row)}]


def _row(flag: Flag, waiting: int) -> FlagRow:
    place = flag.listing.chapter if flag.listing is not None else flag.chapter
    return FlagRow(
        id=flag.public_id,
        kind=Thing(flag.kind),
        title=flag.title,
        reason=Reason(flag.reason),
        state=State(flag.state),
        at=flag.at,
        changed=flag.changed,
        chapter=place.name if place is not None else "",
        others=max(0, waiting - (flag.state == State.WAITING)),
    )


def _view(flag: Flag, who: frozenset[Who], reader: Asker) -> FlagView:
    steward = Who.STEWARD in who
    as_ = next(one for one in (Who.STEWARD, Who.OWNER, Who.REPORTER) if one in who)
    listed = flag.kind == Thing.LISTING and visible_to(reader).filter(public_id=flag.about).exists()
    others = Flag.objects.filter(kind=flag.kind, about=flag.about, state=State.WAITING).exclude(pk=flag.pk)
    steps = list(flag.steps.order_by("pk"))
    names = _names({flag.who, *(step.by for step in steps)}) if steward else {}
    owner = as_ is Who.OWNER
    return FlagView(
        id=flag.public_id,
        kind=Thing(flag.kind),
        about=flag.about,
        listing=flag.about if listed else "",
        title=flag.title,
        reason=Reason(flag.found or flag.reason) if owner else Reason(flag.reason),
        found=Reason(flag.found) if flag.found else None,
        state=State(flag.state),
        measure=Measure(flag.measure),
        at=flag.changed if owner else flag.at,
        changed=flag.changed,
        version=flag.version,
        as_=as_,
        verbs=rules.verbs_for(State(flag.state), who),
        note=flag.note,
        appeal=flag.appeal if steward or owner else "",
        answer=flag.answer if steward or owner else "",
        words=flag.words if steward or owner else "",
        line=flag.line if steward or as_ is Who.REPORTER else "",
        reporter=names.get(flag.who, ""),
        anonymous=steward and not flag.who.startswith("usr_"),
        history=tuple(_happening(step, names) for step in steps if steward or _told_to(step, owner=owner)),
        others=tuple(others.order_by("pk").values_list("public_id", flat=True)) if steward else (),
    )


def _told_to(step: FlagStep, *, owner: bool) -> bool:
    """When it was reported is not told to the owner: the hour can name somebody."""
    return step.verb != Verb.FLAG if owner else step.verb not in {Verb.APPEAL, Verb.UPHOLD}


def _happening(step: FlagStep, names: dict[str, str]) -> Happening:
    return Happening(step.at, Verb(step.verb), step.note, names.get(step.by, ""))


def _names(ids: set[str]) -> dict[str, str]:
    return {one.public_id: person_of(one).name for one in users().filter(public_id__in=ids)}
