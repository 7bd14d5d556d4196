"""What was understood from a person's words, put beside the questions of the form."""

from __future__ import annotations

from typing import Protocol

import structlog
from django.utils.translation import gettext as _

from banyan.base.errors import BanyanError
from banyan.base.text import base_language, tidy
from banyan.domain.listings.selectors import BY_NAME
from banyan.domain.listings.types import Kind, Vocabulary
from banyan.doors.web.posting.forms import Answers, Guesses, Heard, name_of
from banyan.practice.matchmaking.types import DraftView

_log = structlog.get_logger(__name__)
#: From this confidence on, a guess is called sure or fairly sure.
_SURE, _FAIRLY = 0.8, 0.5
_TITLE = 90
_SURE_OF_LANGUAGE = 0.6


class Understand(Protocol):
    """Reads plain words; matchmaking offers it."""

    def __call__(self, *, text: str, language_hint: str) -> DraftView: ...


def understood(understand: Understand, words: str, *, language: str) -> DraftView:
    """What was understood; nothing when the part that understands does not answer, since the words matter more."""
    try:
        return understand(text=words, language_hint=language)
    except BanyanError as error:
        _log.warning("posting.not_understood", code=error.code)
        return DraftView(language="", language_confidence=0.0, understood=())


def first_answers(words: str, draft: DraftView, *, page_language: str) -> Answers:
    """The answers a draft begins with: the person's words, and every guess, to be corrected."""
    found: Answers = {
        name: given
        for name, given in draft.raw.items()
        if name in BY_NAME and Kind.NEED in BY_NAME[name].kinds and not BY_NAME[name].managed
    }
    found["problem"] = words
    if draft.language and draft.language_confidence >= _SURE_OF_LANGUAGE:
        found["language"] = base_language(draft.language)
    found.setdefault("language", base_language(page_language))
    found.setdefault("title", first_line(words))
    return found


def guesses_of(draft: DraftView, *, language: str) -> Guesses:
    """The guesses for each question, with the words they were read from."""
    found: dict[str, list[Heard]] = {}
    if draft.language:
        name = name_of(Vocabulary.LANGUAGE, base_language(draft.language), language) or draft.language
        heard = Heard(base_language(draft.language), name, "", sure(draft.language_confidence))
        found["language"] = [heard]
    for guess in draft.understood:
        if guess.field == "language" and "language" in found:
            continue
        labels = dict(zip(guess.values, guess.labels, strict=False))
        for value in guess.values:
            heard = Heard(value, labels.get(value, value), guess.evidence, sure(guess.confidence))
            found.setdefault(guess.field, []).append(heard)
    return found


def sure(confidence: float) -> str:
    """A confidence in words."""
    if confidence >= _SURE:
        return _("sure")
    return _("fairly sure") if confidence >= _FAIRLY else _("only a guess")


def first_line(words: str) -> str:
    """A title to begin with: the first sentence, cut at a word."""
    line = next((part for part in tidy(words).splitlines() if part.strip()), "")
    for mark in ".!?。！？؟।":
        head, found, _rest = line.partition(mark)
        if found and len(head.strip()) > 10 and len(head) < len(line):
            line = head
    line = " ".join(line.split())
    if len(line) <= _TITLE:
        return line
    cut = line[:_TITLE].rsplit(" ", 1)[0] if " " in line[:_TITLE] else line[:_TITLE]
    return f"{cut} …"
