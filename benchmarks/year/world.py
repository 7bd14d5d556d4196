"""The people of the year, their organisations and chapters, with the habits they have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from banyan.base.clock import now
from banyan.base.errors import BanyanError
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.accounts.services import user_create
from banyan.domain.chapters.services import chapter_save, servant_add
from banyan.domain.chapters.types import ChapterRole, Remit, RemitKind
from banyan.domain.organisations.selectors import organisation_by_slug
from banyan.domain.organisations.services import member_add, organisation_create, organisation_verify
from banyan.domain.organisations.types import OrganisationDraft
from banyan.doors.cli.records import read_records
from banyan.engine.types import Kind
from banyan.practice.brokerage.services import promise_set
from benchmarks.year.overseer import LOOKS

START = date(2025, 1, 6)
DAYS = 365
#: (country, time zone, language)
_PLACES = (
    ("KE", "Africa/Nairobi", "en"), ("NG", "Africa/Lagos", "en"), ("IN", "Asia/Kolkata", "en"),
    ("PE", "America/Lima", "es"), ("CN", "Asia/Shanghai", "zh-hans"), ("EG", "Africa/Cairo", "ar"),
    ("FR", "Europe/Paris", "fr"), ("RU", "Europe/Moscow", "ru"), ("UG", "Africa/Kampala", "en"),
    ("ID", "Asia/Jakarta", "en"),
)  # fmt: skip
_SAMPLE = Path(__file__).parents[2] / "src/banyan/doors/cli/sample"
#: Nobody of this chapter ever does anything: what waits there rises to the chapter above.
SILENT_CHAPTER = "ng"
Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Size:
    """How much life there is."""

    people: int
    listings: int
    enquiries: int

    @property
    def searches(self) -> int:
        """Saved searches; ten thousand at once are a benchmark of their own (``benchmarks.alerts``)."""
        return self.people * 2 // 5


@dataclass
class Somebody:
    """A person with habits. ``days``: how long they usually take to answer; ``silent``: they never do."""

    user: SignedIn
    number: int
    country: str
    language: str
    days: float
    silent: bool
    holiday: int
    organisation: str = ""
    colleague: str = ""
    closes: int = 10**6
    listings: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)

    def away(self, day: int) -> bool:
        """Whether they are on holiday, or have no account any more."""
        return self.holiday <= day < self.holiday + 21 or day >= self.closes


@dataclass
class Posted:
    """A listing as those remember it who know it."""

    id: str
    kind: str
    owner: int
    deputy: int = -1


class World:
    """Who and what there is, what will happen when, and what happened."""

    def __init__(self, size: Size, seed: int, days: int = DAYS) -> None:
        self.size, self.seed, self.days = size, seed, days
        self.places = _PLACES[: max(3, min(len(_PLACES), size.people // 10))]
        self.people: list[Somebody] = []
        self.by_id: dict[str, Somebody] = {}
        self.servants: dict[str, list[SignedIn]] = {}
        self.posted: list[Posted] = []
        self.needs: set[str] = set()
        self.agenda: dict[int, list[Act]] = defaultdict(list)
        self.moment = 0
        self.counts: Counter[str] = Counter()
        self.breaches: list[str] = []
        self.closed_at: dict[str, str] = {}
        self.texts: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def chance(self, what: str, number: int) -> Random:
        """Chance of its own for each thing, so that one thing's luck changes nobody else's."""
        return Random(f"{self.seed}:{what}:{number}")

    @property
    def day(self) -> int:
        """Of the year, from 0; below it before the year begins."""
        return self.moment // len(LOOKS)

    def at(self, day: float, act: Act) -> None:
        """Something that somebody will do, at the first look of the clock from then on."""
        moment = max(int(day * len(LOOKS)), self.moment + 1, 0)
        if moment < self.days * len(LOOKS):
            self.agenda[moment].append(act)

    def later(self, days: float, act: Act) -> None:
        """The same, so many days from now."""
        self.at(self.moment / len(LOOKS) + days, act)

    def tried(self, what: str, act: Callable[[], object]) -> bool:
        """Does it; a refusal is counted by its kind, since people meet refusals."""
        try:
            act()
        except BanyanError as refusal:
            self.counts[f"{what}, refused: {type(refusal).__name__}"] += 1
            return False
        self.counts[what] += 1
        return True

    def forbidden(self, what: str, act: Callable[[], object]) -> None:
        """Somebody tries what they may not: it must be refused."""
        self.counts[f"{what}, forbidden"] += 1
        try:
            act()
        except BanyanError:
            return
        self.breaches.append(f"{what} was let through at {now():%Y-%m-%d}")


def moment_of(number: int) -> datetime:
    """When a look of the clock is."""
    day, look = divmod(number, len(LOOKS))
    return datetime(START.year, START.month, START.day, tzinfo=UTC) + timedelta(days=day) + LOOKS[look]


def populate(world: World, hear: Callable[[int], None]) -> None:
    """Chapters with their servants, then people and their organisations."""
    _texts(world)
    for name in ("root-one", "root-two"):
        user_create(email=f"{name}@year.example", password=None, name=name, is_node_admin=True)
    parent = chapter_save(remit=Remit("everywhere", (), ("2.3",)), name="Everywhere", remit_kind=RemitKind.THEMATIC)
    for country, zone, language in (("", "UTC", "en"), *world.places):
        slug = country.lower() or "everywhere"
        branch = parent
        if country:
            remit = Remit(slug, (country,), ())
            name = f"Chapter {country}"
            branch = chapter_save(remit=remit, name=name, remit_kind=RemitKind.NATIONAL, parent=parent)
        for role in (ChapterRole.STEWARD, ChapterRole.BROKER):
            email = f"{slug}-{role}@year.example"
            served = user_create(email=email, password=None, name=email[:20], locale=language, time_zone=zone)
            servant_add(chapter=branch, user_pk=served.pk, person=person_of(served), role=role)
            world.servants.setdefault(slug, []).append(served)
    for number in range(world.size.people):
        _somebody(world, number)
        hear(number + 1)


def _texts(world: World) -> None:
    for name, kind in (("needs", Kind.NEED), ("offers-1", Kind.OFFER), ("offers-2", Kind.OFFER)):
        for one in read_records(_SAMPLE / f"{name}.jsonl", kind).records:
            world.texts[one.language or "en"].append((one.title, one.whole()))


def _somebody(world: World, number: int) -> None:
    chance = world.chance("person", number)
    country, zone, language = chance.choice(world.places)
    user = user_create(
        email=f"p{number}@year.example", password=None, name=f"Person {number}", locale=language, time_zone=zone
    )
    one = Somebody(
        user=user, number=number, country=country, language=language,
        days=min(chance.lognormvariate(0.9, 0.9), 40), silent=chance.random() < 0.15,
        holiday=chance.randrange(world.days),
    )  # fmt: skip
    if chance.random() < 0.03:
        one.closes = chance.randrange(30, max(world.days, 31))
    world.people.append(one)
    world.by_id[user.public_id] = one
    if number % 5 == 0:
        slug = f"org-{number}"
        draft = OrganisationDraft(name=f"Organisation {number}", kind="company", country=country, languages=("en",))
        made = organisation_create(draft=draft, by=user, slug=slug)
        one.organisation = slug
        if chance.random() < 0.6:
            organisation_verify(organisation=made, by=world.servants[country.lower()][0])
        if chance.random() < 0.5:
            promise_set(days=chance.choice((2, 3, 5, 10, 14)), by=user, organisation=slug)
        one.colleague = _colleague(world, number, made.slug)
    elif chance.random() < 0.3:
        promise_set(days=chance.choice((1, 3, 7, 21)), by=user)


def _colleague(world: World, number: int, slug: str) -> str:
    """The one before joins too."""
    if number == 0:
        return ""
    from_before, mine = world.people[number - 1], world.people[number]
    from_before.organisation, from_before.colleague = slug, mine.user.email
    founder = mine.user
    member_add(organisation=organisation_by_slug(slug), member=from_before.user, by=founder)
    return from_before.user.email
