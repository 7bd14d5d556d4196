"""From a posted form to raw answers, the shape that ``parse`` takes. Nothing is judged here and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import QueryDict

from banyan.domain.listings.selectors import write_cells, write_json
from banyan.domain.listings.types import Field, Shape, Values, Visibility
from banyan.doors.web.posting.forms.naming import codes_in, name_of

#: Suffix of the box in which a further code can be typed.
ADD = "-add"
#: Prefix of the choices of who may see an answer.
SEE = "see-"
#: The guesses that were shown with a box to untick, and those left ticked.
GUESSED, GUESS = "guessed", "guess"
#: Guesses that were only suggested and are taken now, as ``question:value``.
TAKE = "take"
_MOST_ROWS = 300

Answers = dict[str, object]


def answers_posted(fields: Iterable[Field], post: QueryDict, *, language: str) -> Answers:
    """What was typed, question by question; an empty answer is there too, and means that it is cleared."""
    asked = tuple(fields)
    found = {field.name: _posted(field, asked, post, language) for field in asked}
    for name in set(post.getlist(GUESSED)) - set(post.getlist(GUESS)):
        if name in found:
            found[name] = ""
    for taken in post.getlist(TAKE):
        name, _colon, value = taken.partition(":")
        if found.get(name) == "":
            found[name] = value
    return found


def answers_of(values: Values) -> Answers:
    """Stored values as a form shows them."""
    cells, lists = write_cells(values), write_json(values)
    found: Answers = {}
    for name, value in lists.items():
        found[name] = value if isinstance(value, list | dict) else cells[name]
    return found


def unknown_in(field: Field, given: object) -> list[str]:
    """The pieces of a list of codes that name no code."""
    if field.shape is not Shape.CODES or field.vocabulary is None or not isinstance(given, list):
        return []
    return [str(piece) for piece in given if name_of(field.vocabulary, str(piece), "en") is None]


def readable(field: Field, given: object) -> object:
    """The answer without the pieces that name no code: a word somebody is still looking up, say."""
    unknown = unknown_in(field, given)
    return [piece for piece in given if piece not in unknown] if unknown and isinstance(given, list) else given


def _posted(field: Field, asked: tuple[Field, ...], post: QueryDict, language: str) -> object:
    if field.shape is Shape.CODES:
        return _codes(field, post, language)
    if field.shape is Shape.ROWS:
        return _rows(field.name, [column.name for column in field.columns], post)
    if field.shape is Shape.TRANSLATIONS:
        return _translations(field.name, post)
    if field.shape is Shape.VISIBILITY:
        return _visibility(asked, post)
    return post.get(field.name, "")


def _codes(field: Field, post: QueryDict, language: str) -> list[str]:
    found = [code for code in post.getlist(field.name) if code.strip()]
    typed = post.get(field.name + ADD, "")
    if field.vocabulary is not None and typed.strip():
        known, unknown = codes_in(field.vocabulary, typed, language)
        found += known + unknown
    return list(dict.fromkeys(found))


def _rows(name: str, columns: list[str], post: QueryDict) -> list[dict[str, str]]:
    pattern = re.compile(rf"^{re.escape(name)}-(\d{{1,4}})-({'|'.join(map(re.escape, columns))})$")
    rows: dict[int, dict[str, str]] = {}
    for key in post:
        if found := pattern.match(key):
            rows.setdefault(int(found[1]), {})[found[2]] = post.get(key, "")
    removed = post.get("less", "")
    kept = [
        rows[place]
        for place in sorted(rows)
        if removed != f"{name}-{place}" and any(cell.strip() for cell in rows[place].values())
    ]
    return kept[:_MOST_ROWS]


def _translations(name: str, post: QueryDict) -> dict[str, dict[str, str]]:
    rows = _rows(name, ["language", "title", "summary"], post)
    return {row.get("language", ""): {k: row.get(k, "") for k in ("title", "summary")} for row in rows}


def _visibility(asked: tuple[Field, ...], post: QueryDict) -> dict[str, str]:
    """Only what differs from a question's own default is written down."""
    found: dict[str, str] = {}
    for field in asked:
        level = post.get(SEE + field.name, "")
        if level and not field.always_public and level in set(Visibility) and level != field.visibility:
            found[field.name] = level
    return found
