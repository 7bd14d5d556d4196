"""The reference page of all fields, written from the registry so that it is never out of date."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from banyan.domain.listings.fields import FIELDS
from banyan.domain.listings.types.enums import Kind
from banyan.domain.listings.types.fields import Field, Shape
from banyan.domain.listings.types.labels import label

_HEAD = """# Fields of a listing

Made from the field registry (`src/banyan/domain/listings/fields/`) by `python -m banyan.domain.listings.formats`;
do not edit. One flat name each, the same in forms, the API, CSV, XLSX, JSON Lines and `banyan match`.

Lists in a cell are parted by `;` or a line break. Dates are best as 2026-10-15, numbers with digits only. Tables are
JSON, or one line per row with `|` between the columns. Codes may also be given by their labels.
"""


def reference() -> str:
    """The page, in English, as Markdown."""
    with override("en"):
        return "\n".join([_HEAD, *_sections()]) + "\n"


def _sections() -> Iterator[str]:
    yield from _section("Every kind", [field for field in FIELDS if field.kinds == frozenset(Kind)])
    for kind in Kind:
        own = [field for field in FIELDS if kind in field.kinds and field.kinds != frozenset(Kind)]
        yield from _section(str(label(kind)), own)


def _section(title: str, fields: list[Field]) -> Iterator[str]:
    yield f"## {title}\n"
    for field in fields:
        yield from _entry(field)


def _entry(field: Field) -> Iterator[str]:
    yield f"### `{field.name}`: {field.label}\n"
    facts = [_shape(field)]
    if field.required:
        facts.append("required before it is published")
    if field.managed:
        facts.append("set by the node")
    if field.weight:
        facts.append(f"weight {field.weight}")
    if field.always_public:
        facts.append("always public")
    elif field.visibility != "public":
        facts.append(f"shown {field.visibility} unless chosen otherwise")
    yield "; ".join(facts) + ".\n"
    if field.why:
        yield f"{field.why}" + (f" {field.good}" if field.good else "") + "\n"
    if field.example:
        yield f"Example: {field.example}\n"
    if field.options:
        yield "\n".join(f"- `{code}` {name}" for code, name in field.options) + "\n"
    if field.columns:
        yield "\n".join(_column(column) for column in field.columns) + "\n"


def _shape(field: Field) -> str:
    words = field.shape.replace("_", " ").capitalize()
    if field.vocabulary is not None:
        words += f" of {field.vocabulary}"
    if field.shape in {Shape.TEXT, Shape.LONG, Shape.EMAIL, Shape.URL}:
        words += f", at most {field.most} characters"
    elif field.shape in {Shape.CODES, Shape.TEXTS, Shape.ROWS}:
        words += f", at most {field.most} entries"
    if field.lowest is not None and field.highest is not None:
        words += f", {field.lowest} to {field.highest}"
    return words


def _column(column: Field) -> str:
    codes = ", ".join(f"`{code}`" for code, _name in column.options)
    must = ", required" if column.required else ""
    return f"- `{column.name}` {column.label} ({_shape(column).lower()}{must}){': ' + codes if codes else ''}"
