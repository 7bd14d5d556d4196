"""Writing values: as JSON, as stored, and as cells of a table. ``parse`` reads all of it back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from banyan.domain.listings.fields.numbers import written
from banyan.domain.listings.fields.reading import read_cell
from banyan.domain.listings.fields.registry import BY_NAME
from banyan.domain.listings.types.fields import Cell, Field, Json, Row, Shape, Value, Values


def as_json(value: Value | Row) -> Json:
    """One value in JSON: days as ISO text, numbers as numbers (they have at most 15 digits, so nothing is lost)."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_json(one) for one in value]
    if isinstance(value, Mapping):
        return {key: as_json(one) for key, one in value.items()}
    return value


def write_json(values: Values) -> dict[str, Json]:
    """Values in JSON, in the order of the registry."""
    return {name: as_json(values[name]) for name in BY_NAME if name in values}


def read_json(stored: Mapping[str, Json]) -> dict[str, Value]:
    """Values from what ``write_json`` wrote; trusted, so nothing is checked again. Unknown names are left out."""
    return {name: _typed(BY_NAME[name], json) for name, json in stored.items() if name in BY_NAME}


def write_cells(values: Values) -> dict[str, str]:
    """Values as the cells of one row: lists parted by "; ", tables as JSON, yes and no as ``true`` and ``false``."""
    return {name: cell(values[name]) for name in BY_NAME if name in values}


def cell(value: Value) -> str:
    """One value as the text of a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return "; ".join(str(one) for one in value)
    if isinstance(value, tuple | Mapping):
        return json.dumps(as_json(value), ensure_ascii=False)
    return str(value)


def _typed(field: Field, stored: Json) -> Value:
    if isinstance(stored, list):
        if field.shape is Shape.ROWS:
            return tuple(_row(field, one) for one in stored if isinstance(one, dict))
        return tuple(str(one) for one in stored)
    if isinstance(stored, dict):
        if field.shape is Shape.TRANSLATIONS:
            return {key: {k: str(v) for k, v in one.items()} for key, one in stored.items() if isinstance(one, dict)}
        return {key: str(one) for key, one in stored.items()}
    return read_cell(field, stored) if field.shape in _CONVERTED else _kept(stored)


def _row(field: Field, stored: Mapping[str, Json]) -> Row:
    row: dict[str, Cell] = {}
    for column in field.columns:
        value = stored.get(column.name)
        if value is not None and not isinstance(value, list | dict):
            row[column.name] = read_cell(column, value) if column.shape in _CONVERTED else _kept(value)
    return row


def _kept(stored: str | int | float | Decimal | None) -> Cell:
    if stored is None:
        return ""
    return Decimal(str(stored)) if isinstance(stored, float) else stored


_CONVERTED = frozenset({Shape.DATE, Shape.NUMBER, Shape.MONEY})
