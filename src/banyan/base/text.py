"""One text in several languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

#: What a reader gets when their language is missing, in this order, before whatever there is.
FALLBACKS: tuple[str, ...] = ("en", "fr", "es")

#: Signs that force a direction on letters, that begin a piece with a direction of its own, and that end one.
_OVERRIDES, _ISOLATES, _POP = "\u202d\u202e", "\u2066\u2067\u2068", "\u2069"
_TURNING = re.compile(f"[{_OVERRIDES}{_ISOLATES}{_POP}]")

#: Languages written from right to left (ISO 639-1).
RIGHT_TO_LEFT: frozenset[str] = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def base_language(code: str) -> str:
    """``zh-hans`` → ``zh``."""
    return code.replace("_", "-").split("-", 1)[0].lower()


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, for the ``dir`` attribute."""
    return "rtl" if base_language(language) in RIGHT_TO_LEFT else "ltr"


def tidy(text: str) -> str:
    """NFC, without control characters (but line breaks and tabs), NULs or lone surrogates; ends trimmed.

    Signs that turn letters round are left out, and isolates closed, so that no text turns what stands around it.
    """
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", _steady(kept)).strip()  # in this order, tidying twice changes nothing


def cut(text: str, most: int) -> str:
    """The beginning, tidy, in at most so many characters: what it opens is closed within them."""
    length = most
    while len(said := tidy(text[:length])) > most:
        length -= len(said) - most
    return said


def _steady(text: str) -> str:
    """Each line without overrides of direction (U+202D, U+202E), and with every isolate that it opens closed in it."""
    if not _TURNING.search(text):
        return text
    return "\n".join(_closed(line) for line in text.split("\n"))


def _closed(line: str) -> str:
    kept, depth = [], 0
    for sign in line:
        if sign in _OVERRIDES or (sign == _POP and depth == 0):
            continue
        depth += (sign in _ISOLATES) - (sign == _POP)
        kept.append(sign)
    return "".join(kept).rstrip(" \t") + _POP * depth if depth else "".join(kept)


@dataclass(frozen=True, slots=True)
class Said:
    """The text that a reader gets, with the language it is really in."""

    text: str
    language: str


class LocalisedText(Mapping[str, str]):
    """An immutable mapping from base language to text. Empty texts are left out."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        pairs = ((base_language(lang), tidy(text)) for lang, text in (texts or {}).items())
        self._texts: dict[str, str] = {lang: text for lang, text in pairs if text}

    def __getitem__(self, language: str) -> str:
        return self._texts[base_language(language)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __repr__(self) -> str:
        return f"LocalisedText({self._texts!r})"

    def best(self, *wanted: str) -> Said | None:
        """The text in the first wanted language there is, else in a fallback, else in any; ``None`` when empty."""
        for language in (*map(base_language, wanted), *FALLBACKS, *self._texts):
            if language in self._texts:
                return Said(self._texts[language], language)
        return None
