"""How questions of several parts are shown. Each widget takes its raw answer as it is, so what was typed comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from banyan.domain.listings.types import Choice, Field, Shape, Visibility, options
from banyan.doors.web.posting.forms.naming import name_of, suggestions
from banyan.doors.web.posting.forms.reading import ADD, SEE


@dataclass(frozen=True, slots=True)
class Heard:
    """One guess: the value as the form writes it, the words it was read from, and how sure we are, in words."""

    value: str
    label: str
    evidence: str
    sure: str


@dataclass(frozen=True, slots=True)
class Box:
    """One box to tick."""

    value: str
    label: str
    ticked: bool
    heard: Heard | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One question of a row."""

    name: str
    label: str
    example: str
    value: str
    choices: tuple[Choice, ...]
    long: bool = False


class Drawn(forms.Widget):
    """A widget drawn by a template of ours, in which the answer stays what it was."""

    template = ""

    def render(self, name: str, value: object, attrs: object = None, renderer: object = None) -> SafeString:
        """The widget's HTML."""
        given = attrs if isinstance(attrs, Mapping) else {}
        context = {"name": name, "id": given.get("id", f"id_{name}"), "attrs": self.attrs, **self.parts(name, value)}
        return render_to_string(self.template, context)

    def parts(self, name: str, value: object) -> dict[str, object]:
        """What the template shows."""
        raise NotImplementedError


class Boxes(Drawn):
    """All choices, each with a box."""

    template = "posting/widgets/boxes.html"

    def __init__(self, choices: Iterable[Choice]) -> None:
        super().__init__()
        self.choices = tuple(choices)

    def parts(self, name: str, value: object) -> dict[str, object]:
        chosen = _texts(value)
        return {"boxes": [Box(code, str(label), code in chosen) for code, label in self.choices]}


class YesNo(Drawn):
    """Yes, no, and (unless one of them is taken for granted) no answer."""

    template = "posting/widgets/yes_no.html"

    def __init__(self, *, default: str = "") -> None:
        super().__init__()
        self.default = default

    def parts(self, name: str, value: object) -> dict[str, object]:
        said = {"true": "yes", "false": "no"}.get(str(value or ""), str(value or "")) or self.default
        return {"said": said, "open": not self.default}


class Chosen(Drawn):
    """Codes of a large vocabulary: those chosen (and those guessed) with boxes, and a line to look up further ones."""

    template = "posting/widgets/chosen.html"

    def __init__(self, field: Field, *, language: str, heard: Sequence[Heard] = ()) -> None:
        super().__init__()
        self.field, self.language, self.heard = field, language, {guess.value: guess for guess in heard}

    def parts(self, name: str, value: object) -> dict[str, object]:
        vocabulary = self.field.vocabulary
        if vocabulary is None:
            raise ValueError(f"{name} has no vocabulary")
        known: dict[str, Box] = {}
        unknown: list[str] = []
        for code in _texts(value):
            label = name_of(vocabulary, code, self.language)
            if label is None:
                unknown.append(code)
            else:
                known[code] = Box(code, label, True, self.heard.get(code))
        for code, guess in self.heard.items():
            known.setdefault(code, Box(code, guess.label, False, guess))
        found = [
            Box(code, str(label), False)
            for piece in unknown
            for code, label in suggestions(vocabulary, piece, self.language)
            if code not in known
        ]
        return {
            "boxes": list(known.values()),
            "found": found,
            "typed": "; ".join(unknown),
            "add": name + ADD,
            "label": self.field.label,
        }


class Rows(Drawn):
    """A small table, one card for each row; the last ones may be empty, to be filled."""

    template = "posting/widgets/rows.html"

    def __init__(self, columns: Sequence[tuple[Field, tuple[Choice, ...]]], *, blank: int = 0) -> None:
        super().__init__()
        self.columns, self.blank = columns, blank

    def parts(self, name: str, value: object) -> dict[str, object]:
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        shown: list[Mapping[str, object]] = [*rows, *([{}] * (self.blank or (not rows)))]
        return {"rows": [[self._cell(column, row) for column in self.columns] for row in shown], "filled": len(rows)}

    @staticmethod
    def _cell(column: tuple[Field, tuple[Choice, ...]], row: Mapping[str, object]) -> Cell:
        field, choices = column
        value = row.get(field.name)
        text = "" if value is None else str(value)
        return Cell(field.name, str(field.label), str(field.example), text, choices, field.shape is Shape.LONG)


class Translations(Rows):
    """Title and summary in other languages, one card for each language."""

    def parts(self, name: str, value: object) -> dict[str, object]:
        given = value if isinstance(value, Mapping) else {}
        rows = [{"language": code, **texts} for code, texts in given.items() if isinstance(texts, Mapping)]
        return super().parts(name, rows)


class Readers(Drawn):
    """Who may see which answer: a choice for each answer that is there and can be hidden."""

    template = "posting/widgets/readers.html"

    def __init__(self, answered: Sequence[Field]) -> None:
        super().__init__()
        self.answered = answered

    def parts(self, name: str, value: object) -> dict[str, object]:
        chosen = value if isinstance(value, Mapping) else {}
        lines = [
            {"name": SEE + field.name, "label": field.label, "level": chosen.get(field.name, field.visibility)}
            for field in self.answered
        ]
        return {"lines": lines, "levels": options(Visibility)}


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


#: Makes the widget of a question.
Maker = Callable[[Field], forms.Widget]
