"""Records as bytes and back, in two parts: a card (everything but the texts, JSON) and the texts.

What compares many listings reads their cards; texts are read of those that are shown. Lossless:
``decode(*encode(record)) == record``. Driven by the annotations of ``Record`` and what it holds, so that a new field
needs no line here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from banyan.engine.types import Facts, Record

Read = Callable[[Any], Any]

_TEXTS: Final = ("text", "fields")
_PLAIN: Final = b"\0"  #: begins texts that are one text and nothing else
_AS_THEY_ARE: Final = frozenset({str, int, float, bool})
_FACTS_KEPT: Final = 20_000


def encode(record: Record) -> tuple[bytes, bytes]:
    """The card and the texts; fields with their default value are left out."""
    plain: dict[str, Any] = {}
    for name, default in _defaults(Record):
        if name not in _TEXTS:
            item = getattr(record, name)
            if item is not default and item != default:
                plain[name] = _dumped(_plain(item)) if name == "facts" else _plain(item)
    texts = record.text.encode("utf-8", "surrogatepass")
    if record.fields or texts.startswith(_PLAIN):
        return _bytes(plain), _bytes([record.text, dict(record.fields)])
    return _bytes(plain), _PLAIN + texts


def decode(card: bytes, texts: bytes) -> Record:
    """The record that ``encode`` was given. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
    record = brief(card)
    if texts.startswith(_PLAIN):
        return replace(record, text=texts[1:].decode("utf-8", "surrogatepass"))
    text, others = json.loads(texts)
    return replace(record, text=text, fields=dict(others))


def brief(card: bytes) -> Record:
    """The record without its text and further fields."""
    plain, _ = _PARSE(card.decode())
    record = _RECORD(plain)
    if not isinstance(record, Record):
        raise TypeError("not a record")
    return record


def plain_json(values: list[Any]) -> str:
    """Values of records as JSON, the same for equal values."""
    return _dumped([_plain(value) for value in values])


def _dumped(plain: Any) -> str:
    return _DUMP(plain)


def _bytes(plain: Any) -> bytes:
    text = _dumped(plain)
    try:
        return text.encode()
    except UnicodeEncodeError:  # lone surrogates: only their escaped form is UTF-8
        return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode()


@lru_cache(maxsize=_FACTS_KEPT)
def _facts(text: str) -> Any:
    """Facts are immutable and many listings share the same ones."""
    return _object_of(Facts)(json.loads(text))


def _plain(value: Any) -> Any:
    kind = type(value)
    if value is None or kind in _AS_THEY_ARE:
        return value
    if kind is frozenset:
        return sorted(value)  # of strings, which is what enumerations are too
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    of_kind: Any = type(value)
    defaults = _defaults(of_kind)
    items = zip(defaults, _every(of_kind)(value), strict=True)
    return {name: _plain(item) for (name, default), item in items if item is not default and item != default}


@lru_cache(maxsize=64)
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((item.name, _default(item)) for item in fields(kind))


@lru_cache(maxsize=64)
def _every(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """All fields of a value, of which there are two at least."""
    return attrgetter(*(name for name, _ in _defaults(kind)))


def _default(item: Field[Any]) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return item.default


@lru_cache(maxsize=64)
def _reader(kind: Any) -> Read:
    """How to read a value of an annotated type from its JSON form."""
    origin = get_origin(kind)
    if origin is UnionType:
        inner = _reader(next(part for part in get_args(kind) if part is not NoneType))
        return inner if inner is _as_it_is else _or_none(inner)
    if origin is frozenset:
        inner = _reader(get_args(kind)[0])
        return frozenset if inner is _as_it_is else _set_of(inner)
    if kind is Decimal:
        return Decimal
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if kind is Facts:
        return _facts
    if is_dataclass(kind) and isinstance(kind, type):
        return _object_of(kind)
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _or_none(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _set_of(read: Read) -> Read:
    return lambda values: frozenset(map(read, values))


@lru_cache(maxsize=64)
def _object_of(kind: type[Any]) -> Read:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    changed = [(name, read) for name, read in readers.items() if read is not _as_it_is]

    def read_object(plain: Any) -> Any:
        for name, read in changed:
            if name in plain:
                plain[name] = read(plain[name])
        if not plain.keys() <= readers.keys():  # written by another version
            plain = {name: value for name, value in plain.items() if name in readers}
        return kind(**plain)

    return read_object


_DUMP: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PARSE: Final = json.JSONDecoder().raw_decode
_RECORD: Final = _object_of(Record)
