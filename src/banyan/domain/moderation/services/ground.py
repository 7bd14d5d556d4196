"""What every write of the room stands on: locked rows, the step in the table, trail, audit row, event, mails."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.errors import Invalid, NotAllowed
from banyan.base.outbox.services import publish
from banyan.base.text import tidy
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.accounts.selectors import node_admins, users
from banyan.domain.chapters.selectors import servants
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.selectors import recipients
from banyan.domain.moderation import rules
from banyan.domain.moderation.errors import DecidedMeanwhile, NoSuchFlag
from banyan.domain.moderation.letters import Told
from banyan.domain.moderation.models import Flag, FlagStep
from banyan.domain.moderation.policy import chapter_of, judges_above, may_read, qualities
from banyan.domain.moderation.tasks import tell
from banyan.domain.moderation.types import State, Thing, Verb, Who

MOST_SIGNS = 2000


def written(name: str, text: str, *, needed: str = "") -> str:
    """What somebody typed, tidied; ``Invalid`` when it is too long, or empty and ``needed`` says why it may not be."""
    said = tidy(text)
    if len(said) > MOST_SIGNS:
        raise Invalid({name: [_("Please shorten this to %(most)d characters.") % {"most": MOST_SIGNS}]})
    if needed and not said:
        raise Invalid({name: [needed]})
    return said


def locked(public_id: str) -> tuple[Flag, list[Flag]]:
    """The report and the others about the same thing, all held until the transaction ends, always in one order."""
    found = Flag.objects.filter(public_id=public_id).values_list("kind", "about").first()
    if found is None:
        raise NoSuchFlag(id=public_id)
    rows = list(
        Flag.objects.select_for_update(of=("self",))
        .filter(kind=found[0], about=found[1])
        .select_related("listing")
        .order_by("pk")
    )
    mine = next((row for row in rows if row.public_id == public_id), None)
    if mine is None:
        raise NoSuchFlag(id=public_id)
    return mine, [row for row in rows if row.public_id != public_id]


def may(flag: Flag, verb: Verb, by: Asker, *, expected_version: int | None = None) -> None:
    """``NoSuchFlag`` for whoever has no part in it, ``NotAllowed`` for the wrong part, ``DecidedMeanwhile``."""
    who = qualities(by, flag)
    if not may_read(flag, who):
        raise NoSuchFlag(id=flag.public_id)
    if expected_version is not None and expected_version != flag.version:
        raise DecidedMeanwhile(id=flag.public_id, state=flag.state)
    if rules.target(State(flag.state), verb, who) is not None:
        return
    if rules.target(State(flag.state), verb, frozenset(Who)) is None:
        raise DecidedMeanwhile(id=flag.public_id, state=flag.state)
    if Who.STEWARD in who and verb in {Verb.UPHOLD, Verb.OVERTURN}:
        raise NotAllowed(_("You took the first decision. Somebody else decides about the objection."))
    raise NotAllowed(_("Stewards of the chapter decide, but not about their own and not about what they reported."))


def step(flag: Flag, verb: Verb, *, by: SignedIn | None, note: str = "") -> None:
    """Takes the step on a locked row whose other fields the caller has set; who may was asked before."""
    to = rules.target(State(flag.state), verb, frozenset(Who))
    if to is None:
        raise DecidedMeanwhile(id=flag.public_id, state=flag.state)
    before = snapshot(flag)
    flag.state = to
    flag.version, flag.changed = flag.version + 1, now()
    flag.save()
    _leave(flag, verb, by.public_id if by is not None else "", note, before)


def begin(flag: Flag) -> None:
    """Saves a new report."""
    flag.save()
    _leave(flag, Verb.FLAG, flag.who if flag.who.startswith("usr_") else "", "", None)


def _leave(flag: Flag, verb: Verb, by: str, note: str, before: dict[str, object] | None) -> None:
    FlagStep.objects.create(flag=flag, verb=verb, by=by, note=note, at=flag.changed)
    action = f"flag.{verb}"
    record(
        action=action,
        object_type="flag",
        object_id=flag.public_id,
        actor=by,
        before=before,
        after=snapshot(flag),
    )
    publish(
        topic="flag.changed",
        key=flag.public_id,
        payload={"action": action, "kind": flag.kind, "about": flag.about, "state": str(flag.state)},
    )


def snapshot(flag: Flag) -> dict[str, object]:
    """The row as the trail keeps it for good: where it stands, no names and not what people wrote."""
    return {
        "kind": flag.kind,
        "about": flag.about,
        "reason": str(flag.reason),
        "found": str(flag.found),
        "state": str(flag.state),
        "measure": str(flag.measure),
        "version": flag.version,
    }


def tell_stewards(flag: Flag, told: Told) -> None:
    """Writes to those who may decide now: the chapter's stewards, else, about an objection, those of the nearest
    chapter above, else those who run the node."""
    stewards = [one for one in servants(chapter_of(flag), ChapterRole.STEWARD) if _may_decide(flag, one)]
    stewards = stewards or list(judges_above(flag))
    _tell(flag, told, stewards or [one for one in node_admins() if _may_decide(flag, one)])


def _may_decide(flag: Flag, person: SignedIn) -> bool:
    needed = Who.OTHER_STEWARD if flag.state == State.APPEALED else Who.STEWARD
    return needed in qualities(person, flag)


def tell_reporter(flag: Flag, told: Told) -> None:
    """Writes to whoever reported it, if they were signed in."""
    _tell(flag, told, users().filter(public_id=flag.who))


def tell_owner(flag: Flag, told: Told) -> None:
    """Writes to those who answer for the thing."""
    if flag.kind == Thing.LISTING:
        _tell(flag, told, users().filter(pk__in=recipients(flag.about)))
    elif flag.owner:
        _tell(flag, told, users().filter(public_id=flag.owner))


def _tell(flag: Flag, told: Told, people: Iterable[SignedIn]) -> None:
    for person in people:
        tell.enqueue(flag=flag.public_id, told=str(told), to=person.public_id, version=flag.version)
