"""What is written in an answer, as it is stored and read again, and as a broker's form changes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from banyan.practice.brokerage.rules.answer import in_order
from banyan.practice.brokerage.types.answer import AnswerEdit, AnswerMark, AnswerWords, HelpWords, OptionWords

#: Which answers of a listing the verdict on each condition tells something of.
_TOLD: Mapping[str, frozenset[str]] = {
    "territory": frozenset({"territories"}),
    "budget": frozenset({"cost_purchase", "cost_per", "currency"}),
    "deadline": frozenset({"lead_time_days"}),
    "site": frozenset(
        {"needs_power", "needs_water", "needs_connectivity", "needs_skills", "needs_spare_parts"}
        | {"works_in_climate", "fails_in_climate"}
    ),
    "language": frozenset({"languages"}),
    "cooperation": frozenset({"cooperation"}),
    "support": frozenset({"comes_with", "services", "instruments"}),
    "trl": frozenset({"trl", "eligible_trl_min", "eligible_trl_max"}),
    "places": frozenset({"eligible_places", "territories"}),
    "kinds": frozenset({"eligible_kinds"}),
    "sizes": frozenset({"eligible_sizes"}),
    "sdgs": frozenset({"eligible_sdgs"}),
    "sectors": frozenset({"eligible_sectors"}),
    "dates": frozenset({"opens", "closes"}),
}


def open_marks(marks: Iterable[AnswerMark], hidden: Collection[str]) -> tuple[AnswerMark, ...]:
    """The conditions without those that tell something of an answer that is not open to everybody (any more)."""
    return tuple(one for one in marks if one.verdict == "unknown" or not _tells(one, hidden))


def open_lines(said: str, marks: Iterable[AnswerMark], hidden: Collection[str]) -> str:
    """A text without the lines that are the sentences of such conditions."""
    taken = {one.sentence for one in marks if one.sentence and one.verdict != "unknown" and _tells(one, hidden)}
    return "\n".join(line for line in said.splitlines() if line.strip() not in taken) if taken else said


def _tells(mark: AnswerMark, hidden: Collection[str]) -> bool:
    """Of one without a code nobody knows, so it tells when anything is hidden."""
    told = _TOLD.get(mark.of)
    return bool(hidden) if told is None else not told.isdisjoint(hidden)


def stored(words: AnswerWords) -> dict[str, object]:
    """The words as they are stored."""
    return asdict(words)


def read(said: Mapping[str, Any]) -> AnswerWords:
    """The words as they were stored; whatever an older form of the row does not have is empty."""
    return AnswerWords(
        intro=str(said.get("intro", "")),
        nothing=str(said.get("nothing", "")),
        options=tuple(_option(one) for one in said.get("options", ())),
        helps=tuple(_help(one) for one in said.get("helps", ())),
    )


def edited(words: AnswerWords, edit: AnswerEdit) -> AnswerWords:
    """The words with what a form says; options get places from 1 without gaps."""
    written, helped = edit.options or {}, edit.helps or {}
    options = (
        replace(one, place=said.place, why=said.why, doubts=said.doubts, step=said.step)
        if (said := written.get(one.listing)) is not None
        else one
        for one in words.options
    )
    helps = (
        replace(one, taken=of_it.taken, line=of_it.line) if (of_it := helped.get(one.listing)) is not None else one
        for one in words.helps
    )
    return AnswerWords(edit.intro, edit.nothing, placed(options), tuple(helps))


def placed(options: Iterable[OptionWords]) -> tuple[OptionWords, ...]:
    """The options in order: those chosen with places from 1, then those left out."""
    rows = tuple(options)
    places = dict(in_order(rows))
    found = (replace(one, place=places.get(one.listing, 0)) for one in rows)
    return tuple(sorted(found, key=lambda one: one.place or len(rows) + 1))


def _option(said: Mapping[str, Any]) -> OptionWords:
    return OptionWords(
        listing=str(said["listing"]),
        title=str(said["title"]),
        place=int(said["place"]),
        why=str(said.get("why", "")),
        doubts=str(said.get("doubts", "")),
        step=str(said.get("step", "")),
        marks=_marks(said),
    )


def _help(said: Mapping[str, Any]) -> HelpWords:
    return HelpWords(
        listing=str(said["listing"]),
        title=str(said["title"]),
        kind=str(said["kind"]),
        taken=bool(said["taken"]),
        line=str(said.get("line", "")),
        marks=_marks(said),
    )


def _marks(said: Mapping[str, Any]) -> tuple[AnswerMark, ...]:
    return tuple(
        AnswerMark(
            str(one["label"]),
            str(one["verdict"]),
            str(one.get("sentence", "")),
            bool(one.get("hard", False)),
            str(one.get("of", "")),
        )
        for one in said.get("marks", ())
    )
