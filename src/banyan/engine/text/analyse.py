"""From text to index terms: one analyser for every language, shared by indexes, features and explanations.

Text is folded (NFC, full case folding, no vowel points in Arabic and Hebrew), cut into Unicode words, and stemmed
where a Snowball stemmer exists. Runs of scripts without spaces become overlapping pairs of characters, each with its
combining marks. Stop words are dropped. The same text and language always give the same terms.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

import snowballstemmer

from banyan.engine.text.stopwords import STOP_WORDS
from banyan.engine.text.unicode import MARKS, SPACED, UNSPACED, script_of

#: ISO 639-1 to the Snowball algorithm.
_STEMMERS: Final = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ms": "indonesian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "nb": "norwegian", "nn": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip

#: Latin script languages without a stemmer, whose words are left whole rather than cut by English rules.
_WHOLE: Final = frozenset({"vi", "sw", "tl", "ha", "yo", "ig", "zu", "xh", "so", "om", "mg", "rw", "sn", "ny", "ht"})

#: Language whose rules apply to a word in a script which the text's own language does not use.
_BY_SCRIPT: Final = {
    "latin": "en", "cyrillic": "ru", "arabic": "ar", "greek": "el", "armenian": "hy", "devanagari": "hi", "tamil": "ta",
}  # fmt: skip

_SCRIPT_OF_LANGUAGE: Final = {
    "ru": "cyrillic", "uk": "cyrillic", "bg": "cyrillic", "kk": "cyrillic", "ky": "cyrillic", "mn": "cyrillic",
    "mk": "cyrillic", "be": "cyrillic", "tg": "cyrillic", "ar": "arabic", "fa": "arabic", "ur": "arabic",
    "ps": "arabic", "el": "greek", "hy": "armenian", "hi": "devanagari", "ne": "devanagari", "mr": "devanagari",
    "ta": "tamil",
}  # fmt: skip

_WORD: Final = re.compile(f"[{UNSPACED}]+|[0-9]+(?:[.,][0-9]+)+|[{SPACED}]+")
_PLAIN_WORD: Final = re.compile("[0-9]+(?:[.,][0-9]+)+|[A-Za-z0-9]+")
"""What ``_WORD`` finds in ASCII text, three times faster."""
_FIRST_UNSPACED: Final = re.compile(f"[{UNSPACED}]")
_CLUSTER: Final = re.compile(f"[^{MARKS}][{MARKS}]*|[{MARKS}]+")
_POINTS: Final = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]")

_LONGEST_WORD: Final = 64
"""Characters of a word that count; longer ones (base64, links) are cut, so that no text fills the term dictionary."""

_CACHE_MOST: Final = 400_000

Stem = Callable[[str], str]


def fold(word: str) -> str:
    """NFC, case folded, without Arabic and Hebrew points."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())
    return _POINTS.sub("", folded).replace("i\u0307", "i")


def _words(text: str) -> re.Pattern[str]:
    return _PLAIN_WORD if text.isascii() else _WORD


class Analyser:
    """Terms of texts. Safe to share between threads; keeps the stems of words seen (at most some 400,000)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stemmers: dict[str, Stem] = {}
        self._seen: dict[str, dict[str, str]] = {}
        self._size = 0

    def terms(self, text: str, language: str | None = None) -> list[str]:
        """Index terms of a text in order, with repeats.

        ``language`` is ISO 639-1; None means English rules for Latin script and the main language of other scripts.
        """
        seen = self._words_of(language)
        found: list[str] = []
        for word in _words(text).findall(text):
            term = seen.get(word)
            if term is None:
                if _FIRST_UNSPACED.match(word):
                    found.extend(pair for pair, _, _ in _pairs(word))
                    continue
                term = self._learn(word, language, seen)
            if term:
                found.append(term)
        return found

    def spans(self, text: str, language: str | None = None) -> list[tuple[str, int, int]]:
        """The terms of ``terms`` with their place: ``text[start:end]`` is what the term was made of."""
        seen = self._words_of(language)
        found: list[tuple[str, int, int]] = []
        for match in _words(text).finditer(text):
            word, start = match[0], match.start()
            if _FIRST_UNSPACED.match(word):
                found.extend((pair, start + low, start + high) for pair, low, high in _pairs(word))
                continue
            term = seen.get(word)
            if term is None:
                term = self._learn(word, language, seen)
            if term:
                found.append((term, start, match.end()))
        return found

    def _words_of(self, language: str | None) -> dict[str, str]:
        key = language or ""
        return self._seen.setdefault(key, {})

    def _learn(self, word: str, language: str | None, seen: dict[str, str]) -> str:
        """The term of a word not met yet; "" when it is a stop word."""
        folded = fold(word[:_LONGEST_WORD])
        code = _rules_for(folded, language)
        if folded in STOP_WORDS.get(code, ()):
            term = ""
        elif folded[:1].isdigit() or code not in _STEMMERS:
            term = folded
        else:
            term = self._stem(folded, _STEMMERS[code])
        with self._lock:
            self._size += 1
            if self._size > _CACHE_MOST:
                self._seen, self._size = {}, 0
        seen[word] = term
        return term

    def _stem(self, word: str, algorithm: str) -> str:
        """Snowball's stemmers keep their place in themselves, so one thread at a time."""
        with self._lock:
            stem = self._stemmers.get(algorithm)
            if stem is None:
                stem = self._stemmers[algorithm] = snowballstemmer.stemmer(algorithm).stemWord
            return stem(word) or word


def _rules_for(word: str, language: str | None) -> str:
    script = next((name for name in map(script_of, word) if name), "")
    if language is not None:
        own = _SCRIPT_OF_LANGUAGE.get(language, "latin")
        if script in ("", own) and (language in _STEMMERS or language in _WHOLE or language in STOP_WORDS):
            return language
    return _BY_SCRIPT.get(script, "")


def _pairs(run: str) -> Iterator[tuple[str, int, int]]:
    """Overlapping pairs of neighbouring characters (with their marks); a lone character stands for itself."""
    places = [match.span() for match in _CLUSTER.finditer(run)]
    if len(places) == 1:
        yield fold(run)[:_LONGEST_WORD], 0, len(run)
        return
    for (start, _), (_, end) in pairwise(places):
        yield fold(run[start:end])[:_LONGEST_WORD], start, end


_SHARED: Final = Analyser()


def terms(text: str, language: str | None = None) -> list[str]:
    """``Analyser.terms`` with the process's shared analyser."""
    return _SHARED.terms(text, language)


def spans(text: str, language: str | None = None) -> list[tuple[str, int, int]]:
    """``Analyser.spans`` with the process's shared analyser."""
    return _SHARED.spans(text, language)
