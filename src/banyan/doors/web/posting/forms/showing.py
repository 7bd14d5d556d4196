"""Raw answers as people read them, for comparing two versions and for a last look before publishing."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banyan.domain.listings.types import Field, Shape
from banyan.doors.web.posting.forms.naming import name_of


def shown_answer(question: Field, given: object) -> str:
    """One answer in words and lines; empty when there is none."""
    if isinstance(given, list):
        return "\n".join(_piece(question, one) for one in given)
    if isinstance(given, Mapping):
        return "\n".join(f"{name}: {_row(said) if isinstance(said, Mapping) else said}" for name, said in given.items())
    text = "" if given is None else str(given)
    if question.shape is Shape.BOOL:
        return {"true": _("Yes"), "yes": _("Yes"), "false": _("No"), "no": _("No")}.get(text, text)
    return _named(question, text)


def _piece(question: Field, one: object) -> str:
    return _row(one) if isinstance(one, Mapping) else _named(question, str(one))


def _row(row: Mapping[str, object]) -> str:
    return ", ".join(str(cell) for cell in row.values() if cell not in (None, ""))


def _named(question: Field, code: str) -> str:
    for known, label in question.options:
        if known == code:
            return str(label)
    if question.vocabulary is not None and question.shape in {Shape.CODE, Shape.CODES}:
        return name_of(question.vocabulary, code, get_language() or "en") or code
    return code
