"""The first sheet of a workbook as rows, like those of the other formats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from banyan.doors.cli.records.files import Row, Unreadable, column_name


def sheet_rows(path: Path) -> Iterator[Row]:
    """Rows by the names in the first filled row; formulas count with their last value. ``Unreadable``."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        cells = book.worksheets[0].iter_rows(values_only=True)
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError, IndexError) as error:
        raise Unreadable(f"{path.name} is no readable workbook ({error}).") from error
    header: list[str] | None = None
    for number, row in enumerate(cells, start=1):
        if all(cell is None or cell == "" for cell in row):
            continue
        if header is None:
            header = [column_name(str(cell or "")) for cell in row]
            continue
        yield Row(f"row {number}", {name: _plain(cell) for name, cell in zip(header, row, strict=False) if name})


def _plain(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else cell
