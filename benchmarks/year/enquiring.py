"""People ask about listings; others answer, ask back, stay silent, are away, or have left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from random import Random

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import DeclineReason, RejectReason, Verb
from banyan.practice.brokerage.selectors.desk import desk
from banyan.practice.brokerage.services import (
    enquiry_accept,
    enquiry_ask,
    enquiry_decline,
    enquiry_finish,
    enquiry_read,
    enquiry_reply,
    enquiry_send,
    enquiry_withdraw,
    message_send,
    thread_read,
)
from banyan.practice.brokerage.services.cases import case_plan, case_take
from banyan.practice.brokerage.services.desk import desk_take
from banyan.practice.brokerage.types import Draft, Words
from banyan.practice.brokerage.types.desk import DeskFilter, Item, Matter
from benchmarks.year import casework
from benchmarks.year.world import SILENT_CHAPTER, Posted, Somebody, World

_REASONS = (
    DeclineReason.WRONG_PROBLEM, DeclineReason.SITE_DOES_NOT_FIT, DeclineReason.TOO_COSTLY, DeclineReason.NO_MONEY_NOW,
    DeclineReason.ALREADY_SOLVED, DeclineReason.LANGUAGE_OR_SUPPORT,
)  # fmt: skip
#: One submission in seven leads to an introduction.
ACCEPTED = 0.2
_WORDS = Words("A cooperative of forty families.", "Dry fruit in the rainy season.", "A call, and a price for two.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One enquiry, as those remember it who have a part in it."""

    id: str
    about: Posted
    asker: Somebody
    answerer: Somebody


def ask(world: World, number: int) -> None:
    """Somebody asks about something that is shown; what was taken away meanwhile they pass over."""
    chance = world.chance("enquiry", number)
    asker = world.people[chance.randrange(len(world.people))]
    if asker.away(world.day) or not world.posted:
        return
    for _look in range(6):
        about = chance.choice(world.posted)
        answerer = world.people[about.owner]
        if answerer is asker or (asker.organisation and asker.organisation == answerer.organisation):
            continue
        own = chance.choice(asker.needs) if asker.needs and about.kind != "need" and chance.random() < 0.6 else ""
        sent = _send(world, about, asker, own)
        if sent is not None:
            _answers_come(world, Asked(sent, about, asker, answerer), chance)
            return


def _send(world: World, about: Posted, asker: Somebody, own: str) -> str | None:
    for mine in dict.fromkeys((own, "")):
        made: list[str] = []

        def send(mine: str = mine, made: list[str] = made) -> None:
            sent = enquiry_send(listing=about.id, draft=Draft(_WORDS, mine), by=asker.user)
            if sent.made:
                made.append(sent.id)

        world.tried("enquiry sent", send)
        if made:
            return made[0]
    return None


def _answers_come(world: World, one: Asked, chance: Random) -> None:
    """Who will say something, and when; a yes of fate is not yet one of the table of states."""
    if chance.random() < 0.04:
        world.later(chance.uniform(0.5, 10), partial(_take_back, world, one))
    if one.answerer.silent:
        if one.about.deputy >= 0 and chance.random() < 0.5:
            world.later(chance.uniform(3, 16), partial(_answer, world, one, world.people[one.about.deputy], chance, 0))
        return
    world.later(chance.expovariate(1 / one.answerer.days), partial(_answer, world, one, one.answerer, chance, 0))


def _answer(world: World, one: Asked, by: Somebody, chance: Random, times: int) -> None:
    if by.away(world.day):
        if world.day < by.closes:
            world.later(by.holiday + 21 - world.day + chance.random(), partial(_answer, world, one, by, chance, times))
        return
    world.tried("enquiry read", partial(enquiry_read, one.id, by=by.user))
    if chance.random() < 0.04:
        _strangers_try(world, one, chance)
    luck = chance.random()
    if luck < 0.12 and times == 0:
        ask_back = partial(enquiry_ask, public_id=one.id, text="How much a day?", by=by.user)
        if world.tried("asked back", ask_back) and chance.random() < 0.8:
            world.later(chance.expovariate(1 / one.asker.days), partial(_reply, world, one, by, chance))
    elif luck < 0.12 + ACCEPTED:
        if world.tried("accepted", partial(enquiry_accept, public_id=one.id, by=by.user)):
            _after_the_yes(world, one, by, chance)
    else:
        reason = chance.choice(_REASONS)
        world.tried("declined", partial(enquiry_decline, public_id=one.id, reason=reason, by=by.user))


def _reply(world: World, one: Asked, answerer: Somebody, chance: Random) -> None:
    if one.asker.away(world.day):
        return
    if world.tried("replied", partial(enquiry_reply, public_id=one.id, text="Some 200 kg.", by=one.asker.user)):
        world.later(chance.expovariate(1 / answerer.days), partial(_answer, world, one, answerer, chance, 1))


def _take_back(world: World, one: Asked) -> None:
    if not one.asker.away(world.day):
        world.tried("taken back", partial(enquiry_withdraw, public_id=one.id, by=one.asker.user))


def _strangers_try(world: World, one: Asked, chance: Random) -> None:
    """Somebody without a part in it tries to read it and to answer."""
    stranger = world.people[chance.randrange(len(world.people))]
    near = {one.asker.number, one.answerer.number, one.about.deputy, one.about.owner}
    if stranger.number in near or (stranger.organisation and stranger.organisation == one.answerer.organisation):
        return
    world.forbidden("a stranger reads an enquiry", partial(enquiry_read, one.id, by=stranger.user))
    world.forbidden("a stranger accepts", partial(enquiry_accept, public_id=one.id, by=stranger.user))
    world.forbidden("a stranger reads messages", partial(thread_read, one.id, by=stranger.user))
    world.forbidden("an asker answers for the others", partial(enquiry_accept, public_id=one.id, by=one.asker.user))


def _after_the_yes(world: World, one: Asked, by: Somebody, chance: Random) -> None:
    for days, writer in ((chance.uniform(0.3, 3), one.asker), (chance.uniform(3, 8), by)):
        world.later(days, partial(_write, world, one, writer))
    if chance.random() < 0.7:
        opener = one.asker if chance.random() < 0.5 else by
        seeker, provider = (by, one.asker) if one.about.kind == "need" else (one.asker, by)
        road = casework.Road(one.id, seeker, provider, chance)
        world.later(chance.uniform(1, 9), partial(casework.open_case, world, road, opener))
    elif chance.random() < 0.5:
        world.later(chance.uniform(20, 60), partial(_finish, world, one))


def _write(world: World, one: Asked, writer: Somebody) -> None:
    if not writer.away(world.day):
        world.tried("thread read", partial(thread_read, one.id, by=writer.user))
        world.tried("message sent", partial(message_send, thread=one.id, text="When can we speak?", by=writer.user))


def _finish(world: World, one: Asked) -> None:
    if not one.asker.away(world.day):
        world.tried("put away", partial(enquiry_finish, public_id=one.id, by=one.asker.user))


def work_at_desk(world: World, slug: str, number: int) -> None:
    """A broker goes through the first page of what waits: checks, declines what nobody answers, takes cases on."""
    if slug == SILENT_CHAPTER:
        return
    chance = world.chance(f"desk {slug}", number)
    broker = world.servants[slug][number % len(world.servants[slug])]
    rows: list[Item] = []
    world.tried("desk looked at", lambda: rows.extend(desk(broker, DeskFilter(), size=40).page.rows))
    for item in rows:
        _handle(world, item, broker, chance)


def _handle(world: World, item: Item, broker: SignedIn, chance: Random) -> None:
    thing = item.id
    if item.matter is Matter.REVIEW:
        if chance.random() < 0.9:
            world.tried("listing let out", partial(listing_transition, public_id=thing, verb=Verb.PUBLISH, by=broker))
        else:
            back = partial(
                listing_transition, public_id=thing, verb=Verb.REJECT, by=broker, reason=RejectReason.UNCLEAR
            )
            world.tried("listing sent back", back)
    elif item.matter is Matter.ENQUIRY and chance.random() < 0.6:
        reason = DeclineReason.NO_ANSWER
        world.tried("declined by the desk", partial(enquiry_decline, public_id=thing, reason=reason, by=broker))
    elif item.matter is Matter.CASE and chance.random() < 0.7:
        if world.tried("case taken", partial(case_take, public_id=thing, by=broker)):
            step = partial(case_plan, public_id=thing, by=broker, next_step="I call both sides.", owner="broker")
            world.tried("next step said", step)
    elif chance.random() < 0.1:
        world.tried("taken in hand", partial(desk_take, matter=item.matter, thing=thing, by=broker))
