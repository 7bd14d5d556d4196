"""In what people write to each other. A kind of thread is one line of ``KINDS``: who has a part in it, and who hears.

Enquiries have one from the yes on, for the two sides alone; cases one of their own, in which the broker who has the
case in hand writes too. What a reader may know of its writers: ``selectors/messages.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.policy import standing_of
from banyan.practice.brokerage.errors import NoSuchThread
from banyan.practice.brokerage.models import Case, Enquiry
from banyan.practice.brokerage.people import People, answerers, askers
from banyan.practice.brokerage.people.case import speakers
from banyan.practice.brokerage.policy import seen_as, was_accepted
from banyan.practice.brokerage.policy.case import main_part, parts_of
from banyan.practice.brokerage.types import Part, Side, State

_JOINED = ("listing__organisation", "listing__contact", "listing__owner", "listing__deputy", "asker", "answerer")
_OF_CASE = (
    "need__organisation", "need__owner", "need__contact", "need__deputy",
    "offer__organisation", "offer__owner", "offer__contact", "offer__deputy",
    "seeker", "provider", "broker",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thread:
    """What a person may know of a thread they have a part in.

    ``side`` is theirs; ``open``: it can be written in, with ``files`` or without; ``others`` hear of what they write.
    ``page`` is its own. ``chapter`` is the row key of the one that decides when a message is reported.
    """

    id: str
    side: Side | Part
    open: bool
    others: People
    title: str
    page: str
    chapter: int | None = None
    files: bool = True


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


def _of_case(public_id: str, person: SignedIn) -> Thread | None:
    """Both sides, and of those who look after the chapter the one who has the case in hand."""
    case = Case.objects.select_related(*_OF_CASE).filter(public_id=public_id).first()
    parts = parts_of(standing_of(person), case) if case is not None else frozenset()
    if case is not None and case.broker_id != person.pk:
        parts -= {Part.BROKER}
    if case is None or not parts:
        return None
    side = main_part(parts)
    told = [one for part in Part if part is not side for one in speakers(case, part) if one != person]
    others = tuple(dict.fromkeys(told))
    return Thread(
        id=public_id,
        side=side,
        open=not case.left and bool(others),
        others=others,
        title=" ".join(case.title.split()),
        page=f"/cases/{public_id}/",
        chapter=case.chapter_id,
        files=case.seeker_named and case.provider_named,
    )


#: Prefix of the ids of what has a thread → how somebody stands to it, or ``None``.
KINDS: Mapping[str, Callable[[str, SignedIn], Thread | None]] = {"enq": _of_enquiry, "cas": _of_case}
