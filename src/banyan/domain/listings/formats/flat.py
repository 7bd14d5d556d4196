"""Listings as rows of a table (CSV, XLSX) and as JSON Lines, out and in.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` (in some languages also their wide forms) as a
formula. One that takes semicolons or tabs for separators, as many do outside English, finds more cells inside a cell,
since a quotation mark within a line is a letter to it. So such a sign goes out behind an apostrophe wherever a cell
could begin, and comes in without it; an apostrophe of the text's own there gets one more, so nothing is lost.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from banyan.base.errors import Invalid
from banyan.domain.listings.fields import BY_NAME, write_cells, write_json
from banyan.domain.listings.types.enums import TranslationStatus
from banyan.domain.listings.types.fields import Json, Value, Values
from banyan.domain.listings.types.views import ListingView

#: Columns of a table, in the order of the registry, identifiers first.
COLUMNS: tuple[str, ...] = ("id", "kind", *(name for name in BY_NAME if name not in {"id", "kind"}))
#: No cell of ours is longer; a spreadsheet holds no more.
LONGEST_CELL = 32_767
#: A workbook is a packed folder; a small file can hide a very large one.
MOST_UNPACKED = 100 * 2**20
#: Two code points that are no characters and that a workbook, which is XML, cannot hold.
_NOT_XML = str.maketrans("", "", "\ufffe\uffff")
_CELL, _RUN = r"(^|[;\t\r\n])", r"(?=['\"]*[=+\-@\t\r＝＋－＠])"
_FORMULA = re.compile(_CELL + _RUN)
_QUOTED = re.compile(f"{_CELL}'{_RUN}")


def neutralised(cell: str) -> str:
    """The cell so that no spreadsheet runs it."""
    return _FORMULA.sub(r"\1'", cell)


def restored(cell: str) -> str:
    """The cell as it was before ``neutralised``."""
    return _QUOTED.sub(r"\1", cell)


def values_for_export(view: ListingView) -> dict[str, Value]:
    """All that this reader may see, as one flat record; titles and summaries translated by people included."""
    texts: dict[str, dict[str, str]] = {}
    for name, said in view.translations:
        if name in {"title", "summary"} and said.status is TranslationStatus.HUMAN:
            texts.setdefault(said.language, {})[name] = said.text
    values: dict[str, Value] = dict(view.values)
    if texts:
        values["translations"] = texts
    return values


def json_line(values: Values) -> str:
    """One record as a line of JSON Lines, without the line break."""
    return json.dumps(write_json(values), ensure_ascii=False)


def record(view: ListingView) -> dict[str, Json]:
    """One record in JSON, as this reader may see it."""
    return write_json(values_for_export(view))


def write_jsonl(views: Iterable[ListingView]) -> Iterator[str]:
    """Lines of JSON, each with its line break."""
    return (f"{json_line(values_for_export(view))}\n" for view in views)


def write_csv(views: Iterable[ListingView]) -> Iterator[str]:
    """Lines of a CSV file in UTF-8 with a header; cells are neutralised."""
    yield _csv_line(COLUMNS)
    for view in views:
        cells = write_cells(values_for_export(view))
        yield _csv_line([neutralised(cells.get(name, "")) for name in COLUMNS])


def write_xlsx(views: Iterable[ListingView]) -> bytes:
    """A workbook with one sheet. All cells are text; numbers would lose their digits and dates their form."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("listings")
    sheet.append(list(COLUMNS))
    for view in views:
        cells = write_cells(values_for_export(view))
        sheet.append([_xlsx_cell(cells.get(name, "")) for name in COLUMNS])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _xlsx_cell(cell: str) -> str:
    return neutralised(cell.translate(_NOT_XML))[:LONGEST_CELL]


def read_csv(text: str) -> Iterator[dict[str, object]]:
    """Rows of a CSV file with a header (comma, semicolon or tab); ``Invalid`` when it has none.

    Cells stay text; ``parse`` does the rest. A row with too many cells has them under ``(extra)``, which ``parse``
    names as unknown.
    """
    head = text.lstrip("\ufeff")
    first = head.splitlines()[0] if head.strip() else ""
    if "kind" not in first and "title" not in first:
        raise Invalid({"file": [_("The first line must name the columns, such as kind and title.")]})
    delimiter = max(",;\t", key=first.count)
    try:
        for row in csv.DictReader(io.StringIO(head, newline=""), delimiter=delimiter, restkey="(extra)", restval=""):
            yield {str(name).strip(): _restored(cell) for name, cell in row.items()}
    except csv.Error as error:
        raise Invalid({"file": [_("This file is no readable table: %(why)s") % {"why": error}]}) from error


def read_xlsx(content: bytes) -> Iterator[dict[str, object]]:
    """Rows of the first sheet, under the names of its first row; formulas are not computed, their last value counts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Invalid({"file": [_("This workbook is too large when unpacked. Split it.")]})
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        header = [str(name or "").strip() for name in next(rows, ())]
    except (zipfile.BadZipFile, InvalidFileException, OSError, KeyError, ValueError, IndexError) as error:
        raise Invalid({"file": [_("This file is no readable workbook.")]}) from error
    for cells in rows:
        row = {name: _restored(cell) for name, cell in zip(header, cells, strict=False) if name}
        if any(value not in (None, "") for value in row.values()):
            yield row


def read_jsonl(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """Records of a JSON Lines file; ``Invalid`` names the line that is broken."""
    for place, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Invalid({"file": [_("Line %(place)d is not JSON.") % {"place": place}]}) from error
        if not isinstance(found, dict):
            raise Invalid({"file": [_("Line %(place)d is not a record.") % {"place": place}]})
        yield found


def _csv_line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def _restored(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.date()
    return restored(cell) if isinstance(cell, str) else cell
