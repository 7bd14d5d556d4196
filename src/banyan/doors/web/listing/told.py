"""People's texts in the language that a reader gets, saying where a translation comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from banyan.base.text import base_language
from banyan.domain.listings.types import ListingView, Translated, TranslationStatus
from banyan.doors.web.listing import words

#: The address parameter that asks for the original.
ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Told:
    """A text as it is shown. ``status`` is original, machine or human; the rest speaks of a translation."""

    text: str
    language: str
    status: TranslationStatus = TranslationStatus.ORIGINAL
    engine: str = ""
    at: datetime | None = None
    outdated: bool = False

    @property
    def translated(self) -> bool:
        """Not the owner's own words."""
        return self.status is not TranslationStatus.ORIGINAL


def original_of(view: ListingView, field: str) -> str:
    """The owner's own words."""
    if field in ("title", "summary"):
        return str(getattr(view, field))
    value = view.values.get(field)
    return value if isinstance(value, str) else ""


def told(view: ListingView, field: str, wanted: str = "") -> Told:
    """The text in the wanted language (by default the reader's) where there is one, else the original."""
    own = Told(original_of(view, field), view.language)
    language = base_language(wanted or words.reader())
    if wanted == ORIGINAL or language == base_language(view.language or language):
        return own
    for name, text in view.translations:
        if name == field and base_language(text.language) == language and text.text:
            return _translated(text)
    return own


def languages_of(view: ListingView) -> tuple[str, ...]:
    """The languages the title or summary can be read in, the original first."""
    others = {text.language for field, text in view.translations if field in ("title", "summary")}
    return (view.language, *sorted(others - {view.language}))


def _translated(text: Translated) -> Told:
    return Told(text.text, text.language, text.status, text.engine, text.at, text.outdated)
