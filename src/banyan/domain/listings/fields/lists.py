"""Reading answers of several parts: lists, rows, translations and visibility."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from banyan.base.text import tidy
from banyan.domain.listings.fields.reading import Unreadable, read_cell, read_code, read_text, shown
from banyan.domain.listings.fields.vocabulary import normalised
from banyan.domain.listings.types.enums import Visibility
from banyan.domain.listings.types.fields import Cell, Field, Row, Shape, Text, Value, Vocabulary

T = TypeVar("T")
_BETWEEN_TEXTS = re.compile(r"[;\n\r]+")
_BETWEEN_CODES = re.compile(r"[;\n\r,،、；，|]+")
_PAIR = re.compile(r"\s*[=:]\s*")
_ITEM_MOST = 300


def is_empty(raw: object) -> bool:
    """Whether nothing was answered: no value, an empty text, an empty list."""
    if raw is None:
        return True
    if isinstance(raw, str):
        return not tidy(raw[:2000]) and not tidy(raw)
    return isinstance(raw, list | tuple | dict | set | frozenset) and not raw


def read_many(field: Field, raw: object, *, hideable: frozenset[str] = frozenset()) -> Value:
    """A value of several parts; ``Unreadable`` names each part that is wrong by its place."""
    if field.shape is Shape.VISIBILITY:
        return _read_visibility(raw, hideable)
    return _READERS[field.shape](field, raw)


def _read_codes(field: Field, raw: object) -> tuple[str, ...]:
    found: dict[str, None] = {}
    wrong: list[Text] = []
    for part in _parts(raw, _BETWEEN_CODES):
        try:
            found[read_code(field, part)] = None
        except Unreadable as error:
            wrong.extend(error.sentences)
    return _within(field, tuple(found), wrong)


def _read_texts(field: Field, raw: object) -> tuple[str, ...]:
    found: dict[str, None] = {}
    wrong: list[Text] = []
    one = Field(name=field.name, shape=Shape.TEXT, label=field.label, most=_ITEM_MOST)
    for place, part in enumerate(_parts(raw, _BETWEEN_TEXTS), start=1):
        try:
            text = read_text(one, part).replace(";", ",")  # the semicolon parts entries in tables
        except Unreadable as error:
            wrong.extend(_at(place, sentence) for sentence in error.sentences)
        else:
            if text:
                found[text] = None
    return _within(field, tuple(found), wrong)


def _read_rows(field: Field, raw: object) -> tuple[Row, ...]:
    found: list[Row] = []
    wrong: list[Text] = []
    for place, given in enumerate(_row_parts(field, raw), start=1):
        row, sentences = _read_row(field, given)
        if sentences:
            wrong.extend(_at(place, sentence) for sentence in sentences)
        elif row and row not in found:
            found.append(row)
    return _within(field, tuple(found), wrong)


def _read_row(field: Field, given: object) -> tuple[Row, list[Text]]:
    if not isinstance(given, Mapping):
        return {}, [_("this is not a row of the table.")]
    row: dict[str, Cell] = {}
    wrong: list[Text] = []
    names = {column.name for column in field.columns}
    wrong += [_("there is no column “%(name)s”.") % {"name": shown(name)} for name in given if name not in names]
    if all(is_empty(given.get(name)) for name in names):
        return {}, wrong
    for column in field.columns:
        raw = given.get(column.name)
        if is_empty(raw):
            if column.required:
                wrong.append(_("“%(column)s” is missing.") % {"column": column.label})
            continue
        try:
            row[column.name] = read_cell(column, raw)
        except Unreadable as error:
            wrong += [
                _("%(column)s: %(said)s") % {"column": column.label, "said": sentence} for sentence in error.sentences
            ]
    return row, wrong


def _row_parts(field: Field, raw: object) -> list[object]:
    """Rows from a list, from JSON in a cell, or from lines with "|" between the columns."""
    if isinstance(raw, str):
        if raw.lstrip().startswith("["):
            return list(_json_list(raw))
        names = [column.name for column in field.columns]
        lines = [line for line in raw.splitlines() if line.strip()]
        return [dict(zip(names, line.split("|", len(names) - 1), strict=False)) for line in lines]
    if isinstance(raw, Mapping):
        return [raw]
    if isinstance(raw, list | tuple):
        return list(raw)
    raise Unreadable(_("This is not a table."))


def _read_translations(field: Field, raw: object) -> dict[str, dict[str, str]]:
    given = _mapping(raw)
    found: dict[str, dict[str, str]] = {}
    wrong: list[Text] = []
    caps = {"title": 200, "summary": 3000}
    for said, texts in list(given.items())[: field.most]:
        language = normalised(Vocabulary.LANGUAGE, said) if isinstance(said, str) else None
        if language is None or not isinstance(texts, Mapping):
            wrong.append(_("“%(given)s” is not a language with its texts.") % {"given": shown(said)})
            continue
        for name, text in texts.items():
            if name not in caps:
                wrong.append(_("Only title and summary are translated here, not “%(name)s”.") % {"name": shown(name)})
            elif not is_empty(text):
                shape = Shape.TEXT if name == "title" else Shape.LONG
                try:
                    clean = read_text(Field(name=name, shape=shape, label=name, most=caps[name]), text)
                except Unreadable as error:
                    wrong.extend(f"{language}, {name}: {sentence}" for sentence in error.sentences)
                else:
                    found.setdefault(language, {})[name] = clean
    if wrong:
        raise Unreadable(*wrong)
    return found


def _read_visibility(raw: object, hideable: frozenset[str]) -> dict[str, str]:
    if isinstance(raw, str) and not raw.lstrip().startswith("{"):
        parts = (part for part in re.split(r"[;\n\r]+", raw) if part.strip())
        pairs = [_PAIR.split(part.strip(), maxsplit=1) for part in parts]
        given: Mapping[object, object] = {pair[0]: pair[1] if len(pair) > 1 else "" for pair in pairs}
    else:
        given = _mapping(raw)
    found: dict[str, str] = {}
    wrong: list[Text] = []
    for name, level in given.items():
        if not isinstance(name, str) or name not in hideable:
            wrong.append(_("“%(name)s” is not an answer that can be hidden.") % {"name": shown(name)})
        elif not isinstance(level, str) or level.strip() not in set(Visibility):
            wrong.append(
                _("“%(given)s” is not one of the choices: %(choices)s.")
                % {"given": shown(level), "choices": ", ".join(Visibility)}
            )
        else:
            found[name] = level.strip()
    if wrong:
        raise Unreadable(*wrong)
    return found


def _parts(raw: object, between: re.Pattern[str]) -> list[object]:
    if isinstance(raw, str):
        if between is _BETWEEN_CODES and raw.lstrip().startswith("["):
            return [part for part in _json_list(raw) if not is_empty(part)]
        return [part for part in between.split(raw) if not is_empty(part)]
    if isinstance(raw, list | tuple | set | frozenset):
        return [part for part in raw if not is_empty(part)]
    return [raw]


def _json_list(raw: str) -> Sequence[object]:
    given = _json(raw)
    if not isinstance(given, list):
        raise Unreadable(_("This is not a list."))
    return given


def _mapping(raw: object) -> Mapping[object, object]:
    given = _json(raw) if isinstance(raw, str) else raw
    if not isinstance(given, Mapping):
        raise Unreadable(_("This is not a list of names with their values."))
    return given


def _json(raw: str) -> object:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This begins like JSON, but it is broken.")) from error


def _within(field: Field, found: tuple[T, ...], wrong: list[Text]) -> tuple[T, ...]:
    if len(found) > field.most:
        wrong.append(
            _("%(count)d entries are too many; at most %(most)d fit.") % {"count": len(found), "most": field.most}
        )
    if wrong:
        raise Unreadable(*wrong)
    return found


def _at(place: int, sentence: Text) -> str:
    return _("Row %(place)d: %(said)s") % {"place": place, "said": sentence}


_READERS: Mapping[Shape, Callable[[Field, object], Value]] = {
    Shape.CODES: _read_codes,
    Shape.TEXTS: _read_texts,
    Shape.ROWS: _read_rows,
    Shape.TRANSLATIONS: _read_translations,
}
