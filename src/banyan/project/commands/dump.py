"""``banyan dump``: all that is public, written down and signed; or one that somebody has, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from django.utils.module_loading import import_string
from rich.console import Console

from banyan.base.errors import BanyanError
from banyan.doors.cli.progress import Bar
from banyan.project.boot import boot_for_terminal

_console = Console(highlight=False, soft_wrap=True)
_FAULTS = {
    "missing": "is missing",
    "changed": "is not what was signed",
    "unsigned": "was not signed with this key",
}


def dump(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="Where to write; the dump gets a folder of its own in it. Without: among those of the node."
        ),
    ] = None,
    verify: Annotated[
        Path | None,
        typer.Option("--verify", help="Make none; check the one in this folder: its sums and its signature."),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            help="With --verify: the public key (PEM) of the node it should come from. Without: the one beside it."
        ),
    ] = None,
) -> None:
    """Write down all that is public on this node, with the marks of what was withdrawn.

    A dump is a folder: listings.jsonl.gz, listings.csv.gz, datapackage.json (Frictionless), SHA256SUMS with its
    signature, and the public key. It appears whole or not at all. The node makes one each night by itself.

    With --verify the exit code is 0 when all is well and 1 when something is not. A key that lies beside the files
    proves that they are whole; to know whose they are, give the key that you got from the node at another time.
    """
    if verify is not None:
        if folder is not None:
            _stop("Give a folder to write to, or --verify with one to check, not both.", code=2)
        _check(verify, key)
        return
    boot_for_terminal()
    try:
        with Bar(Console(stderr=True)) as bar:
            done = import_string("banyan.doors.federation.dump.keeping.dump_make")(folder, progress=bar.step("Records"))
    except BanyanError as error:
        _stop(" ".join([str(error.sentence), f"({error.data['why']})" if "why" in error.data else ""]).strip())
    _console.print(f"All that is public is in {done}.", markup=False)


def _check(folder: Path, key: Path | None) -> None:
    boot_for_terminal()
    try:
        pem = key.read_bytes() if key is not None else None
        with Bar(Console(stderr=True)) as bar:
            check = import_string("banyan.doors.federation.dump.checking.check")
            found: Any = check(folder, key=pem, progress=bar.step("Files"))
    except OSError as error:
        _stop(f"{error.filename or folder} cannot be read: {error.strerror or error}.", code=2)
    except BanyanError as error:
        _stop(str(error.sentence), code=2)
    for name, fault in found.faults.items():
        _console.print(f"{name} {_FAULTS[fault]}.", markup=False)
    if found.faults:
        _stop(f"Do not use {folder}: fetch it again.")
    _console.print(f"All files are whole, signed with the key {found.key}.", markup=False)
    if found.beside:
        _console.print(
            "This key lay beside the files. Compare its fingerprint with what the node tells on its page /data/."
        )


def _stop(sentence: str, *, code: int = 1) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence, markup=False)
    raise typer.Exit(code)
