"""Takes rows in as drafts: each once, whatever is wrong is told by row and column, and nothing is half written."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from django.db import DatabaseError, transaction

from banyan.base.errors import BanyanError, Invalid
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.formats import neutralised, restored
from banyan.domain.listings.services import listing_import_draft
from banyan.domain.listings.types import Kind, Origin
from banyan.doors.cli.records.files import Row

LONGEST_ROW = 1_000_000
_TOGETHER = 50
"""Rows of one transaction; a kill loses at most these, and they are taken when the import is repeated."""
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "#n/a", "null", "nan"})
_KINDS = tuple(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be taken: where, which column, what stood there, why."""

    row: str
    column: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How rows become listings. ``source`` names the file's origin for good: (source, id) is taken once."""

    source: str
    by: SignedIn
    fields: Mapping[str, str]
    kind: Kind | None = None
    organisation: str = ""
    dry_run: bool = False
    keep_good: bool = False


@dataclass(slots=True)
class Outcome:
    """What an import did: rows by outcome (created, updated, unchanged, kept, refused), and every problem."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def take(rows: Sequence[Row], plan: Plan, progress: Callable[[int, int], None]) -> Outcome:
    """Takes all rows; with ``dry_run`` everything is tried and nothing is kept."""
    outcome = Outcome()
    seen: dict[str, str] = {}
    for start in range(0, len(rows), _TOGETHER):
        part = rows[start : start + _TOGETHER]
        with transaction.atomic():
            for row in part:
                outcome.counts[_take_one(row, plan, seen, outcome.problems)] += 1
            transaction.set_rollback(plan.dry_run)
        progress(min(start + _TOGETHER, len(rows)), len(rows))
    return outcome


def _take_one(row: Row, plan: Plan, seen: dict[str, str], problems: list[Problem]) -> str:
    try:
        raw = _raw(row, plan)
        kind = _kind(raw, plan)
        source = _source_id(raw)
        if source in seen:
            raise Invalid({"id": [f"The id {source} stands already in {seen[source]}; that one was taken."]})
        seen[source] = row.where
        return _store(row, plan, kind, source, raw, problems)
    except BanyanError as error:
        problems.extend(_problems(row, error))
    except (DatabaseError, UnicodeError) as error:
        problems.append(Problem(row.where, "", "", f"The database could not store it: {error}"))
    return "refused"


def _store(row: Row, plan: Plan, kind: Kind, source: str, raw: Mapping[str, object], problems: list[Problem]) -> str:
    origin = Origin(node=plan.source, id=source)
    try:
        return listing_import_draft(origin=origin, kind=kind, raw=raw, by=plan.by).outcome
    except Invalid as error:
        good = {name: value for name, value in raw.items() if name not in error.fields}
        if not plan.keep_good or len(good) == len(raw) or "title" not in good:
            raise
        outcome = listing_import_draft(origin=origin, kind=kind, raw=good, by=plan.by).outcome
        problems.extend(_problems(row, error))
        return outcome


def _raw(row: Row, plan: Plan) -> dict[str, object]:
    """The row's values under the names of our fields; empty ones are left out."""
    if row.broken:
        raise Invalid({"": [row.broken]})
    size = sum(len(str(value)) for value in row.values.values())
    if size > LONGEST_ROW:
        raise Invalid(
            {
                "": [
                    f"This row holds {size:,} characters; at most {LONGEST_ROW:,} are taken. A quotation mark that is "
                    "never closed can cause this. Nothing of it was taken."
                ]
            }
        )
    raw: dict[str, object] = {}
    for column, value in row.values.items():
        name = plan.fields.get(column, column)
        if name and not _says_nothing(value):
            raw[name] = restored(value) if isinstance(value, str) else value
    if plan.organisation:
        raw.setdefault("organisation", plan.organisation)
    return raw


def _says_nothing(value: object) -> bool:
    """Empty, or one of the signs that tables use for it."""
    return value in (None, "", [], {}) or (isinstance(value, str) and value.strip().lower() in _NOTHING)


def _kind(raw: dict[str, object], plan: Plan) -> Kind:
    said = str(raw.pop("kind", "") or "").strip().lower()
    if said in _KINDS:
        return Kind(said)
    if said or plan.kind is None:
        raise Invalid({"kind": [f"The kind must be one of {', '.join(_KINDS)}; or give all rows one with --kind."]})
    return plan.kind


def _source_id(raw: dict[str, object]) -> str:
    """The row's own id, else a fingerprint of what it says: a changed row is then a new listing."""
    said = tidy(str(raw.pop("id", "") or ""))
    if said:
        return said[:300]
    content = repr(sorted((name, str(value)) for name, value in raw.items()))
    return f"row-{sha256(content.encode(errors='surrogatepass')).hexdigest()[:20]}"


def _problems(row: Row, error: BanyanError) -> Iterable[Problem]:
    if not isinstance(error, Invalid):
        return [Problem(row.where, "", "", str(error))]
    return [
        Problem(row.where, name, _short(row.values.get(name, "")), str(line))
        for name, said in error.fields.items()
        for line in said
    ]


def _short(value: object) -> str:
    text = " ".join(tidy(str(value)[:400]).split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def write_report(path: Path, problems: Iterable[Problem]) -> None:
    """The problems as a table that a spreadsheet opens and does not run."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "column", "value", "why"])
        for one in problems:
            writer.writerow([one.row, one.column, neutralised(one.value), neutralised(one.why)])
