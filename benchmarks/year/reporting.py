"""What is told at the end."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from banyan.base.audit.models import AuditRow
from banyan.base.outbox.models import OutboxEvent
from banyan.practice.brokerage.models import Case, Enquiry
from banyan.practice.matchmaking.models import Alert, Letter, Notice
from benchmarks.speed.figures import machine
from benchmarks.speed.figures import told as tell
from benchmarks.year.life import Told
from benchmarks.year.post import read_lines


def report(told: Told, folder: Path, given: argparse.Namespace, *, whole: float, memory: list[float]) -> None:
    """Prints it, and writes it where it is asked for."""
    world, overseer = told.world, told.overseer
    letters = read_lines(folder / "letters.jsonl")
    times = overseer.times()
    kills = overseer.kills()
    twice = Counter((one["job"], one["to"]) for one in letters)
    lines = [
        f"# A year: {given.people:,} people, {given.listings:,} listings, {given.enquiries:,} enquiries",
        "",
        f"`--people {given.people} --listings {given.listings} --enquiries {given.enquiries} --seed {given.seed} "
        f"--days {given.days} --looks {given.looks} --kills {given.kills}`; {machine()}.",
        "",
        f"{whole:.0f} s in all, {memory[0]:.0f} MB at most in the people's process, {memory[1]:.0f} MB in a worker. "
        f"The worker was killed {overseer.killed} times; by that {sum(count > 1 for count in twice.values())} letters "
        f"went out twice. {'**Broken:** ' + str(len(told.faults)) if told.faults else 'Every invariant held.'}",
        "",
        *told.faults[:40],
        "",
        "| part | seconds |", "|---|---|",
        *(f"| {name} | {seconds:.0f} |" for name, seconds in told.seconds.items()),
        "",
        "| what | how many |", "|---|---|",
        *(f"| {name} | {count:,} |" for name, count in _counted().items()),
        "",
        "| people did | times |", "|---|---|",
        *(f"| {name} | {count:,} |" for name, count in sorted(world.counts.items())),
        "",
        "| letters by | how many |", "|---|---|",
        *(f"| {name} | {count:,} |" for name, count in Counter(_kind(one) for one in letters).most_common()),
        "",
        "| job | done | seconds of the clock | of the processor | ms each |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {count:,} | {seconds:.0f} | {used:.1f} | {1000 * used / count:.1f} |"
            for name, (count, seconds, used) in sorted(times.items(), key=lambda one: -one[1][2])
        ),
        "",
        "| killed | times |", "|---|---|",
        *(f"| {where} | {count} |" for where, count in Counter(_where(one) for one in kills).most_common()),
    ]  # fmt: skip
    tell(lines, given.report)


def _counted() -> dict[str, int]:
    states = Counter(Enquiry.objects.values_list("state", flat=True))
    stages = Counter(Case.objects.values_list("stage", flat=True))
    digests = Counter(Letter.objects.values_list("state", flat=True))
    actions = Counter(
        AuditRow.objects.filter(actor="", action__regex=r"^(enquiry|case|listing|chapter)\.").values_list(
            "action", flat=True
        )
    )
    return {
        **{f"enquiries {name}": count for name, count in sorted(states.items())},
        **{f"cases {name}": count for name, count in sorted(stages.items())},
        **{f"by the clock: {name}": count for name, count in sorted(actions.items())},
        "alerts": Alert.objects.count(),
        "notices": Notice.objects.count(),
        **{f"digests {name}": count for name, count in sorted(digests.items())},
        "lines of the trail": AuditRow.objects.count(),
        "events": OutboxEvent.objects.count(),
    }  # fmt: skip


def _where(one: dict[str, object]) -> str:
    return f"{one['where']} of {str(one['task']).removeprefix('schedule.')}"


def _kind(one: dict[str, object]) -> str:
    args = one["args"]
    letter = args.get("letter", "") if isinstance(args, dict) and one["task"] != "matchmaking.letter" else ""
    return f"{one['task']} {letter}".strip()
