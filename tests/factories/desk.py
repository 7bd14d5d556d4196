"""Things that wait at a desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.cast import PROVIDER, Cast, person
from tests.factories.cases import introduced, listings
from tests.factories.enquiries import sent
from tests.factories.listings import draft, published

from banyan.base.clock import now, standing_at
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import users
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Kind, Verb
from banyan.practice.brokerage.selectors.answers import answer_get
from banyan.practice.brokerage.selectors.desk import desk
from banyan.practice.brokerage.services import enquiries_due
from banyan.practice.brokerage.services.answers import answer_draft, answer_reply, answer_save, answer_send
from banyan.practice.brokerage.types.answer import AnswerEdit, OptionEdit, ReplyWord
from banyan.practice.brokerage.types.desk import DeskFilter, Item, Matter


def to_check(**more: object) -> str:
    """A first listing of somebody new, which waits to be read."""
    newcomer = person(f"newcomer{users().count()}")
    made = draft(newcomer, Kind.NEED, **more)
    listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=newcomer)
    return made.id


def silent_enquiry(cast: Cast) -> str:
    """An enquiry of Uma's about Kofi's offer, which nobody answered until it came to the chapter."""
    with standing_at(now() - timedelta(days=30)):
        one = sent(cast.uma, published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id)
    for days in (25, 18, 10, 2):
        with standing_at(now() - timedelta(days=days)):
            enquiries_due()
    return one


def stuck_case(cast: Cast) -> str:
    """A case in which nothing happens for a month."""
    with standing_at(now() - timedelta(days=30)):
        return introduced(cast)


def expiring(cast: Cast) -> str:
    """An offer of Kofi's that nobody has confirmed for eleven months."""
    with standing_at(now() - timedelta(days=350)):
        return published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id


def replied_answer(cast: Cast) -> str:
    """An answer to which Amina has replied, and nobody has read it."""
    with standing_at(now() - timedelta(days=3)):
        answer = answer_draft(need=listings(cast)[0], by=cast.rosa).id
        edit = AnswerEdit("We looked.", "Nothing yet.", add=published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id)
        answer_save(public_id=answer, edit=edit, by=cast.rosa)
        (one,) = answer_get(answer, for_user=cast.rosa).options
        answer_send(public_id=answer, edit=replace(edit, options={one.listing: OptionEdit(1, "Why.")}), by=cast.rosa)
        answer_reply(public_id=answer, listing=one.listing, word=ReplyWord.LATER, line="How loud?", by=cast.amina)
    return answer


def one_of_each(cast: Cast) -> dict[Matter, str]:
    """Each kind of thing once."""
    return {
        Matter.EXPIRING: expiring(cast),
        Matter.ANSWER: replied_answer(cast),
        Matter.CASE: stuck_case(cast),
        Matter.ENQUIRY: silent_enquiry(cast),
        Matter.REVIEW: to_check(),
    }


def items(reader: SignedIn, **wanted: object) -> list[Item]:
    """What the reader finds at their desk."""
    return list(desk(reader, DeskFilter(**wanted), size=200).page.rows)  # type: ignore[arg-type]  # codes as they come


def item(reader: SignedIn, thing: str) -> Item:
    """One of these."""
    return next(one for one in items(reader) if one.id == thing)
