"""The fields of listings in JSON: their schema, made from the one registry, and a look at types before reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from pydantic import GetJsonSchemaHandler, JsonValue, RootModel
from pydantic_core import CoreSchema

from banyan.base.errors import Invalid
from banyan.domain.listings.formats import FIELDS
from banyan.domain.listings.types import Field, Shape, Text, Vocabulary

_STRING: Mapping[str, Any] = {"type": "string"}
_NUMBER: Mapping[str, Any] = {"type": "number"}
_TEXTS: Mapping[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
_TYPES: Mapping[Shape, Mapping[str, Any]] = {
    Shape.CODES: {"type": "array", "items": {"type": "string"}},
    Shape.TEXTS: {"type": "array", "items": {"type": "string"}},
    Shape.WHOLE: {"type": "integer"},
    Shape.NUMBER: _NUMBER,
    Shape.MONEY: _NUMBER,
    Shape.DATE: {"type": "string", "format": "date"},
    Shape.BOOL: {"type": "boolean"},
    Shape.VISIBILITY: _TEXTS,
    Shape.TRANSLATIONS: {"type": "object", "additionalProperties": _TEXTS},
}
_KNOWN = {field.name: field for field in FIELDS}


class Fields(RootModel[dict[str, JsonValue]]):
    """The answers of a listing by the names of its fields; which there are depends on its kind."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return _schema(empty=False)


class GivenFields(RootModel[dict[str, JsonValue]]):
    """Answers to be kept: what is not named stays as it is, what is null is cleared. What the node sets (``id``,
    ``published`` …) may come along and is passed over."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return _schema(empty=True)


def well_typed(given: Mapping[str, JsonValue]) -> dict[str, object]:
    """The same, when each answer has the JSON type of its field; else ``Invalid`` names those that have not.

    Forms and files may say things in many ways; programs say them in one.
    """
    wrong: dict[str, list[str | Text]] = {}
    for name, value in given.items():
        field = _KNOWN.get(name)
        if field is not None and value is not None and not _fits(field, value):
            wanted = _type(field)["type"]
            wrong[name] = [_("Send this as JSON of the type “%(wanted)s”.") % {"wanted": wanted}]
    if wrong:
        raise Invalid(wrong)
    return dict(given)


def _fits(field: Field, value: JsonValue) -> bool:
    match field.shape:
        case Shape.CODES | Shape.TEXTS:
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case Shape.WHOLE:
            return isinstance(value, int) and not isinstance(value, bool)
        case Shape.NUMBER | Shape.MONEY:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case Shape.BOOL:
            return isinstance(value, bool)
        case Shape.VISIBILITY:
            return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
        case Shape.TRANSLATIONS:
            return isinstance(value, dict) and all(_texts(one) for one in value.values())
        case Shape.ROWS:
            return isinstance(value, list) and all(_row(field, one) for one in value)
        case _:
            return isinstance(value, str)


def _texts(value: JsonValue) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _row(field: Field, value: JsonValue) -> bool:
    columns = {column.name: column for column in field.columns}
    return isinstance(value, dict) and all(
        one is None or (name in columns and _fits(columns[name], one)) for name, one in value.items()
    )


def _schema(*, empty: bool) -> dict[str, Any]:
    """In English, whoever asks: the description of the API is one document."""
    with translation.override("en"):
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {field.name: _property(field, empty=empty) for field in FIELDS},
        }


def _property(field: Field, *, empty: bool) -> dict[str, Any]:
    said: dict[str, Any] = {**_type(field), "description": _words(field)}
    if empty:
        said["type"] = [said["type"], "null"]
    if field.managed:
        said["readOnly"] = True
    return said


def _type(field: Field) -> dict[str, Any]:
    if field.shape is Shape.ROWS:
        columns = {column.name: _type(column) for column in field.columns}
        row = {"type": "object", "additionalProperties": False, "properties": columns}
        return {"type": "array", "items": row}
    return dict(_TYPES.get(field.shape, _STRING))


def _words(field: Field) -> str:
    words = [str(field.label) + "."]
    if field.options:
        words.append(f"One of: {', '.join(str(code) for code, _label in field.options)}.")
    if isinstance(field.vocabulary, Vocabulary):
        words.append(f"Codes of the vocabulary “{field.vocabulary.value}”.")
    words.append(f"Of: {', '.join(sorted(kind.value for kind in field.kinds))}.")
    return " ".join(words)
