"""What holds at any time of the year. Each function tells what does not; nothing said is good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection

from banyan.base.audit.models import AuditRow
from banyan.base.clock import now, today
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.accounts.models import User
from banyan.domain.accounts.selectors import node_admins
from banyan.domain.chapters.selectors import chapters, servants
from banyan.domain.listings.models import Listing
from banyan.domain.organisations.models import Organisation
from banyan.domain.organisations.selectors import members
from banyan.domain.organisations.types import MemberRole
from banyan.practice.brokerage.models import CaseOutcome, CaseTask, Enquiry
from banyan.practice.brokerage.people import awaited, desk
from banyan.practice.brokerage.rules import LIVE
from banyan.practice.brokerage.selectors.desk import DESK_ROLES
from banyan.practice.brokerage.selectors.desk_sources import Reach, waiting
from banyan.practice.brokerage.selectors.promises import reply_rate
from banyan.practice.brokerage.types import Stage, State
from banyan.practice.matchmaking.models import Letter, Notice
from banyan.practice.matchmaking.types import LetterState, NoticeState
from benchmarks.year import trails
from benchmarks.year.post import read_lines
from benchmarks.year.world import World

_MOST_TOLD = 12
_DAY = timedelta(days=1)
Letters = list[dict[str, Any]]


def broken(world: World, folder: Path, *, looks: float) -> list[str]:
    """Everything that does not hold now, at most a dozen of each kind. No job waits, as after a look of the clock."""
    letters, kills = read_lines(folder / "letters.jsonl"), read_lines(folder / "kills.jsonl")
    look = _DAY / looks + timedelta(minutes=1)
    enquiries = list(trails.trails("enquiry", "state", "due", "taken", "version"))
    checks: Mapping[str, Callable[[], Iterator[str]]] = {
        "enquiries": lambda: trails.wrong_enquiries(enquiries, now(), look),
        "listings": lambda: trails.wrong_listings(list(trails.trails("listing", "state"))),
        "cases": lambda: trails.wrong_cases(list(trails.trails("case", "stage"))),
        "expiry": expiry,
        "late": partial(late_things, look),
        "letters": lambda: letters_once(letters, kills),
        "reminders": lambda: reminders_once(letters, kills),
        "told": lambda: told_once(letters),
        "alerts": partial(alerts_done, look),
        "dead": lambda: dead_mailboxes(letters, world.closed_at),
        "owners": everything_is_somebodys,
        "silent": partial(silent_desks, look),
        "policy": lambda: against_the_policy(enquiries, world),
        "rates": rates,
        "jobs": lambda: jobs(folder),
    }
    return [f"{name}: {one}" for name, check in checks.items() for one in list(check())[:_MOST_TOLD]]


def expiry() -> Iterator[str]:
    """No listing is shown after its last day; whoever has a month or a week left was reminded."""
    shown = Listing.objects.filter(state__in=["published", "paused"])
    for id in shown.filter(expires__lt=today()).values_list("public_id", flat=True):
        yield f"{id} is shown after its last day"
    soon = shown.filter(state="published", follows_source=False, is_sample=False)
    for days in (31, 7):
        rows = soon.filter(expires__gte=today(), expires__lt=today() + days * _DAY)
        for id in rows.exclude(reminded__lte=days).values_list("public_id", flat=True):
            yield f"{id} has less than {days} days left and nobody was reminded"
    marks = AuditRow.objects.filter(action="listing.remind").values_list("object_id", "at", "after").order_by("id")
    renewed = AuditRow.objects.filter(action__in=["listing.confirm", "listing.revive", "listing.publish"])
    since: dict[str, list[Any]] = {}
    for id, at in renewed.values_list("object_id", "at"):
        since.setdefault(id, []).append(at)
    seen: Counter[tuple[str, int, int]] = Counter()
    for id, at, after in marks.iterator(chunk_size=5000):
        seen[id, sum(one <= at for one in since.get(id, ())), (after or {}).get("reminded", 0)] += 1
    yield from (f"{key} was reminded {count} times" for key, count in seen.items() if count > 1)


def late_things(look: timedelta) -> Iterator[str]:
    """Whoever has something late in hand was reminded; every question whose day came was asked or passed over."""
    past = (now() - look - timedelta(hours=13)).date()  # a day ends twelve hours later in the west
    tasks = CaseTask.objects.filter(case__left="", done=None, reminded=None, owner__isnull=False, due__lt=past)
    yield from (f"{id} is late and nobody was reminded" for id in tasks.values_list("public_id", flat=True))
    asked = CaseOutcome.objects.filter(asked=None, answered=None, passed=False, due__lt=today())
    asked = asked.filter(case__stage__in=[Stage.ADOPTED, Stage.IN_USE], case__seeker__is_active=True)
    yield from (f"{id} was not asked" for id in asked.values_list("public_id", flat=True))


def letters_once(letters: Letters, kills: Letters) -> Iterator[str]:
    """A job writes one letter; a second time only when its worker was killed after the letter and before the tick."""
    again = Counter(int(one["job"]) for one in kills if one["posted"])
    jobs = Counter((int(one["job"]), str(one["to"])) for one in letters if not one["task"].startswith("schedule."))
    for (job, to), count in jobs.items():
        if count > 1 + again[job]:
            yield f"job {job} wrote {count} letters to {to}"


#: Which letters go out once for a thing: the arguments that name it.
_ONCE: Mapping[str, tuple[str, ...]] = {
    "brokerage.write": ("enquiry", "letter", "version"),
    "brokerage.write_message": ("message",),
    "matchmaking.letter": ("letter",),
}


def reminders_once(letters: Letters, kills: Letters) -> Iterator[str]:
    """Two jobs never write the same; tasks that are late and questions are told once to each."""
    seen: dict[tuple[object, ...], set[int]] = {}
    for one in letters:
        args = one["args"]
        if one["task"] in _ONCE:
            key = (one["task"], *(args.get(name) for name in _ONCE[one["task"]]), one["to"])
        elif one["task"] == "brokerage.write_case" and args["letter"] in {"late", "outcome"}:
            key = (args["letter"], args.get("task"), args.get("outcome"), one["to"])
        else:
            continue
        seen.setdefault(key, set()).add(int(one["job"]))
    yield from (f"{key} was told by jobs {sorted(jobs)}" for key, jobs in seen.items() if len(jobs) > 1)
    ids = Counter(one["id"] for one in letters if one["task"] == "matchmaking.letter")
    yield from (f"the letter {id} went out {count} times" for id, count in ids.items() if count > 1)


def told_once(letters: Letters) -> Iterator[str]:
    """No listing stands in two letters of alerts to the same person."""
    seen = Counter(
        (one["to"], listing) for one in letters if one["task"] == "matchmaking.letter" for listing in one["listings"]
    )
    yield from (f"{to} was told {count} times of {listing}" for (to, listing), count in seen.items() if count > 1)


def alerts_done(look: timedelta) -> Iterator[str]:
    """What was due is told; every letter was sent, was empty, or was cut off where nobody can know."""
    late = Notice.objects.filter(state=NoticeState.WAITING, due__lt=now() - look, person__is_active=True)
    yield from (f"{id} was due and is not told" for id in late.values_list("public_id", flat=True))
    stuck = Letter.objects.filter(state__in=[LetterState.READY, LetterState.SENDING], made__lt=now() - look)
    yield from (f"{id} is neither sent nor given up" for id in stuck.values_list("public_id", flat=True))


def dead_mailboxes(letters: Letters, closed_at: Mapping[str, str]) -> Iterator[str]:
    """Nothing is written to an account that is closed."""
    for one in letters:
        closed = closed_at.get(one["to"])
        if closed is not None and one["at"] > closed:
            yield f"{one['task']} wrote to {one['to']} at {one['at']}, closed {closed}"


def everything_is_somebodys() -> Iterator[str]:
    """Each live enquiry is awaited from somebody with an account, and looked at again; what waits has a desk."""
    live = Enquiry.objects.filter(state__in=[one.value for one in LIVE]).select_related(
        "listing__organisation", "listing__contact", "listing__owner", "listing__deputy", "asker"
    )
    for one in live.iterator(chunk_size=1000):
        people = (one.asker,) if one.state == State.ASKED else awaited(one) or desk(one)
        if not any(person is not None and person.is_active for person in people) and one.state != State.ASKED:
            yield f"{one.public_id} waits for nobody"
        if one.next_at is None or one.next_at < now() - 2 * _DAY:
            yield f"{one.public_id} is not looked at again"
    served = {key for key in _chapters() if any(person.is_active for person in servants(key, *DESK_ROLES))}
    for item in waiting(Reach(None, most=None)):
        if item.chapter not in served and not node_admins():
            yield f"{item.id} lies on no desk"


def silent_desks(look: timedelta) -> Iterator[str]:
    """A chapter where something has waited too long and nobody acted is silent, so that the one above sees it; each
    turn to silence was told once to each of those above."""
    oldest: dict[int | None, Any] = {}
    for item in waiting(Reach(None, most=None)):
        oldest[item.chapter] = min(item.since, oldest.get(item.chapter, item.since))
    for chapter in chapters():
        patience = timedelta(days=chapter.silent_after_days) + look
        people = [person.public_id for person in servants(chapter.pk, *DESK_ROLES) if person.is_active]
        acted = AuditRow.objects.filter(actor__in=people, at__gte=now() - patience).exists()
        if (
            chapter.pk in oldest
            and oldest[chapter.pk] < now() - patience
            and not acted
            and chapter.silent_since is None
        ):
            yield f"{chapter.slug} is silent and nobody above knows"


def against_the_policy(enquiries: list[trails.Trail], world: World) -> Iterator[str]:
    """Whoever took a step had a part in it then; what strangers tried was refused. The people of a listing that was
    withdrawn long ago are forgotten: those count who published it."""
    yield from world.breaches
    published = {
        one.id: {world.people[number].user.pk for number in (one.owner, one.deputy) if number >= 0}
        for one in world.posted
    }
    people = dict(User.objects.values_list("public_id", "pk"))
    rows = {
        row.public_id: row for row in Enquiry.objects.select_related("listing__organisation").iterator(chunk_size=2000)
    }
    admins: dict[int, set[int]] = {}
    serving = {key: {one.pk for one in servants(key, *DESK_ROLES)} for key in _chapters()}
    everywhere = {one for some in serving.values() for one in some} | {one.pk for one in node_admins()}
    for id, told in enquiries:
        row = rows[id]
        listing = row.listing
        if listing is None:
            continue
        organisation = listing.organisation
        if organisation is not None and organisation.pk not in admins:
            admins[organisation.pk] = {one.user.pk for one in members(organisation) if one.role == MemberRole.ADMIN}
        answering = {listing.owner_id, listing.contact_id, listing.deputy_id} | published.get(listing.public_id, set())
        answering |= admins[organisation.pk] if organisation is not None else set()
        for one in told:
            actor, verb = people.get(one.actor), one.action.removeprefix("enquiry.")
            allowed = {
                "send": {row.asker_id}, "reply": {row.asker_id}, "withdraw": {row.asker_id},
                "accept": answering, "ask": answering | everywhere, "decline": answering | everywhere,
                "finish": answering | {row.asker_id},
            }.get(verb, {None})  # fmt: skip
            if actor not in allowed:
                yield f"{id}: {verb} by {one.actor or 'the clock'}"


def rates() -> Iterator[str]:
    """The share of promises kept, counted again from all rows one by one."""
    outcomes: dict[int, list[bool]] = {}
    for row in Enquiry.objects.filter(sent__gte=now() - timedelta(days=365)).select_related("listing").iterator():
        listing = row.listing
        if (
            listing is None
            or listing.organisation_id is None
            or listing.anonymous
            or "organisation" in listing.visibility
        ):
            continue
        if row.first_answered is None and (row.state == State.WITHDRAWN or row.how == "close"):
            continue
        if row.first_answered is None and row.first_due >= now():
            continue
        kept = row.first_answered is not None and row.first_answered <= row.first_due
        outcomes.setdefault(listing.organisation_id, []).append(kept)
    for organisation in Organisation.objects.order_by("pk")[:200]:
        some = outcomes.get(organisation.pk, [])
        counted = round(100 * sum(some) / len(some)) if len(some) >= 5 else None
        told = reply_rate(organisation.slug).percent
        if told != counted:
            yield f"{organisation.slug} tells {told}, counted {counted}"


def jobs(folder: Path) -> Iterator[str]:
    """No job is lost, stuck or given up; every event was delivered."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status, task_name, count(*) FROM procrastinate_jobs WHERE status <> 'succeeded' GROUP BY 1, 2"
        )
        for status, name, count in cursor.fetchall():
            if status != "aborted":
                yield f"{count} jobs {name} are {status}"
    left = OutboxEvent.objects.filter(delivered=None).count()
    if left:
        yield f"{left} events were not delivered"
    for one in read_lines(folder / "failures.jsonl")[:3]:
        yield f"a job failed: {one['task']} {one['args']}: {one['error'].strip().splitlines()[-1]}"


def _chapters() -> list[int]:
    return [one.pk for one in chapters()]
