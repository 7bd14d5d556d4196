"""What waits at the desk goes from hand to hand: taken, given back, handed over. Of two at once one wins.

Who brokers a case is written in the case itself; of everything else the desk keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.errors import Invalid, NotAllowed
from banyan.base.outbox.services import publish
from banyan.base.text import tidy
from banyan.domain.accounts.errors import NoSuchPerson
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of, user_by_id
from banyan.practice.brokerage.errors import AlreadyTaken, DeskMoved, NotWaiting
from banyan.practice.brokerage.models import Case, Taken
from banyan.practice.brokerage.policy.desk import can_have, may_hand_on, need_desk
from banyan.practice.brokerage.selectors.desk import waits
from banyan.practice.brokerage.services.cases.ground import changed, snapshot, taken_up
from banyan.practice.brokerage.tasks.desk import write_desk
from banyan.practice.brokerage.types.desk import Matter, Waiting

MOST_NOTE = 1000


def desk_take(*, matter: Matter, thing: str, by: SignedIn, note: str = "", since: datetime | None = None) -> bool:
    """Takes something in hand; returns whether that is news. ``AlreadyTaken`` says who was first.

    ``note`` and ``since`` are what it had before, when it comes back.
    """
    one = _waiting(matter, thing, by)
    with transaction.atomic():
        held = _held(one, by)
        holder = held.holder
        if holder is not None and holder.pk == by.pk:
            return False
        if holder is not None:
            raise AlreadyTaken.by(person_of(holder).name)
        _put(one, held.row, by, "take", by=by, note=note, since=since)
    return True


def desk_release(*, matter: Matter, thing: str, by: SignedIn) -> tuple[str, datetime] | None:
    """Gives something back to the desk; returns the note it had and since when it was held, ``None`` when it was
    nobody's. ``NotAllowed`` when it is in the hands of somebody else: that is handed over, not given back.
    """
    one = _waiting(matter, thing, by)
    with transaction.atomic():
        held = _held(one, by)
        if held.holder is None:
            return None
        if held.holder.pk != by.pk:
            raise NotAllowed(_("This is in the hands of %(name)s.") % {"name": person_of(held.holder).name})
        _put(one, held.row, None, "release", by=by)
    mine = held.row if held.row is not None and held.row.broker_id == by.pk else None
    return (mine.note, mine.since) if mine is not None else ("", now())


def desk_hand_over(
    *, matter: Matter, thing: str, to: str, note: str, by: SignedIn, held_by: str | None = None
) -> SignedIn:
    """Gives something into the hands of a colleague, named by public id, with a note; they get a letter.

    ``held_by`` is who had it when the page was opened (empty: nobody); ``DeskMoved`` when that is not so any more.
    """
    said = handing_note(note)
    one = _waiting(matter, thing, by)
    with transaction.atomic():
        held = _held(one, by)
        holder = held.holder
        if not may_hand_on(by, need_desk(by), holder, one.chapter):
            raise NotAllowed(_("Only whoever has this in hand, or a steward of the chapter, hands it over."))
        if held_by is not None and held_by != (holder.public_id if holder else ""):
            raise DeskMoved
        person = receiver(to, one)
        if holder is not None and person.pk == holder.pk:
            raise Invalid({"to": [_("They have this in hand already.")]})
        _put(one, held.row, person, "hand_over", by=by, note=said)
        tell_handed(person, by=by, title=one.title, count=1)
    return person


def hand_on(one: Waiting, person: SignedIn, *, by: SignedIn, note: str) -> None:
    """Puts a thing in other hands, in the caller's transaction, who has asked whether that may be."""
    _put(one, _held(one, by).row, person, "hand_over", by=by, note=note)


def handing_note(note: str) -> str:
    """What is written for the next one, checked: without it nobody knows where things stand."""
    said = tidy(note).strip()
    if not said:
        raise Invalid({"note": [_("Write a line for your colleague: where it stands, what comes next.")]})
    if len(said) > MOST_NOTE:
        raise Invalid({"note": [_("Please shorten this to %(most)d characters.") % {"most": MOST_NOTE}]})
    return said


def receiver(public_id: str, one: Waiting) -> SignedIn:
    """The colleague who is to have it; ``Invalid`` for anybody who does not look after the chapter."""
    try:
        person = user_by_id(tidy(public_id)[:40])
    except NoSuchPerson:
        person = None
    if person is None or not can_have(person, one):
        raise Invalid({"to": [_("Choose somebody who looks after this chapter.")]})
    return person


def tell_handed(person: SignedIn, *, by: SignedIn, title: str, count: int) -> None:
    """One letter to the one who has it now, in the transaction of the change."""
    if person.pk != by.pk:
        write_desk.enqueue(letter="handed", to=person.public_id, by=by.public_id, title=title, count=count)


def _waiting(matter: Matter, thing: str, by: SignedIn) -> Waiting:
    one = waits(matter, thing, need_desk(by))
    if one is None:
        raise NotWaiting(id=thing)
    return one


@dataclass(frozen=True, slots=True)
class _Held:
    """Who has it, if they still may, and the row that says so, held until the transaction ends."""

    holder: SignedIn | None
    row: Taken | None


def _held(one: Waiting, by: SignedIn) -> _Held:
    if one.matter is Matter.CASE:
        case, _parts = taken_up(one.id, by)  # the case is held, so nobody else touches the row
        row, person = _row(one), case.broker
    else:
        row = _row(one)
        person = row.broker if row is not None else None
    return _Held(person if can_have(person, one) else None, row)


def _row(one: Waiting) -> Taken | None:
    # not joined: whoever waited for the row would get the new row beside the old person
    return Taken.objects.select_for_update().filter(matter=one.matter, thing=one.id).first()


def _put(
    one: Waiting,
    row: Taken | None,
    person: SignedIn | None,
    verb: str,
    *,
    by: SignedIn,
    note: str = "",
    since: datetime | None = None,
) -> None:
    """Writes who has it now, with audit row and event; ``row`` is the one that is held. Where there was none the
    database lets one of those through who come at once."""
    before = {"holder": row.broker.public_id if row is not None else ""}
    if person is None:
        Taken.objects.filter(matter=one.matter, thing=one.id).delete()
    elif row is not None:
        row.broker, row.since, row.note = person, since or now(), note
        row.save()
    else:
        try:
            with transaction.atomic():
                Taken.objects.create(matter=one.matter, thing=one.id, broker=person, since=since or now(), note=note)
        except IntegrityError as error:
            first = _row(one)
            raise AlreadyTaken.by(person_of(first.broker).name) if first is not None else AlreadyTaken from error
    if one.matter is Matter.CASE:
        _put_case(one.id, person, verb, by)
        return
    record(
        action=f"desk.{verb}",
        object_type="desk",
        object_id=one.id,
        actor=by.public_id,
        before=before,
        after={"holder": person.public_id if person else "", "matter": one.matter.value},
    )
    publish(topic="desk.changed", key=one.id, payload={"action": f"desk.{verb}", "matter": one.matter.value})


def _put_case(public_id: str, person: SignedIn | None, verb: str, by: SignedIn) -> None:
    case = Case.objects.select_for_update().get(public_id=public_id)
    before = snapshot(case)
    case.broker = person
    case.version += 1
    changed(case, before, action=f"case.{verb}", by=by)
