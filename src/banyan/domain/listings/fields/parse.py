"""From a raw record to clean values, with a sentence for everything that could not be taken."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from django.utils.translation import gettext as _

from banyan.domain.listings.fields.lists import is_empty, read_many
from banyan.domain.listings.fields.reading import Unreadable, read_cell, shown
from banyan.domain.listings.fields.registry import BY_NAME, fields_of, names_of
from banyan.domain.listings.fields.together import disagreements
from banyan.domain.listings.types.enums import Kind
from banyan.domain.listings.types.fields import Field, Parsed, Shape, Text, Value
from banyan.domain.listings.types.labels import label

_MANY = frozenset({Shape.CODES, Shape.TEXTS, Shape.ROWS, Shape.TRANSLATIONS, Shape.VISIBILITY})


def parse(kind: Kind, raw: Mapping[str, object], *, together: bool = True) -> Parsed:
    """Takes what JSON, a form or a row of a table gives; never raises for what stands in ``raw``.

    Lists come as lists or parted by ";" or line breaks, numbers in any digits and with either decimal sign, dates
    in ISO or common forms, codes also by their labels. A field with an error is left out of ``values``; the others
    are kept. Fields of other kinds and unknown names are errors unless they are empty. ``together`` also checks
    what answers must agree on; leave it to the caller for a part of a record.
    """
    values: dict[str, Value] = {}
    errors: dict[str, list[Text]] = {}
    emptied: set[str] = set()
    hideable = frozenset(field.name for field in fields_of(kind) if not field.always_public)
    for name, given in raw.items():
        field = BY_NAME.get(name) if isinstance(name, str) else None
        if field is None or kind not in field.kinds:
            if not is_empty(given):
                errors[str(name)[:60]] = [_stranger(kind, name, field)]
        elif is_empty(given):
            emptied.add(name)
        else:
            try:
                values[name] = (
                    read_many(field, given, hideable=hideable) if field.shape in _MANY else read_cell(field, given)
                )
            except Unreadable as error:
                errors[name] = list(error.sentences)
    for name in [name for name, value in values.items() if is_empty(value)]:
        del values[name]
        emptied.add(name)
    if together:
        for name, sentences in disagreements(values).items():
            errors.setdefault(name, []).extend(sentences)
    return Parsed(values, errors, frozenset(emptied))


def missing_answers(kind: Kind, values: Mapping[str, Value]) -> dict[str, list[Text]]:
    """Field → sentence for each required answer that is not there; others see a listing only when all are."""
    return {
        field.name: [_("Please answer this before you publish: %(why)s") % {"why": field.why}]
        for field in fields_of(kind)
        if field.required and field.name not in values
    }


def _stranger(kind: Kind, name: object, field: Field | None) -> str:
    if field is not None:
        return _("This is not asked for the kind “%(kind)s”.") % {"kind": label(kind)}
    near = get_close_matches(str(name)[:60], names_of(kind), n=1, cutoff=0.75)
    if near:
        return _("There is no field “%(name)s”. Did you mean “%(near)s”?") % {"name": shown(name), "near": near[0]}
    return _("There is no field “%(name)s”.") % {"name": shown(name)}
