"""Records as JSON bytes and back. Lossless: ``decode(encode(record)) == record``.

Driven by the annotations of ``Record`` and what it holds, so that a new field needs no line here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from banyan.engine.types import Record

Read = Callable[[Any], Any]


def encode(record: Record) -> bytes:
    """UTF-8 JSON; fields with their default value are left out."""
    plain = _plain(record)
    try:
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # lone surrogates: only their escaped form is UTF-8
        return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode()


def decode(data: bytes) -> Record:
    """The record that ``encode`` was given. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
    record = _reader(Record)(json.loads(data))
    if not isinstance(record, Record):
        raise TypeError("not a record")
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    kept: dict[str, Any] = {}
    of_kind: Any = type(value)
    for name, default in _defaults(of_kind):
        item = getattr(value, name)
        if item != default:
            kept[name] = _plain(item)
    return kept


@lru_cache(maxsize=64)
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((item.name, _default(item)) for item in fields(kind))


def _default(item: Field[Any]) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return item.default


@lru_cache(maxsize=64)
def _reader(kind: Any) -> Read:
    """How to read a value of an annotated type from its JSON form."""
    origin = get_origin(kind)
    if origin is UnionType:
        return _or_none(_reader(next(part for part in get_args(kind) if part is not NoneType)))
    if origin is frozenset:
        return _set_of(_reader(get_args(kind)[0]))
    if kind is Decimal:
        return Decimal
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if is_dataclass(kind) and isinstance(kind, type):
        return _object_of(kind)
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _or_none(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _set_of(read: Read) -> Read:
    return lambda values: frozenset(map(read, values))


def _object_of(kind: type[Any]) -> Read:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    return lambda plain: kind(**{name: readers[name](value) for name, value in plain.items() if name in readers})
