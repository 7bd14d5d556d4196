"""``banyan export``: the listings of this node into a file."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from banyan.doors.cli.node import boot
from banyan.doors.cli.progress import Bar

if TYPE_CHECKING:
    from banyan.domain.listings.types import ListingView

_console = Console(highlight=False, soft_wrap=True)
_FORMATS = (".csv", ".jsonl", ".xlsx")


def export(
    file: Annotated[Path, typer.Argument(help="Where to write: .csv, .jsonl or .xlsx; .csv.gz and .jsonl.gz too.")],
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind; repeatable.")] = None,
    samples: Annotated[bool, typer.Option("--samples/--no-samples", help="With or without sample listings.")] = True,
    all_: Annotated[
        bool,
        typer.Option("--all", help="Also drafts, other states and answers that are not public. Keep such a file safe."),
    ] = False,
    as_: Annotated[str, typer.Option("--as", help="With --all: the node administrator who takes it out.")] = "",
) -> None:
    """Write listings to a file: published ones with their public answers, or everything with --all.

    Cells that a spreadsheet would run as a formula get an apostrophe, which `banyan import` takes away again. The file
    appears whole or not at all.
    """
    form = _form(file)
    boot()
    views, total = _everything(kind or [], as_, samples) if all_ else _public(kind or [], samples)
    with Bar(_console) as bar:
        written = _write(file, form, _counted(views, total, bar.step("Listings")))
    _console.print(f"{written} listings are in {file}.", markup=False)


def _form(file: Path) -> str:
    suffixes = [suffix.lower() for suffix in file.suffixes]
    packed = bool(suffixes) and suffixes[-1] == ".gz"
    form = suffixes[-2] if packed and len(suffixes) > 1 else suffixes[-1] if suffixes and not packed else ""
    if form not in _FORMATS or (packed and form == ".xlsx"):
        _stop(f"{file.name}: name it .csv, .jsonl or .xlsx (.csv.gz and .jsonl.gz are packed).")
    return form


def _public(kinds: list[str], samples: bool) -> tuple[Iterable[ListingView], int]:
    from banyan.domain.listings.selectors import kind_counts, open_to_all
    from banyan.domain.listings.types import Facet, Filters

    facets = {Facet.KINDS: frozenset(kinds)} if kinds else {}
    return open_to_all(filters=Filters(facets=facets, samples=samples)), sum(kind_counts().values())


def _everything(kinds: list[str], as_: str, samples: bool) -> tuple[Iterable[ListingView], int]:
    from banyan.base.errors import BanyanError
    from banyan.domain.accounts.policy import is_node_admin
    from banyan.domain.accounts.selectors import user_by_email
    from banyan.domain.listings.selectors import everything

    try:
        asker = user_by_email(as_)
    except BanyanError:
        _stop("--all needs --as with the e-mail of a node administrator. Make one: banyan user create --node-admin")
    if not is_node_admin(asker):
        _stop(f"{as_} does not administer this node. See: banyan user set-role")
    total, views = everything(asker, kinds=kinds, samples=samples)
    return views, total


def _counted(views: Iterable[ListingView], total: int, progress: Callable[[int, int], None]) -> Iterator[ListingView]:
    for done, view in enumerate(views, start=1):
        yield view
        progress(done, max(done, total))


def _write(file: Path, form: str, views: Iterator[ListingView]) -> int:
    """Writes beside the file and puts it in place when it is whole."""
    from banyan.domain.listings.formats import write_csv, write_jsonl, write_xlsx

    count = 0

    def passing() -> Iterator[ListingView]:
        nonlocal count
        for view in views:
            count += 1
            yield view

    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        if form == ".xlsx":
            part.write_bytes(write_xlsx(passing()))
        else:
            lines = write_csv(passing()) if form == ".csv" else write_jsonl(passing())
            with (
                gzip.open(part, "wt", encoding="utf-8", newline="")
                if file.suffix == ".gz"
                else part.open("w", encoding="utf-8", newline="") as out
            ):
                out.writelines(lines)
        part.replace(file)
    except OSError as error:
        _stop(f"{file} cannot be written: {error.strerror or error}.")
    finally:
        part.unlink(missing_ok=True)
    return count


def _stop(sentence: str) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"{sentence}\nNothing was written.", markup=False)
    raise typer.Exit(2)
