"""What the field registry is made of, and the values that fields hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise

from banyan.domain.listings.types.enums import Kind, Visibility
from banyan.domain.listings.types.labels import Choice

Text = str | Promise
#: One cell of a row, such as a claim's value.
Cell = str | int | Decimal | bool | date
Row = Mapping[str, Cell]
#: What a field can hold. Lists are tuples; ``translations`` and ``visibility`` are mappings.
Value = Cell | tuple[str, ...] | tuple[Row, ...] | Mapping[str, str] | Mapping[str, Mapping[str, str]]
Values = Mapping[str, Value]
#: What JSON can hold (numbers also as Decimal).
Json = None | bool | int | float | Decimal | str | list["Json"] | dict[str, "Json"]


class Shape(StrEnum):
    """How a field is written and asked for."""

    TEXT = "text"  #: one line
    LONG = "long_text"  #: several lines
    CODE = "code"  #: one code
    CODES = "codes"  #: several codes
    TEXTS = "texts"  #: several short texts
    WHOLE = "whole_number"
    NUMBER = "number"
    MONEY = "money"  #: an amount; its currency stands in ``currency``
    DATE = "date"
    SINCE = "since"  #: a year, a month or a day: 2024, 2024-07, 2024-07-15
    BOOL = "yes_no"
    EMAIL = "email"
    URL = "address"
    SLUG = "slug"
    ROWS = "rows"  #: a small table, see ``columns``
    TRANSLATIONS = "translations"  #: language → title and summary
    VISIBILITY = "visibility"  #: field → who may see it


class Vocabulary(StrEnum):
    """Codes that the taxonomy knows, too many to list in a form."""

    SDG = "sdg"
    SECTOR = "sector"
    TECHNOLOGY = "technology"
    PLACE = "place"
    COUNTRY = "country"
    LANGUAGE = "language"
    CURRENCY = "currency"


ALL_KINDS: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """One question of a listing form, and all that follows from it.

    ``weight`` is its share in completeness (0: not counted); ``instead`` names fields that count in its place.
    ``most`` caps the characters of a text, or the entries of a list. ``managed`` fields are set by the node, not
    asked for. ``always_public`` ones cannot be hidden, since lists show them. ``column`` says that the value has a
    database column of its own. A text with a ``vocabulary`` may be one of its codes or free words.
    """

    name: str
    shape: Shape
    label: Text
    why: Text = ""
    example: Text = ""
    good: Text = ""
    kinds: frozenset[Kind] = ALL_KINDS
    weight: int = 0
    instead: tuple[str, ...] = ()
    required: bool = False
    visibility: Visibility = Visibility.PUBLIC
    options: tuple[Choice, ...] = ()
    vocabulary: Vocabulary | None = None
    most: int = 200
    lowest: Decimal | None = None
    highest: Decimal | None = None
    columns: tuple[Field, ...] = ()
    managed: bool = False
    always_public: bool = False
    column: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """What could be taken from a raw record, and a sentence for everything that could not.

    ``emptied`` are fields that were given without a value: an update clears them.
    """

    values: dict[str, Value]
    errors: dict[str, list[Text]]
    emptied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that would make the listing better: how many points it brings and why to fill it."""

    field: str
    label: Text
    gain: int
    sentence: Text


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what helps others is there, 0–100, and what is missing, greatest gain first."""

    score: int
    missing: tuple[Missing, ...] = ()


def text(values: Values, name: str) -> str:
    """The text of a field, or the empty text."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def codes(values: Values, name: str) -> tuple[str, ...]:
    """The codes or short texts of a field, or none."""
    value = values.get(name)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()


def rows(values: Values, name: str) -> tuple[Row, ...]:
    """The rows of a field, or none."""
    value = values.get(name)
    return tuple(one for one in value if isinstance(one, Mapping)) if isinstance(value, tuple) else ()


def whole(values: Values, name: str) -> int | None:
    """The whole number of a field."""
    value = values.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number(values: Values, name: str) -> Decimal | None:
    """The number of a field."""
    value = values.get(name)
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else None


def day(values: Values, name: str) -> date | None:
    """The date of a field."""
    value = values.get(name)
    return value if isinstance(value, date) else None


def flag(values: Values, name: str) -> bool | None:
    """The yes or no of a field; ``None`` when it was not said."""
    value = values.get(name)
    return value if isinstance(value, bool) else None


def said(values: Values, name: str) -> Mapping[str, str]:
    """The pairs of a mapping of texts (``visibility``)."""
    value = values.get(name)
    return {k: v for k, v in value.items() if isinstance(v, str)} if isinstance(value, Mapping) else {}


def translations(values: Values) -> Mapping[str, Mapping[str, str]]:
    """Language → field → text."""
    value = values.get("translations")
    return {k: v for k, v in value.items() if isinstance(v, Mapping)} if isinstance(value, Mapping) else {}
