"""Several things of the desk at once, each by itself, and taken back with one click."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.errors import BanyanError, Conflict, Invalid, NotAllowed
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.models import Case, Taken
from banyan.practice.brokerage.policy.desk import may_hand_on, need_desk, scope_of
from banyan.practice.brokerage.selectors.desk_sources import Reach, waiting
from banyan.practice.brokerage.services.desk import (
    desk_release,
    desk_take,
    hand_on,
    handing_note,
    receiver,
    tell_handed,
)
from banyan.practice.brokerage.types.desk import Matter, Told, Waiting, Why

#: So long it can be taken back, in seconds.
UNDO_FOR = 3600
#: So many at once; a page shows fewer.
MOST_AT_ONCE = 200
_SALT = "banyan.practice.brokerage.desk"
Thing = tuple[Matter, str]


def desk_take_many(things: Iterable[Thing], *, by: SignedIn) -> Told:
    """Takes all that can be taken; what somebody else has is told, and the rest is done."""
    back: list[list[str]] = []
    refused = []
    for matter, thing in list(dict.fromkeys(things))[:MOST_AT_ONCE]:
        try:
            if desk_take(matter=matter, thing=thing, by=by):
                back.append(["release", matter.value, thing, "", ""])
        except BanyanError as error:
            refused.append(str(error.sentence))
    return _told(back, refused, by)


def desk_release_many(things: Iterable[Thing], *, by: SignedIn) -> Told:
    """Gives all back that one has in hand."""
    back: list[list[str]] = []
    refused = []
    for matter, thing in list(dict.fromkeys(things))[:MOST_AT_ONCE]:
        try:
            had = desk_release(matter=matter, thing=thing, by=by)
        except BanyanError as error:
            refused.append(str(error.sentence))
            continue
        if had is not None:
            note, since = had
            back.append(["take", matter.value, thing, note, since.isoformat()])
    return _told(back, refused, by)


def desk_undo(token: str, *, by: SignedIn) -> Told:
    """Takes back what was done to several at once; what somebody else has meanwhile stays theirs."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=UNDO_FOR)
    except signing.BadSignature as error:
        raise Conflict(_("This cannot be taken back any more. Nothing has changed.")) from error
    if said["by"] != by.public_id:
        raise NotAllowed
    done, refused = 0, []
    for verb, matter, thing, note, since in said["back"]:
        try:
            if verb == "release":
                desk_release(matter=Matter(matter), thing=thing, by=by)
            else:
                moment = datetime.fromisoformat(since) if since else None
                desk_take(matter=Matter(matter), thing=thing, by=by, note=note, since=moment)
        except BanyanError as error:
            refused.append(str(error.sentence))
        else:
            done += 1
    return Told(done, refused, "")


def desk_clear(*, of: SignedIn, to: str, note: str, by: SignedIn) -> Told:
    """Hands over everything that somebody has in hand, all cases they broker too, to a colleague, with one letter.

    For themselves, the stewards of the chapters, and those who run the node. What the colleague does not look after
    stays where it is and is told.
    """
    said = handing_note(note)
    standing = need_desk(by)
    held = [one for one in held_by(of, by) if may_hand_on(by, standing, of, one.chapter)]
    if not held and of.pk != by.pk and not standing.node_admin:
        raise NotAllowed(_("Only whoever has this in hand, or a steward of the chapter, hands it over."))
    done, refused = 0, []
    with transaction.atomic():
        for one in held:
            try:
                person = receiver(to, one)
            except Invalid as error:
                refused.append(f"“{one.title}”: {error.fields['to'][0]}")
                continue
            if person.pk == of.pk:
                raise Invalid({"to": [_("They have this in hand already.")]})
            hand_on(one, person, by=by, note=said)
            done += 1
        if done:
            tell_handed(person, by=by, title="", count=done)
    if held and not done:
        raise Invalid({"to": [_("Choose somebody who looks after this chapter.")]})
    return Told(done, refused, "")


def held_by(person: SignedIn, seen_by: SignedIn) -> list[Waiting]:
    """What somebody has in hand, as far as the reader's desk reaches: what waits, and every open case they broker."""
    standing = need_desk(seen_by)
    scope = scope_of(standing)
    mine = set(Taken.objects.filter(broker=person).values_list("matter", "thing"))
    rows = waiting(Reach(scope, most=None, reader=standing.user)) if mine else []
    found = [one for one in rows if one.matter is not Matter.CASE and (one.matter.value, one.id) in mine]
    cases = Case.objects.filter(Reach(scope).rows(), broker=person, left="").order_by("pk")
    return found + [
        Waiting(
            matter=Matter.CASE,
            id=case.public_id,
            title=case.title,
            language="",
            chapter=case.chapter_id,
            since=case.opened,
            due=case.changed.date(),
            whys=(Why.NO_STEP,),
            broker=person.pk,
        )
        for case in cases
    ]


def _told(back: list[list[str]], refused: list[str], by: SignedIn) -> Told:
    undo = signing.dumps({"by": by.public_id, "back": back}, salt=_SALT, compress=True) if back else ""
    return Told(len(back), refused, undo)
