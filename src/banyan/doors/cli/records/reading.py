"""From rows to records, with every problem kept and named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from banyan.doors.cli.records import values
from banyan.doors.cli.records.columns import ALIASES, KNOWN, LISTS, SINGLE, TEXTS, TOPICS
from banyan.doors.cli.records.files import Row, load, rows
from banyan.engine.errors import BadRecord
from banyan.engine.rank.scales import SCALES
from banyan.engine.types import HARD_BY_DEFAULT, Facts, Kind, Money, Record, Site

_SUPPORT: Final = {
    "finance": "money", "training": "training", "testing_certification": "testing", "technical_evaluation": "advice",
    "ip_legal": "advice", "market_study": "advice", "brokerage": "advice", "engineering": "advice",
}  # fmt: skip
_LONGEST_ID: Final = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file; ``skipped`` tells whether its whole row was left out or only the value."""

    error: BadRecord
    skipped: bool


@dataclass(slots=True)
class Reading:
    """What a file gave: records, problems by row, remarks on the whole file, and columns nobody knows."""

    name: str
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)

    @property
    def skipped(self) -> int:
        return sum(problem.skipped for problem in self.problems)


def read_records(path: Path, kind: Kind, *, limit: int | None = None) -> Reading:
    """At most ``limit`` records of a file; ``kind`` is that of rows that do not name theirs. Raises ``Unreadable``."""
    content = load(path)
    reading = Reading(name=content.name, remarks=list(content.remarks))
    stem = content.name.split(".")[0].replace(" ", "-")
    seen: dict[str, str] = {}
    for row in rows(content):
        if limit is not None and len(reading.records) >= limit:
            break
        _note_columns(reading, row.values)
        record = _Builder(reading, row, kind, stem).record()
        if record is None:
            continue
        if record.id in seen:
            why = f"the id {record.id!r} stands already in {seen[record.id]}; the first one was kept"
            reading.problems.append(_problem(reading, row, "id", why, skipped=True))
            continue
        seen[record.id] = row.where
        reading.records.append(record)
    return reading


def _note_columns(reading: Reading, row: Mapping[str, Any]) -> None:
    for name in row:
        if name and ALIASES.get(name, name) not in KNOWN and name not in reading.unknown_columns:
            reading.unknown_columns.append(name)


def _problem(reading: Reading, row: Row, column: str, why: str, *, skipped: bool) -> Problem:
    return Problem(BadRecord(where=f"{reading.name}, {row.where}", column=column, why=why), skipped)


class _Builder:
    """Builds the record of one row; a value that cannot be read is noted and left out."""

    def __init__(self, reading: Reading, row: Row, kind: Kind, stem: str) -> None:
        self._reading = reading
        self._row = row
        self._kind = kind
        self._stem = stem
        self._values: dict[str, Any] = {}
        for name, value in row.values.items():
            ours = ALIASES.get(name, name)
            if ours not in self._values or values_empty(self._values[ours]):
                self._values[ours] = value

    def record(self) -> Record | None:
        """None when the row cannot be used at all, which is then noted."""
        if self._row.broken:
            return self._skip("all", self._row.broken)
        kind = self._read("kind", values.one_of(tuple(Kind))) if self._has("kind") else self._kind
        if kind is None:
            self._reading.problems.pop()
            return self._skip("kind", f"{str(self._values['kind'])[:40]!r} is not one of {', '.join(Kind)}")
        title, body = self._text("title"), self._body()
        lists = {name: self._list(name, reader) for name, reader in LISTS.items() if self._has(name)}
        texts = {name: written for name in TEXTS if (written := self._text(name))}
        if not title and not body and not texts:
            return self._skip("title", "there is no title and no text")
        single = {name: self._read(name, reader) for name, reader in SINGLE.items() if self._has(name)}
        return Record(
            id=self._id(),
            kind=Kind(kind),
            title=title,
            text=body,
            fields=texts,
            language=single.get("language"),
            organisation=single.get("organisation") or "",
            facts=self._facts(Kind(kind), single, lists),
            published=single.get("published"),
        )

    def _facts(self, kind: Kind, single: Mapping[str, Any], lists: Mapping[str, frozenset[str]]) -> Facts:
        def union(*names: str) -> frozenset[str]:
            return frozenset().union(*(lists.get(name, frozenset()) for name in names))

        side = "site" if kind is Kind.NEED else "needs"
        wanted = lists.get("support_wanted", frozenset())
        given = frozenset(_SUPPORT.get(item, item) for item in union("comes_with", "services"))
        return Facts(
            sdgs=union("sdgs", "eligible_sdgs"),
            sectors=union("sectors", "eligible_sectors"),
            technologies=union("technologies"),
            places=union("places"),
            territories=union("territories", "eligible_places"),
            languages=(lists.get("taught_in") if kind is Kind.TRAINING else None) or union("languages"),
            cooperation=union("cooperation"),
            support=wanted if kind is Kind.NEED else given,
            trl=single.get("trl"),
            trl_min=single.get("trl_min"),
            money=_money(kind, single),
            deadline=_deadline(kind, single),
            opens=single.get("opens") if kind is Kind.FUNDING else None,
            lead_time_days=single.get("lead_time_days"),
            quantity=single.get("quantity"),
            quantity_unit=single.get("quantity_unit") or "",
            price_per=single.get("cost_per") or "",
            site=Site(
                **{dimension: single.get(f"{side}_{dimension}") for dimension in SCALES},
                climates=union("site_climate" if kind is Kind.NEED else "works_in_climate"),
                bad_climates=union("fails_in_climate"),
            ),
            hard=frozenset(self._items("hard", values.criterion)) if self._has("hard") else HARD_BY_DEFAULT,
        )

    def _id(self) -> str:
        written = self._text("id")
        if not written:
            return f"{self._stem}-{self._row.where.split()[-1]}"
        return written[:_LONGEST_ID]

    def _body(self) -> str:
        return "\n\n".join(dict.fromkeys(part for part in (self._text("summary"), self._text("text")) if part))

    def _has(self, column: str) -> bool:
        return not values_empty(self._values.get(column))

    def _text(self, column: str) -> str:
        return (self._read(column, values.text) or "") if self._has(column) else ""

    def _list(self, column: str, reader: Callable[[Any], str]) -> frozenset[str]:
        return frozenset(self._items(column, reader))

    def _items(self, column: str, reader: Callable[[Any], Any]) -> Iterable[Any]:
        found, topics = [], []
        for item in self._read(column, values.items) or ():
            try:
                found.append(reader(item))
            except ValueError as error:
                if column in TOPICS:
                    topics.append(item)
                else:
                    self._note(column, str(error))
        if topics:
            self._values["topics"] = ", ".join([*([self._values["topics"]] if self._has("topics") else []), *topics])
        return found

    def _read(self, column: str, reader: Callable[[Any], Any]) -> Any:
        try:
            return reader(self._values[column])
        except ValueError as error:
            self._note(column, str(error))
            return None

    def _note(self, column: str, why: str) -> None:
        why = f"{why.rstrip('.')}; the value was left out"
        self._reading.problems.append(_problem(self._reading, self._row, column, why, skipped=False))

    def _skip(self, column: str, why: str) -> Record | None:
        """Notes why the row is left out, and gives what is left of it: nothing."""
        self._reading.problems.append(_problem(self._reading, self._row, column, why, skipped=True))
        return None


def values_empty(value: Any) -> bool:
    """Nothing, a blank, or an empty list; 0 and False say something."""
    return value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())


def _money(kind: Kind, single: Mapping[str, Any]) -> Money | None:
    """A need's budget, what funding gives, or the price of anything else."""
    low: Decimal | None
    high: Decimal | None
    if kind is Kind.NEED:
        low, high = single.get("budget_min"), single.get("budget_max")
    elif kind is Kind.FUNDING:
        low, high = single.get("amount_min"), single.get("amount_max")
    else:
        low = high = single.get("cost_purchase")
    if low is None and high is None:
        return None
    return Money(single.get("currency") or "", low, high)


def _deadline(kind: Kind, single: Mapping[str, Any]) -> date | None:
    name = "closes" if kind is Kind.FUNDING else "deadline"
    found: date | None = single.get(name)
    return found
