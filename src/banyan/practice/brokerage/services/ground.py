"""What every write of the room stands on: a locked row, the step in the table, the audit row, the event, the mails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.outbox.services import publish
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.errors import NoSuchEnquiry, NotNow
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.people import People, askers_days, nobody_here, over
from banyan.practice.brokerage.tasks import write
from banyan.practice.brokerage.types import Nudge, Side, State, Verb

#: What people write: a few sentences each.
MOST_WORDS = 2000


def shorten(said: str) -> str:
    """What to tell somebody who wrote too much; empty when it is short enough."""
    return _("Please shorten this to %(most)d characters.") % {"most": MOST_WORDS} if len(said) > MOST_WORDS else ""


def locked(public_id: str) -> Enquiry:
    """The row and the listing it is about, held until the transaction ends, so that neither moves underneath.

    A row whose listing was removed is held alone.
    """
    rows = Enquiry.objects.filter(public_id=public_id)
    row = (
        rows.filter(listing__public_id__gt="")  # joined inwardly, or PostgreSQL could not lock that side
        .select_for_update(of=("self", "listing"))
        .select_related("listing__organisation", "listing__contact", "listing__owner", "listing__deputy")
        .first()
    ) or rows.filter(listing__isnull=True).select_for_update(of=("self",)).first()
    if row is None:
        raise NoSuchEnquiry(id=public_id)
    return row


def step(enquiry: Enquiry, verb: Verb, who: frozenset[Side], *, by: SignedIn | None, note: str = "") -> None:
    """Takes one step of the table on a locked row whose other fields the caller has set, and saves it."""
    state, moment = State(enquiry.state), now()
    to = rules.target(state, verb, who)
    if to is None:
        raise NotNow(id=enquiry.public_id, state=state, verb=verb)
    before = _kept(enquiry.pk)
    due = enquiry.due or moment
    until = rules.due_after(
        verb,
        now=moment,
        due=due,
        left=enquiry.left,
        days=enquiry.promise_days,
        asker_days=askers_days(enquiry) if verb is Verb.ASK else 0,
    )
    if verb is Verb.ASK:
        enquiry.left = due - moment
    if until != due:
        enquiry.due = over(enquiry, until, Side.ASKER if verb is Verb.ASK else Side.ANSWERER)
    if verb in rules.ANSWERING and enquiry.first_answered is None:
        enquiry.first_answered = moment
    if to not in rules.LIVE:
        enquiry.due = None
    if to is not state:
        enquiry.taken = rules.taken_over(Nudge(enquiry.taken), nobody_here=nobody_here(enquiry))
        enquiry.acted = None
    enquiry.state, enquiry.how = to, verb
    enquiry.version, enquiry.changed = enquiry.version + 1, moment
    keep(enquiry, before, action=f"enquiry.{verb}", by=by, note=note)


def keep(
    enquiry: Enquiry,
    before: Mapping[str, object] | None,
    *,
    action: str,
    by: SignedIn | None,
    note: str = "",
) -> None:
    """Saves the row with its audit row and event; the clock knows when to look at it again."""
    enquiry.next_at = looks_at(enquiry)
    enquiry.save()
    after = snapshot(enquiry)
    record(
        action=action,
        object_type="enquiry",
        object_id=enquiry.public_id,
        actor=by.public_id if by is not None else "",
        before=before,
        after=after,
        note=note,
    )
    payload = {"action": action, "state": str(enquiry.state), "version": enquiry.version}
    publish(topic="enquiry.changed", key=enquiry.public_id, payload=payload)


def looks_at(enquiry: Enquiry) -> datetime | None:
    """When the clock has something to do for the enquiry again; ``None`` when it has ended."""
    state, moment = State(enquiry.state), now()
    if state not in rules.LIVE or enquiry.due is None:
        return None
    days = rules.turn_days(enquiry.changed, enquiry.due)
    ahead = rules.plan(state, enquiry.due, days, taken=Nudge(enquiry.taken), acted=enquiry.acted)
    return rules.looks_at(ahead, moment) or moment + rules.TO_CHAPTER


def snapshot(enquiry: Enquiry) -> dict[str, object]:
    """The row as the trail keeps it for good: where it stands, not what people wrote to each other."""
    return {
        "state": str(enquiry.state),
        "how": str(enquiry.how),
        "reason": str(enquiry.reason),
        "due": enquiry.due.isoformat() if enquiry.due else None,
        "taken": int(enquiry.taken),
        "version": enquiry.version,
    }


def tell(enquiry: Enquiry, letter: str, people: People) -> None:
    """Enqueues one letter to each, in the transaction of the change."""
    for person in people:
        write.enqueue(enquiry=enquiry.public_id, letter=letter, to=person.public_id, version=enquiry.version)


def _kept(key: int) -> dict[str, object]:
    """The row as it is stored now."""
    return snapshot(Enquiry.objects.get(pk=key))
