"""All fields, by kind and by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from banyan.domain.listings.fields.common import MANAGED, PEOPLE, SUBJECTS, WORDS
from banyan.domain.listings.fields.funding import FUNDING
from banyan.domain.listings.fields.help_ import HELP
from banyan.domain.listings.fields.money import MONEY
from banyan.domain.listings.fields.need import NEED
from banyan.domain.listings.fields.offer import OFFER
from banyan.domain.listings.types.enums import Kind
from banyan.domain.listings.types.fields import Field

#: In the order of forms and files: words, what the kind asks, money, subjects, people, what the node sets.
FIELDS: tuple[Field, ...] = (*WORDS, *NEED, *OFFER, *HELP, *FUNDING, *MONEY, *SUBJECTS, *PEOPLE, *MANAGED)
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}

if len(BY_NAME) != len(FIELDS):
    raise RuntimeError("two fields share a name")


@lru_cache(maxsize=16)
def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields of a kind, in the order of its form."""
    return tuple(field for field in FIELDS if kind in field.kinds)


@lru_cache(maxsize=16)
def names_of(kind: Kind) -> frozenset[str]:
    """The names of a kind's fields."""
    return frozenset(field.name for field in fields_of(kind))


@lru_cache(maxsize=1)
def column_names() -> frozenset[str]:
    """Fields that have a database column (or table) of their own; the others live in ``details``."""
    return frozenset(field.name for field in FIELDS if field.column or field.name == "translations")
