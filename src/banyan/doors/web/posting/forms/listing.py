"""One form for every kind, built from the list of questions. It shows and carries answers; the listings room judges."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from banyan.domain.listings.selectors import fields_of
from banyan.domain.listings.types import Choice, Field, Kind, Shape, Vocabulary
from banyan.doors.web.posting import files
from banyan.doors.web.posting.forms import naming
from banyan.doors.web.posting.forms.reading import Answers, unknown_in
from banyan.doors.web.posting.forms.sections import SECTIONS, Section
from banyan.doors.web.posting.forms.widgets import Boxes, Chosen, Heard, Readers, Rows, Translations, YesNo

Errors = Mapping[str, Sequence[str | Promise]]
#: Guesses for each question.
Guesses = Mapping[str, Sequence[Heard]]

_TRL = frozenset({"trl", "trl_min", "eligible_trl_min", "eligible_trl_max"})
_ISO_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_KEYBOARDS = {Shape.WHOLE: "numeric", Shape.NUMBER: "decimal", Shape.MONEY: "decimal"}
_WIDTHS = {
    **dict.fromkeys((Shape.WHOLE, Shape.NUMBER, Shape.MONEY, Shape.DATE, Shape.SINCE), "short"),
    **dict.fromkeys((Shape.CODE, Shape.EMAIL, Shape.SLUG), "medium"),
}
#: Long answers that deserve a tall box.
_TALL = frozenset({"problem", "problem_solved", "how_it_works", "summary", "how_to_apply"})


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom the writer may name. Somebody who is not signed in names nobody yet."""

    signed_in: bool = False
    organisations: tuple[Choice, ...] = ()
    chapters: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One question as the page shows it; ``heard`` is the guess behind a question with one answer."""

    bound: forms.BoundField
    css: str
    heard: Heard | None
    kept: bool  #: the guess is the answer
    open: bool  #: there is a guess, and no answer yet


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its questions; ``answered`` of ``asked`` have an answer."""

    section: Section
    items: list[Item] = field(default_factory=list)
    answered: int = 0

    @property
    def open(self) -> bool:
        """Folded sections open by themselves when something is in them, or wrong."""
        return not self.section.folded or any(item.bound.errors for item in self.items)


class Answer(forms.Field):
    """A question of the list as Django asks it. Whatever was given passes; the listings room reads it."""

    is_group = False

    def __init__(self, question: Field, widget: forms.Widget) -> None:
        super().__init__(
            required=question.required, widget=widget, label=str(question.label), help_text=str(question.why)
        )
        # An example is how to write it; what is chosen from a list is not written.
        self.example = "" if isinstance(widget, forms.Select) else str(question.example)
        self.good = str(question.good)
        self.is_group = isinstance(widget, Boxes | Chosen | Rows | YesNo | Readers)

    def clean(self, value: object) -> object:
        """The answer as it is."""
        return value


class ListingForm(forms.Form):
    """The questions of one kind with their answers so far, and with what is wrong with them."""

    use_required_attribute = False

    def __init__(
        self,
        kind: Kind,
        answers: Answers,
        *,
        errors: Errors | None = None,
        guesses: Guesses | None = None,
        circle: Circle | None = None,
        more: str = "",
    ) -> None:
        super().__init__(data=answers)
        self.kind, self.answers = kind, answers
        self.found_wrong: Errors = errors or {}
        self.guesses: Guesses = guesses or {}
        self.circle = circle or Circle()
        self.more = more
        self.language = get_language() or "en"
        self.asked = {question.name: question for question in asked_of(kind, self.circle)}
        for section in SECTIONS[kind]:
            for name in section.names:
                if name in self.asked:
                    self.fields[name] = Answer(self.asked[name], self._widget(self.asked[name]))
        if self.circle.signed_in:
            self.fields.update(files.fields())

    def clean(self) -> dict[str, object]:
        """Adds what the listings room, and the look-up of names, found wrong."""
        for name, sentences in self.found_wrong.items():
            known = name if name in self.fields else None
            if name not in self.asked or not unknown_in(self.asked[name], self.answers.get(name)):
                self.add_error(known, [str(sentence) for sentence in sentences])
        for name, question in self.asked.items():
            for piece in unknown_in(question, self.answers.get(name)):
                said = _("We do not know “%(given)s”. Tick one of the terms below, or use another word.")
                self.add_error(name, said % {"given": piece[:60]})
        return self.cleaned_data

    def parts(self) -> list[Part]:
        """The sections in their order, with what can be asked now."""
        found: list[Part] = []
        for section in SECTIONS[self.kind]:
            items = [self._item(name) for name in section.names if name in self.fields]
            if items:
                found.append(Part(section, items, sum(bool(self.answers.get(item.bound.name)) for item in items)))
        return found

    def _item(self, name: str) -> Item:
        bound = self[name]
        question = self.asked[name]
        answer = self.fields[name]
        if isinstance(answer, Answer) and self.answers.get(name) and not bound.errors:
            answer.example = answer.good = ""  # they help to begin; beside an answer they only fill the page
        css = "big" if name in _TALL else _WIDTHS.get(question.shape, "")
        if name in _TRL:
            css = ""
        heard = None if question.shape is Shape.CODES else next(iter(self.guesses.get(name, ())), None)
        kept = heard is not None and str(self.answers.get(name, "")) == heard.value
        return Item(bound, css, heard, kept, heard is not None and not self.answers.get(name))

    def _widget(self, question: Field) -> forms.Widget:
        many = self._many(question)
        if many is not None:
            return many
        choices = self._choices(question)
        if choices:
            return forms.Select(choices=[("", self._nothing(question)), *choices])
        if question.shape is Shape.LONG or question.shape is Shape.TEXTS:
            return forms.Textarea(attrs={"rows": 6 if question.name in _TALL else 3, **self._marks(question)})
        if question.shape is Shape.BOOL:
            return YesNo(default="no" if question.name == "anonymous" else "")
        if question.shape is Shape.DATE:
            typed = str(self.answers.get(question.name, ""))
            return forms.TextInput(attrs={"type": "date" if not typed or _ISO_DAY.match(typed) else "text"})
        kind = {Shape.EMAIL: "email", Shape.URL: "url"}.get(question.shape, "text")
        attrs = {"type": kind, **self._marks(question)}
        if question.shape in _KEYBOARDS:
            attrs["inputmode"] = _KEYBOARDS[question.shape]
        return forms.TextInput(attrs=attrs)

    def _many(self, question: Field) -> forms.Widget | None:
        if question.shape is Shape.CODES and question.vocabulary is not None:
            return Chosen(question, language=self.language, heard=self.guesses.get(question.name, ()))
        if question.shape is Shape.CODES:
            return Boxes(question.options)
        blank = int(self.more == question.name)
        if question.shape is Shape.ROWS:
            return Rows([(column, self._choices(column)) for column in question.columns], blank=blank)
        if question.shape is Shape.TRANSLATIONS:
            return Translations([(column, self._choices(column)) for column in _TRANSLATED], blank=blank)
        if question.shape is Shape.VISIBILITY:
            return Readers([one for one in asked_of(self.kind, self.circle) if self._can_be_hidden(one)])
        return None

    def _can_be_hidden(self, question: Field) -> bool:
        return not question.always_public and question.name != "visibility" and bool(self.answers.get(question.name))

    def _choices(self, question: Field) -> tuple[Choice, ...]:
        if question.shape not in {Shape.CODE, Shape.SLUG} and question.name not in _TRL:
            return ()
        if question.name in _TRL:
            return naming.trl_choices(self.language)
        if question.options:
            return question.options
        if question.vocabulary is Vocabulary.LANGUAGE:
            return self._languages(question)
        if question.vocabulary is Vocabulary.CURRENCY:
            return naming.currency_choices(self.language)
        named = {"organisation": self.circle.organisations, "chapter": self.circle.chapters}
        return named.get(question.name, ())

    def _languages(self, question: Field) -> tuple[Choice, ...]:
        usual, said = naming.language_choices(self.language), str(self.answers.get(question.name, ""))
        name = naming.name_of(Vocabulary.LANGUAGE, said, self.language) if said else None
        return usual if name is None or said in dict(usual) else (*usual, (said, name))

    def _nothing(self, question: Field) -> str:
        words = {
            "organisation": _("In my own name"),
            "chapter": _("Choose it for me"),
        }
        return words.get(question.name, _("Not said"))

    def _marks(self, question: Field) -> dict[str, str]:
        """People's own words may run in either direction."""
        return {"dir": "auto"} if question.shape in {Shape.TEXT, Shape.LONG, Shape.TEXTS} else {"dir": "ltr"}


_TRANSLATED = (
    Field(name="language", shape=Shape.CODE, vocabulary=Vocabulary.LANGUAGE, label=gettext_lazy("Language")),
    Field(name="title", shape=Shape.TEXT, label=gettext_lazy("Title")),
    Field(name="summary", shape=Shape.LONG, label=gettext_lazy("Summary")),
)
#: Questions that only make sense once we know who is writing.
_OF_A_PERSON = frozenset({"organisation", "contact", "deputy"})


def asked_of(kind: Kind, circle: Circle) -> tuple[Field, ...]:
    """The questions of a kind that this writer can be asked."""
    return tuple(
        question
        for question in fields_of(kind)
        if not question.managed
        and (circle.signed_in or question.name not in _OF_A_PERSON)
        and (question.name != "organisation" or circle.organisations)
        and (question.name != "chapter" or circle.chapters)
    )
