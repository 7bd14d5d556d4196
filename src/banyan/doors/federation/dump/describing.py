"""``datapackage.json``: what is in a dump, for programs that read Frictionless data packages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils.translation import override

from banyan.domain.listings.formats import BY_NAME, COLUMNS
from banyan.domain.listings.types import Field, Json, Shape
from banyan.doors.federation.asking import address
from banyan.doors.federation.catalogue.rights import LICENCE, LICENCE_NAME, RIGHTS

LINES, TABLE = "listings.jsonl.gz", "listings.csv.gz"
_NUMBERS = {Shape.WHOLE: "integer", Shape.NUMBER: "number", Shape.MONEY: "number"}
_OTHERS = {Shape.DATE: "date", Shape.BOOL: "boolean"}


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a dump. ``rows`` are records; ``sha256`` is of the file as it lies there, packed."""

    name: str
    size: int
    sha256: str
    rows: int


def package(
    *, name: str, made: datetime, until: datetime, lines: Written, table: Written, deleted: int
) -> dict[str, Json]:
    """The description. ``until``: whoever asks for changes since then later has missed nothing."""
    with override("en"):
        columns: list[Json] = [_column(name) for name in COLUMNS]
    schema: dict[str, Json] = {"fields": columns, "primaryKey": ["id"], "missingValues": [""]}
    return {
        "profile": "data-package",
        "name": f"listings-{name.lower()}",
        "id": f"{address('data')}/{name}/datapackage.json",
        "title": f"{settings.BANYAN_NODE_NAME}: all that is public",
        "description": _WORDS,
        "homepage": address("data"),
        "version": name,
        "created": made.isoformat(),
        "licenses": [{"name": LICENCE_NAME, "path": LICENCE, "title": RIGHTS}],
        "sources": [{"title": settings.BANYAN_NODE_NAME, "path": address("home")}],
        "until": until.isoformat(),
        "deleted": deleted,
        "resources": [
            {
                **_file(lines, "records", "jsonl", "application/jsonl"),
                "type": "file",
                "description": "All records with tombstones, one JSON object a line.",
                "records": lines.rows,
            },
            {
                **_file(table, "listings", "csv", "text/csv"),
                "type": "table",
                "description": "What is published, as a table. Cells that a spreadsheet would run have an apostrophe.",
                "rows": table.rows,
                "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"},
                "schema": schema,
            },
        ],
    }


_WORDS = (
    "Needs, offers, services, funding, facilities and trainings that are public on this node, with what was withdrawn "
    "as tombstones. Samples are marked. Records of other nodes keep the id, the node and the licence of their origin."
)


def _file(one: Written, name: str, form: str, media: str) -> dict[str, Json]:
    return {
        "name": name,
        "path": one.name,
        "format": form,
        "mediatype": media,
        "encoding": "utf-8",
        "compression": "gz",
        "bytes": one.size,
        "hash": f"sha256:{one.sha256}",
    }


def _column(name: str) -> Json:
    field = BY_NAME[name]
    said: dict[str, Json] = {"name": name, "title": str(field.label), "type": _type(field)}
    if why := str(field.why):
        said["description"] = why
    return said


def _type(field: Field) -> str:
    """A number that can be below nothing stands in its cell behind an apostrophe, as a text."""
    if field.shape in _NUMBERS:
        counted = field.shape is Shape.MONEY or (field.lowest is not None and field.lowest >= Decimal(0))
        return _NUMBERS[field.shape] if counted else "string"
    return _OTHERS.get(field.shape, "string")
