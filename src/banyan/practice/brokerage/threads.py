"""In what people write to each other. A kind of thread is one line of ``KINDS``: who has a part in it, and who hears.

Enquiries have one from the yes on. Cases add theirs: a function from the id and the person to a ``Thread``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.policy import standing_of
from banyan.practice.brokerage.errors import NoSuchThread
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.people import People, answerers, askers
from banyan.practice.brokerage.policy import seen_as, was_accepted
from banyan.practice.brokerage.types import Side, State

_JOINED = ("listing__organisation", "listing__contact", "listing__owner", "listing__deputy", "asker", "answerer")


@dataclass(frozen=True, slots=True)
class Thread:
    """What a person may know of a thread they have a part in.

    ``side`` is theirs; ``open``: it can be written in; ``others`` hear of what they write. ``page`` is its own.
    ``chapter`` is the row key of the one that decides when a message is reported.
    """

    id: str
    side: Side
    open: bool
    others: People
    title: str
    page: str
    chapter: int | None = None


def thread_of(thread: str, person: SignedIn) -> Thread:
    """The thread, for somebody who has a part in it; ``NoSuchThread`` for everybody else, brokers included."""
    kind = KINDS.get(thread.partition("_")[0])
    found = kind(thread, person) if kind is not None else None
    if found is None:
        raise NoSuchThread(id=thread)
    return found


def _of_enquiry(public_id: str, person: SignedIn) -> Thread | None:
    enquiry = Enquiry.objects.select_related(*_JOINED).filter(public_id=public_id).first()
    if enquiry is None or not was_accepted(enquiry):
        return None
    sides = seen_as(standing_of(person), enquiry)
    if Side.ASKER in sides:
        side = Side.ASKER
    elif Side.ANSWERER in sides or enquiry.answerer_id == person.pk:
        side = Side.ANSWERER
    else:
        return None
    accepted = enquiry.answerer
    spoke = (accepted,) if accepted is not None and accepted.is_active else answerers(enquiry)
    return Thread(
        id=public_id,
        side=side,
        open=enquiry.state == State.ACCEPTED and enquiry.asker is not None,
        others=spoke if side is Side.ASKER else askers(enquiry),
        title=" ".join(enquiry.listing.title.split()) if enquiry.listing else "",
        page=f"/enquiries/{public_id}/",
        chapter=enquiry.listing.chapter_id if enquiry.listing else None,
    )


#: Prefix of the ids of what has a thread → how somebody stands to it, or ``None``.
KINDS: Mapping[str, Callable[[str, SignedIn], Thread | None]] = {"enq": _of_enquiry}
