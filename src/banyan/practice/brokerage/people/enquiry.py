"""Who is written to about an enquiry. Nothing stays in a dead mailbox: there is always somebody next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import node_admins
from banyan.domain.chapters.selectors import servants
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.types import Visibility
from banyan.domain.organisations.selectors import members
from banyan.domain.organisations.types import MemberRole
from banyan.practice.brokerage.models import Enquiry, ReplyPromise
from banyan.practice.brokerage.rules import end_of_day
from banyan.practice.brokerage.types import Nudge, Promise, Side

#: Where a day is over last of all.
_LAST_ON_EARTH = timezone(timedelta(hours=-12))
People = tuple[SignedIn, ...]


def answerers(enquiry: Enquiry) -> People:
    """Who answers first: contact person, else owner, else the organisation's administrators, else deputy, else desk.

    Never the asker, here and below: nobody answers themselves. When the listing was removed, whoever accepted.
    """
    listing = enquiry.listing
    if listing is None:
        return _first([enquiry.answerer], without=[enquiry.asker])
    people = ([listing.contact], [listing.owner], _administrators(enquiry), [listing.deputy])
    return _first(*people, desk(enquiry), without=[enquiry.asker])


def deputies(enquiry: Enquiry) -> People:
    """Who answers when those do not: the deputy, else others of the same listing and organisation; maybe nobody."""
    listing = enquiry.listing
    if listing is None:
        return ()
    others = [listing.owner, *_administrators(enquiry)]
    return _first([listing.deputy], others, without=[enquiry.asker, *answerers(enquiry)])


def desk(enquiry: Enquiry) -> People:
    """Who looks after the chapter of the listing: its stewards and brokers, else those who run the node."""
    chapter = enquiry.listing.chapter_id if enquiry.listing is not None else None
    served = servants(chapter, ChapterRole.STEWARD, ChapterRole.BROKER)
    return _first(served, node_admins(), without=[enquiry.asker])


def awaited(enquiry: Enquiry) -> People:
    """Whose answer is awaited: those who answer first and, once the chapter was given it, also its desk."""
    handed = desk(enquiry) if enquiry.taken >= Nudge.CHAPTER else ()
    return tuple(dict.fromkeys((*answerers(enquiry), *handed)))


def askers(enquiry: Enquiry) -> People:
    """Who asked; nobody when their account is gone."""
    return _first([enquiry.asker])


def nobody_here(enquiry: Enquiry) -> bool:
    """Whether no person of this node answers for the listing: it was imported, or their accounts are gone."""
    listing = enquiry.listing
    if listing is None:
        return not answerers(enquiry)
    return not _first([listing.contact, listing.owner, listing.deputy], _administrators(enquiry))


def keeps_back(enquiry: Enquiry) -> bool:
    """Whether those who are asked are not named before they accept."""
    listing = enquiry.listing
    return listing is None or keeps_its_name(anonymous=listing.anonymous, visibility=listing.visibility)


def keeps_its_name(*, anonymous: bool, visibility: Mapping[str, str]) -> bool:
    """Whether a listing does not say whose it is before an enquiry is accepted."""
    kept = {Visibility.AFTER_ENQUIRY.value, Visibility.AFTER_ACCEPTANCE.value}
    return anonymous or visibility.get("organisation") in kept


def promised(enquiry: Enquiry) -> Promise:
    """Within how many days an answer is promised: by the organisation, else the person, else as the node says.

    As the node says too where a name is kept back: the number stands on an organisation's page and would give it away.
    """
    listing = enquiry.listing
    if listing is None or keeps_back(enquiry):
        return promise_of(None)
    person = listing.contact_id or listing.owner_id
    row = None
    if listing.organisation_id is not None:
        row = ReplyPromise.objects.filter(organisation_id=listing.organisation_id).first()
    if row is None and person is not None:
        row = ReplyPromise.objects.filter(person_id=person).first()
    return promise_of(row)


def askers_days(enquiry: Enquiry) -> int:
    """The same for the asker, when they are asked back."""
    told = enquiry.asker_id is not None and not enquiry.unnamed
    row = ReplyPromise.objects.filter(person_id=enquiry.asker_id).first() if told else None
    return promise_of(row).days


def over(enquiry: Enquiry, moment: datetime, side: Side) -> datetime:
    """When the day of ``moment`` is over for everybody whose word is awaited from this side.

    Everywhere on earth where that side is not named: the hour would tell where they live.
    """
    asks = side is Side.ASKER
    hidden = enquiry.unnamed if asks else keeps_back(enquiry)
    people = askers(enquiry) if asks else awaited(enquiry)
    zones: list[tzinfo] = [_LAST_ON_EARTH] if hidden else [ZoneInfo(one.time_zone) for one in people]
    return end_of_day(moment, zones)


def promise_of(row: ReplyPromise | None, slug: str = "", name: str = "") -> Promise:
    """What was promised, else what the node says for everybody, which nobody has promised."""
    return Promise(row.days if row is not None else int(settings.BANYAN_REPLY_DAYS), row is not None, slug, name)


def _administrators(enquiry: Enquiry) -> list[SignedIn]:
    organisation = enquiry.listing.organisation if enquiry.listing is not None else None
    if organisation is None:
        return []
    return [one.user for one in members(organisation) if one.role == MemberRole.ADMIN]


def _first(*groups: Iterable[SignedIn | None], without: Collection[SignedIn | None] = ()) -> People:
    """The first group with somebody in it, besides those left out, who still has an account in use."""
    for group in groups:
        there = [one for one in group if one is not None and one.is_active and one not in without]
        if there:
            return tuple(dict.fromkeys(there))
    return ()
