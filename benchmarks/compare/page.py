"""The comparison as tables for a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from banyan.engine.measure.groups import ALL
from benchmarks.compare.corpus import COLLECTIONS
from benchmarks.compare.results import WORDS_ONLY, Result, groups
from benchmarks.measured import for_pages, said


def page(
    found: Sequence[Result], *, listings: int, judged: int, real: int, day: str, note: str, pictures: Mapping[str, str]
) -> str:
    """Everything between the two marks of a page."""
    parts = [
        f"{listings:,} listings: {judged:,} of the two collections, {real - judged:,} other real texts and "
        f"{listings - real:,} generated ones, which can only distract ({day}).{' ' + note if note else ''}",
        for_pages(_quality_table(found)),
        *(f"![{what}]({file})" for file, what in pictures.items()),
        "Ahead: Banyan's nDCG@10 minus that of the other, need by need, with the 95 % interval. Engines that use words "
        f"only ({', '.join(WORDS_ONLY)}) are held against Banyan by words alone.",
        for_pages(_cost_table(found)),
        "Long needs are those of sbir (about 600 words), short ones those of horizon (about 10). Each engine ran in a "
        "process of its own, one need after the other, the 100 best asked for, vectors of needs given. Processor is "
        "the mean of processor milliseconds of a need, both cores together (with the server's). Memory is what the "
        "process holds after all questions (with the server, for PostgreSQL).",
        "Settings:\n\n" + "\n".join(f"* {one.name}: {one.settings}." for one in found),
    ]
    return "\n\n".join(parts)


def _quality_table(found: Sequence[Result]) -> list[list[str]]:
    keys = groups(found)
    names = [collection if group == ALL else f"{collection}, {group}" for collection, group in keys]
    head = ["engine", *names, *(f"ahead on {collection}" for collection in COLLECTIONS)]
    rows = []
    for one in found:
        if not one.quality:
            continue
        behind = [one.quality[collection, ALL].behind for collection in COLLECTIONS]
        values = [f"{one.quality[key].mean:.3f}" for key in keys]
        rows.append([one.name, *values, *(said(other) if other else "" for other in behind)])
    return [head, *rows]


def _cost_table(found: Sequence[Result]) -> list[list[str]]:
    head = ["engine", "long need, ms: median", "p95", "processor", "short need, ms: median", "p95", "processor"]
    head += ["built, s", "processor, s", "opened, s", "on disk, MB", "memory, MB"]
    rows = [
        [
            one.name,
            *(f"{value:.1f}" for times in one.times.values() for value in (times.median, times.p95, times.processor)),
            f"{one.built:.0f}",
            f"{one.built_processor:.0f}" if one.built_processor else "",
            f"{one.opened:.2f}",
            f"{one.bytes / 1e6:.0f}",
            f"{one.memory / 1e6:.0f}",
        ]
        for one in found
    ]
    return [head, *rows]
