"""A listing's answers as a reader sees them: each field of the registry in words, in readable sections.

Every public field that has a value stands in exactly one section. A field without a section of its own goes to the
last one, so that a new field is seen at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from banyan.domain.listings.formats import BY_NAME, fields_of
from banyan.domain.listings.types import (
    Field,
    ListingView,
    Row,
    Shape,
    Text,
    Value,
    Vocabulary,
    number,
    text,
)
from banyan.doors.web.listing import told, words
from banyan.doors.web.listing.layout import ELSEWHERE, JOINED, LEVELS, RANGES, REST, SECTIONS, TOLD_AS, YEARS


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of an answer: ``note`` explains it, ``query`` finds others with it, ``said`` is people's own."""

    text: str
    note: str = ""
    query: str = ""
    said: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One field: a text of people (``told``), words, or a small table."""

    name: str
    label: Text
    told: told.Told | None = None
    words: tuple[Word, ...] = ()
    columns: tuple[Text, ...] = ()
    rows: tuple[tuple[Word, ...], ...] = ()

    @property
    def plain(self) -> str:
        """The answer in one line."""
        if self.told is not None:
            return self.told.text
        if self.rows:
            return "; ".join(", ".join(cell.text for cell in row if cell.text) for row in self.rows)
        return ", ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields under a heading; ``id`` is its anchor."""

    id: str
    heading: Text
    fields: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    view: ListingView
    language: str = ""
    done: set[str] = field(default_factory=set)


def sections(view: ListingView, language: str = "") -> tuple[Section, ...]:
    """What the reader may see, grouped. ``language`` as in ``told``."""
    context = _Context(view, language)
    found = [
        Section(part.id, part.heading, shown) for part in SECTIONS[view.kind] if (shown := _all(context, part.fields))
    ]
    left = tuple(one.name for one in fields_of(view.kind) if one.name not in context.done | ELSEWHERE)
    if rest := _all(context, left):
        found.append(Section(REST.id, REST.heading, rest))
    return tuple(found)


def show(view: ListingView, name: str, language: str = "") -> Shown | None:
    """One field in words, or ``None`` without an answer that the reader may see."""
    return _show(_Context(view, language), name)


def label_of(name: str) -> Text:
    """What a field is called on a page."""
    return TOLD_AS.get(name) or BY_NAME[name].label


def _all(context: _Context, names: tuple[str, ...]) -> tuple[Shown, ...]:
    found = (_show(context, name) for name in names if name not in context.done)
    return tuple(one for one in found if one is not None)


def _show(context: _Context, name: str) -> Shown | None:
    context.done.add(name)
    if name in RANGES:
        return _range(context, name)
    if name in JOINED:
        return _joined(context, name)
    known, value = BY_NAME[name], context.view.values.get(name)
    if value is None or value in ("", ()):
        return None
    if known.shape is Shape.ROWS:
        return _table(context, known, value)
    if known.shape in (Shape.LONG, Shape.TEXT) and known.vocabulary is None:
        return Shown(name, label_of(name), told=told.told(context.view, name, context.language))
    return Shown(name, label_of(name), words=_words(context.view, known, value))


def _range(context: _Context, name: str) -> Shown | None:
    """Two amounts as one answer."""
    label, low, high = RANGES[name]
    context.done.update((low, high, "currency"))
    values = context.view.values
    said = words.between(number(values, low), number(values, high), text(values, "currency"))
    return Shown(name, label, words=(Word(said),)) if said else None


def _joined(context: _Context, name: str) -> Shown | None:
    """A number with the unit that people wrote for it."""
    context.done.add(JOINED[name])
    value = number(context.view.values, name)
    unit = text(context.view.values, JOINED[name])
    if value is None:
        return None
    return Shown(name, label_of(name), words=(Word(f"{words.number(value)} {unit}".strip(), said=bool(unit)),))


def _words(view: ListingView, known: Field, value: Value) -> tuple[Word, ...]:
    if isinstance(value, tuple):
        return tuple(_word(known, one) for one in value if isinstance(one, str))
    if known.name in LEVELS and isinstance(value, int):
        level, meaning = words.readiness(value)
        return (Word(level, note=meaning, query=""),)
    if known.shape is Shape.MONEY and isinstance(value, Decimal | int):
        return (Word(words.amount(value, text(view.values, "currency"))),)
    if known.name in YEARS:
        return (Word(str(value)),)
    return (_word(known, value),)


def _word(known: Field, value: object) -> Word:
    """One value by the shape of its field."""
    if isinstance(value, bool):
        return Word(_("Yes") if value else _("No"))
    written = _WRITTEN.get(known.shape)
    if written is not None and not isinstance(value, str):
        return Word(written(value))
    said = str(value)
    if known.shape is Shape.SINCE:
        return Word(words.since(said))
    for code, label in known.options:
        if code == said:
            return Word(str(label), query=_query(known, said))
    if known.vocabulary is not None:
        word = words.term_word(known.vocabulary, said)
        return Word(word, query=_query(known, said), said=word == said and known.vocabulary is Vocabulary.PLACE)
    return Word(said, said=True)


def _query(known: Field, code: str) -> str:
    return f"{known.name}={code}" if known.name in ("sdgs", "sectors", "technologies", "places") else ""


def _table(context: _Context, known: Field, value: Value) -> Shown | None:
    rows = tuple(one for one in value if isinstance(one, Mapping)) if isinstance(value, tuple) else ()
    if not rows:
        return None
    used = tuple(column for column in known.columns if any(column.name in row for row in rows))
    cells = tuple(tuple(_cell(column, row) for column in used) for row in rows)
    return Shown(known.name, label_of(known.name), columns=tuple(column.label for column in used), rows=cells)


def _cell(column: Field, row: Row) -> Word:
    value = row.get(column.name)
    return Word("") if value is None else _word(column, value)


_WRITTEN: Mapping[Shape, Callable[..., str]] = {
    Shape.WHOLE: words.number,
    Shape.NUMBER: words.number,
    Shape.MONEY: words.number,
    Shape.DATE: words.day,
}
