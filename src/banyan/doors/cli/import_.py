"""``banyan import``: a file of listings into drafts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from banyan.doors.cli.node import boot
from banyan.doors.cli.progress import Bar
from banyan.doors.cli.records.files import Row, Unreadable, load, rows

if TYPE_CHECKING:
    from banyan.domain.accounts.policy import SignedIn
    from banyan.doors.cli.exchange.intake import Outcome, Plan

_console = Console(highlight=False, soft_wrap=True)
_SHOWN = 12
_WRONG = 2


def import_(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, JSON Lines or JSON, also .gz; - for standard input.")],
    owner: Annotated[str, typer.Option(help="E-mail of the person whose drafts these become.")],
    organisation: Annotated[str, typer.Option(help="Short name (slug) for rows that name none.")] = "",
    kind: Annotated[str, typer.Option(help="Kind of rows that do not say theirs, such as offer.")] = "",
    source: Annotated[
        str,
        typer.Option(
            help="Name of where the records come from; keep it the same when you repeat. Default: the file's name."
        ),
    ] = "",
    map_: Annotated[
        list[str] | None, typer.Option("--map", help="column=field, repeatable; column= leaves a column out.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Try everything, keep nothing.")] = False,
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help="Take a row's good answers even when others cannot be taken.")
    ] = False,
    report: Annotated[Path | None, typer.Option(help="Write what could not be taken to this CSV file.")] = None,
) -> None:
    """Take a file of listings in, as drafts of a person or organisation.

    Each record is taken once by its source and id: repeat the command as often as you like, also after it was killed;
    records that were edited here since are left as they are. A row that cannot be taken is named with its column.
    Exit code 0 when all rows were taken, 1 when some were refused, 2 when nothing was started.
    """
    boot()
    found = _read(file)
    plan = _plan(file, found, owner, organisation, kind, source, map_ or [], dry_run=dry_run, keep_good=keep_good)
    from banyan.doors.cli.exchange.intake import take, write_report

    with Bar(_console) as bar:
        outcome = take(found, plan, bar.step("Rows"))
    if report is not None:
        write_report(report, outcome.problems)
    _tell(outcome, plan, report)
    raise typer.Exit(1 if outcome.counts["refused"] else 0)


def _read(file: Path) -> list[Row]:
    try:
        if file.suffix.lower() in {".xlsx", ".xlsm"}:
            from banyan.doors.cli.exchange.sheet import sheet_rows

            return list(sheet_rows(file))
        content = load(file)
        for remark in content.remarks:
            _console.print(f"{content.name}: {remark}.", markup=False)
        return list(rows(content))
    except Unreadable as error:
        _stop(str(error))


def _plan(
    file: Path,
    found: list[Row],
    owner: str,
    organisation: str,
    kind: str,
    source: str,
    pairs: list[str],
    *,
    dry_run: bool,
    keep_good: bool,
) -> Plan:
    from banyan.domain.listings.types import Kind
    from banyan.doors.cli.exchange.columns import BadMap, given, resolved
    from banyan.doors.cli.exchange.intake import Plan

    if kind and kind not in set(Kind):
        _stop(f"--kind {kind}: choose one of {', '.join(Kind)}.")
    try:
        columns = resolved(list(dict.fromkeys(name for row in found for name in row.values)), given(pairs))
    except BadMap as error:
        _stop(str(error))
    if columns.unknown:
        lines = "\n".join(f"  {line}" for line in columns.unknown[:_SHOWN])
        _stop(
            f"These columns are not known:\n{lines}\n"
            "Name them with --map column=field, or leave one out with --map column="
        )
    return Plan(
        source=source or _source(file),
        by=_person(owner, organisation),
        fields=columns.fields,
        kind=Kind(kind) if kind else None,
        organisation=organisation,
        dry_run=dry_run,
        keep_good=keep_good,
    )


def _source(file: Path) -> str:
    """``file:offers-2026`` for ``Offers 2026.csv.gz``."""
    stem = re.sub(r"[^a-z0-9]+", "-", file.name.lower().split(".")[0]).strip("-")
    return f"file:{stem or 'import'}"


def _person(owner: str, organisation: str) -> SignedIn:
    from banyan.base.errors import BanyanError
    from banyan.domain.accounts.selectors import user_by_email
    from banyan.domain.listings.policy import may_post
    from banyan.domain.organisations.selectors import organisation_by_slug

    try:
        user = user_by_email(owner)
        if organisation:
            decision = may_post(user, organisation_id=organisation_by_slug(organisation).pk)
            if not decision:
                _stop(f"{owner} may not post for {organisation}: {decision.reason}")
    except BanyanError as error:
        _stop(str(error))
    return user


def _tell(outcome: Outcome, plan: Plan, report: Path | None) -> None:
    counts = outcome.counts
    words = (
        ("created", "new drafts"),
        ("updated", "brought up to date"),
        ("unchanged", "as before"),
        ("kept", "left alone, because they were edited here"),
        ("refused", "refused"),
    )
    told = "; ".join(f"{counts[name]} {said}" for name, said in words if counts[name]) or "no rows"
    _console.print(f"{'Tried, nothing kept: ' if plan.dry_run else ''}{told}. Source: {plan.source}", markup=False)
    if outcome.problems:
        table = Table("Where", "Column", "Value", "Why", box=None, pad_edge=False)
        for one in outcome.problems[:_SHOWN]:
            table.add_row(one.row, one.column, one.value, one.why)
        Console(highlight=False, markup=False).print(table)
        if len(outcome.problems) > _SHOWN:
            _console.print(
                f"… and {len(outcome.problems) - _SHOWN} more{'' if report else ': see them with --report errors.csv'}."
            )
    if report is not None:
        _console.print(f"Everything that could not be taken is in {report}.", markup=False)


def _stop(sentence: str) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"{sentence}\nNothing was taken.", markup=False)
    raise typer.Exit(_WRONG)
