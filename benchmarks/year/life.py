"""The year itself: day by day, look by look, people first, then the clock."""

from __future__ import annotations

import pickle
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from random import Random

from banyan.base.clock import standing_at
from benchmarks.year import casework, enquiring, listings
from benchmarks.year.invariants import broken
from benchmarks.year.overseer import LOOKS, Overseer
from benchmarks.year.world import Size, World, moment_of, populate

#: The look of the day at which people publish.
_PUBLISHING = 1
#: In the folder: what is to come, when the year rests.
_KEPT = "year.pickle"
#: Invariants are looked at so often, and at the end.
_MONTH = 30
Bar = Callable[[str], Callable[[int, int], None]]


@dataclass
class Told:
    """What came of it. ``faults`` are broken invariants, with the day on which they were found; ``day`` is the first
    one that has not been lived."""

    world: World
    overseer: Overseer
    faults: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    day: int = 0


def live(
    size: Size,
    seed: int,
    folder: Path,
    *,
    days: int,
    kills: float,
    bar: Bar,
    looks: float = 4,
    tired: Callable[[], bool] = lambda: False,
) -> Told:
    """Everything. The database is empty and of this release; ``looks`` a day, at most four, at the periodic jobs; half
    a look is one every other day. When ``tired`` it rests after the day: what is to come is kept in the folder, and
    living again goes on from there, with the database as it was left."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / _KEPT
    told = (
        pickle.loads(kept.read_bytes())
        if kept.exists()
        else _begun(size, seed, folder, days=days, kills=kills, bar=bar)
    )
    kept.unlink(missing_ok=True)
    told.overseer.start()
    began, hear = time.perf_counter(), bar("Days")
    try:
        while told.day < days and not (told.day and tired()):
            _one_day(told, told.day, looks, folder)
            told.day += 1
            hear(told.day, days)
    finally:
        told.overseer.stop()
    told.seconds["the year"] += time.perf_counter() - began
    if told.day < days:
        kept.with_suffix(".new").write_bytes(pickle.dumps(told))
        kept.with_suffix(".new").rename(kept)
    return told


def _begun(size: Size, seed: int, folder: Path, *, days: int, kills: float, bar: Bar) -> Told:
    """People, what they published before, and what they mean to do."""
    world = World(size, seed, days)
    told = Told(world, Overseer(folder, Random(f"{seed}:kills"), kills=kills))
    began = time.perf_counter()
    world.moment = -400 * len(LOOKS)
    hear = bar("People")
    with standing_at(moment_of(world.moment)):
        populate(world, lambda done: hear(done, size.people))
    told.seconds["people, organisations and chapters"] = time.perf_counter() - began
    planned = listings.plan_listings(world)
    began = time.perf_counter()
    _before(world, planned, bar("Listings of the year before"))
    with standing_at(moment_of(-1)):
        listings.let_be_known(world)
    told.overseer.stand(moment_of(0))
    told.seconds["listings of the year before"] = time.perf_counter() - began
    _plan(world, planned)
    return told


def _before(world: World, planned: list[tuple[int, int]], hear: Callable[[int, int], None]) -> None:
    """What was published in the year before; nobody was told of it."""
    past = [one for one in planned if one[0] < 0]
    done = 0
    for day, some in groupby(past, key=lambda one: one[0]):
        world.moment = day * len(LOOKS) + _PUBLISHING
        with standing_at(moment_of(world.moment)):
            for _day, number in some:
                listings.publish(world, number)
                done += 1
        hear(done, len(past))


def _plan(world: World, planned: list[tuple[int, int]]) -> None:
    """What will happen by people's own will; answers follow from what happens."""
    world.moment = -1
    for day, number in planned:
        if day >= 0:
            world.at(day + _PUBLISHING / len(LOOKS), partial(listings.publish, world, number))
    for number in range(world.size.searches):
        world.at(
            world.chance("search day", number).uniform(0, world.days * 0.8),
            partial(listings.save_search, world, number),
        )
    for number in range(world.size.enquiries):
        world.at(world.chance("enquiry day", number).uniform(0, world.days), partial(enquiring.ask, world, number))
    for number in range(world.size.listings // 200):
        world.at(world.chance("report day", number).uniform(5, world.days), partial(listings.report, world, number))
    for person in world.people:
        chance = world.chance("habits", person.number)
        first = chance.uniform(0, 40)
        for week in range(6):
            world.at(first + week * 60, partial(listings.look_at_notices, world, person))
        if chance.random() < 0.05:
            world.at(chance.uniform(0, world.days), partial(listings.move_house, world, person))
        if person.closes < world.days:
            world.at(person.closes, partial(listings.close_account, world, person))
    for slug in world.servants:
        for number in range(world.days // 3):
            world.at(number * 3 + 0.5, partial(enquiring.work_at_desk, world, slug, number))


def _one_day(told: Told, day: int, looks: float, folder: Path) -> None:
    world, overseer = told.world, told.overseer
    overseer.doom(day)
    for look in range(len(LOOKS)):
        world.moment = day * len(LOOKS) + look
        moment = moment_of(world.moment)
        overseer.stand(moment)
        with standing_at(moment):
            if look == 0:
                casework.answer_questions(world)
            for act in world.agenda.pop(world.moment, ()):
                act()
            if world.moment % round(len(LOOKS) / looks) == 0:
                overseer.enqueue_periodic()
            overseer.drain()
    overseer.end_of_day()
    if day % _MONTH == _MONTH - 1 or day == world.days - 1:
        with standing_at(moment_of(world.moment)):
            overseer.enqueue_periodic()
            overseer.drain()
            found = broken(world, folder, looks=looks)
        told.faults.extend(f"day {day}: {one}" for one in found)
        for one in found:
            print(f"day {day}: {one}", flush=True)
