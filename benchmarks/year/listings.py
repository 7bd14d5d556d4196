"""What people publish, save and report."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from random import Random

from banyan.base.clock import now, today
from banyan.base.outbox.services import deliver_pending
from banyan.domain.accounts.selectors import users
from banyan.domain.accounts.services import user_update
from banyan.domain.listings.selectors import visible_to
from banyan.domain.listings.services import listing_confirm, listing_create, listing_update, listing_withdraw
from banyan.domain.listings.types import Kind
from banyan.domain.moderation.services import flag_dismiss, flag_resolve, listing_publish, listing_report
from banyan.domain.moderation.types import Reason
from banyan.practice.matchmaking.models import Alert, AlertPending, KnownListing
from banyan.practice.matchmaking.services import alert_delete, alert_save_search, index_update, notices_read
from banyan.practice.matchmaking.types import Frequency, SearchRequest
from benchmarks.year.world import Posted, Somebody, World

_KINDS = ("need",) * 5 + ("offer",) * 10 + ("service", "service", "funding", "facility", "training")
_GOALS, _SECTORS, _CLASSES = ("2.3", "12.3", "6.1", "7.2"), ("10", "28", "36"), ("FOD-01", "ENE-02")
_OWN: dict[str, dict[str, object]] = {
    "need": {"problem": "Lost when it rains, and nobody buys what is left.", "budget_max": 35000, "currency": "USD"},
    "offer": {"problem_solved": "In the open it grows mould.", "trl": 8, "cost_purchase": 9500, "currency": "USD"},
    "service": {"services": ["testing_certification"]},
    "funding": {"instruments": ["grant"], "amount_max": 50000, "currency": "USD"},
    "facility": {"facility_type": "laboratory"},
    "training": {"audience": "Those who run the machines"},
}  # fmt: skip
_WORDS = 60
#: So much of the listings was there before the year began, published in the year before.
BEFORE = 0.4


def plan_listings(world: World) -> list[tuple[int, int]]:
    """(day, number) of each listing, in order; days before the year are below nought."""
    found = []
    for number in range(world.size.listings):
        chance = world.chance("listing", number)
        before = chance.random() < BEFORE
        found.append((-chance.randint(1, 355) if before else chance.randrange(world.days), number))
    return sorted(found)


def publish(world: World, number: int) -> None:
    """Somebody writes a listing and publishes it."""
    chance = world.chance("listing", number)
    chance.random(), chance.random()
    owner = world.people[chance.randrange(len(world.people))]
    if owner.away(world.day):
        world.counts["listing, its writer was away"] += 1
        return
    kind = chance.choice(_KINDS)
    raw, deputy = _answers(world, owner, kind, chance)
    made: list[str] = []
    world.tried("draft written", lambda: made.append(listing_create(by=owner.user, kind=Kind(kind), raw=raw).id))
    if made and world.tried("listing published", partial(listing_publish, public_id=made[0], by=owner.user)):
        world.posted.append(Posted(made[0], kind, owner.number, deputy))
        owner.listings.append(made[0])
        if kind == "need":
            owner.needs.append(made[0])
            world.needs.add(made[0])
        _fate(world, made[0], owner, chance)


def let_be_known(world: World) -> None:
    """What was there before the year was heard, indexed and told in its own time; habits of that time hold on."""
    while deliver_pending():
        pass
    index_update()
    pending = list(dict.fromkeys(AlertPending.objects.values_list("listing", flat=True)))
    rows = [KnownListing(listing=one, published="2024-01-01", facts="", words=[]) for one in pending]
    KnownListing.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    AlertPending.objects.all().delete()
    for alert, listing in Alert.objects.filter(standing=True).order_by("pk").values_list("pk", "listing"):
        if not _stands(world, listing, world.chance("standing", alert)):
            Alert.objects.filter(pk=alert).update(active=False)


def _stands(world: World, listing: str, chance: Random) -> bool:
    """Whether its people want to hear by letter of what answers it."""
    return chance.random() < (0.3 if listing in world.needs else 0.05)


def _answers(world: World, owner: Somebody, kind: str, chance: Random) -> tuple[dict[str, object], int]:
    language = owner.language if owner.language in world.texts else "en"
    title, words = chance.choice(world.texts[language])
    _title, more = chance.choice(world.texts[language])
    mixed = [*words.split(), *more.split()]
    raw: dict[str, object] = {
        "title": f"{title[:120]} {chance.randrange(10**6)}",
        "summary": " ".join(chance.sample(mixed, min(_WORDS, len(mixed)))),
        "language": language, "sdgs": [chance.choice(_GOALS)], "sectors": [chance.choice(_SECTORS)],
        "technologies": [chance.choice(_CLASSES)], "places": [owner.country], "languages": ["en"],
        "cooperation": ["purchase"], **_OWN[kind],
    }  # fmt: skip
    if kind == "need" and chance.random() < 0.1:
        raw["anonymous"] = True
    if kind in ("need", "funding") and chance.random() < 0.4:
        raw["deadline" if kind == "need" else "closes"] = str(today() + timedelta(days=chance.randint(20, 200)))
    deputy = -1
    if owner.colleague:
        raw["organisation"] = owner.organisation
        if chance.random() < 0.6:
            raw["deputy"] = owner.colleague
            deputy = int(owner.colleague[1:].split("@")[0])
    return raw, deputy


def _fate(world: World, listing: str, owner: Somebody, chance: Random) -> None:
    """Some are taken back, some mended; of those that run out most are confirmed when their owner is reminded."""
    if chance.random() < 0.04:
        world.later(chance.uniform(20, 200), partial(take_back, world, listing, owner))
    if chance.random() < 0.05:
        world.later(chance.uniform(5, 150), partial(mend, world, listing, owner))
    if chance.random() < 0.7:
        day = max(world.day + 335 + chance.uniform(0, 40), 0)
        world.at(day, partial(confirm, world, listing, owner))


def take_back(world: World, listing: str, owner: Somebody) -> None:
    if not owner.away(world.day):
        world.tried("listing withdrawn", partial(listing_withdraw, public_id=listing, by=owner.user))


def mend(world: World, listing: str, owner: Somebody) -> None:
    if owner.away(world.day):
        return
    versions = [row.version for row in visible_to(owner.user).filter(public_id=listing)]
    if versions:
        raw = {"summary": f"Said anew at {now():%Y-%m-%d %H:%M}: it works with less water than before."}
        world.tried(
            "listing mended",
            partial(listing_update, public_id=listing, raw=raw, expected_version=versions[0], by=owner.user),
        )


def confirm(world: World, listing: str, owner: Somebody) -> None:
    if not owner.away(world.day):
        world.tried("listing confirmed", partial(listing_confirm, public_id=listing, by=owner.user))


def save_search(world: World, number: int) -> None:
    """Two words of somebody's field, narrowed to a kind or a place."""
    chance = world.chance("search", number)
    person = world.people[chance.randrange(len(world.people))]
    if person.away(world.day):
        return
    title, _words = chance.choice(world.texts[person.language if person.language in world.texts else "en"])
    words = [word for word in title.split() if len(word) > 3] or title.split()
    text = " ".join(chance.sample(words, min(len(words), 2)))
    here = chance.random() < 0.7
    often = chance.choices((Frequency.WEEKLY, Frequency.DAILY, Frequency.AT_ONCE, Frequency.PAGE), (5, 3, 1, 1))[0]
    request = SearchRequest(text=text, places=(person.country,) if here else (), kinds=() if here else ("funding",))
    world.tried("search saved", partial(alert_save_search, request=request, by=person.user, frequency=often))


def look_at_notices(world: World, person: Somebody) -> None:
    """Somebody opens the page of notices; those whose offers stand by themselves mostly turn that off there."""
    if person.away(world.day):
        return
    world.tried("notices read", partial(notices_read, by=person.user))
    rows = Alert.objects.filter(person=person.user, standing=True, active=True)
    for key, alert, listing in rows.order_by("pk").values_list("pk", "public_id", "listing"):
        if not _stands(world, listing, world.chance("standing", key)):
            world.tried("alert turned off", partial(alert_delete, public_id=alert, by=person.user))


def move_house(world: World, person: Somebody) -> None:
    """Another time zone: mornings are elsewhere from now on."""
    user = person.user
    zone = "America/Lima" if user.time_zone != "America/Lima" else "Asia/Tokyo"
    user.time_zone = zone
    world.tried(
        "moved house",
        partial(user_update, user=user, name=user.name, locale=user.locale, time_zone=zone, actor=user.public_id),
    )


def close_account(world: World, person: Somebody) -> None:
    """An administrator ends an account, as on the page of people; what it held goes to those who are next."""
    row = users().get(pk=person.user.pk)
    row.is_active = False
    row.save(update_fields=["is_active"])
    world.closed_at[row.email] = now().isoformat()
    world.counts["account closed"] += 1


def report(world: World, number: int) -> None:
    """Somebody reports a listing, and a steward decides some days later."""
    chance = world.chance("report", number)
    if not world.posted:
        return
    one, person = chance.choice(world.posted), world.people[chance.randrange(len(world.people))]
    made: list[str] = []
    if person.away(world.day):
        return
    told = partial(
        listing_report, public_id=one.id, reason=Reason.SPAM, line="This sells something else.", by=person.user
    )
    if world.tried("report sent", lambda: made.append(told())):
        world.later(chance.uniform(1, 9), partial(_decide, world, made[0], one, chance))


def _decide(world: World, flag: str, one: Posted, chance: Random) -> None:
    steward = world.servants[world.people[one.owner].country.lower()][0]
    if chance.random() < 0.7:
        world.tried("report dismissed", partial(flag_dismiss, public_id=flag, by=steward))
    else:
        note = "Please say what it is."
        world.tried("report resolved", partial(flag_resolve, public_id=flag, by=steward, reason=Reason.SPAM, note=note))
