"""Countries and regions named in a text, in any of the languages their labels come in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from banyan.engine.text.structure.adjectives import declined, inflected
from banyan.engine.text.unicode import SPACED, UNSPACED, script_of
from banyan.engine.types import Concept, Guess

_CASED: Final = frozenset({"latin", "greek", "cyrillic", "armenian"})
_SURE: Final = 0.9
_DERIVED: Final = 0.65
_DOUBTFUL: Final = 0.4
_LOOSE: Final = 0.3

#: Names of countries that people also bear, or that are common words.
_ALSO_PEOPLE: Final = frozenset("chad jordan georgia israel cyprus turkey guinea niger mali cuba paris".split())
_TITLES: Final = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Saint|St|M|Mme|Sr|Sra|Herr|Frau)\.?\s)$")
#: Phrases that hold a country's name and mean something else.
_NOT_PLACES: Final = re.compile(
    r"\b(?:guinea (?:pig|fowl|worm|corn)s?|indian ocean|turkey (?:meat|farm|breast)s?|india rubber|china clay|"
    r"brazil nuts?|american football|georgia tech|jordan curve|cuba libre|panama (?:hat|disease)s?|"
    r"egyptian cotton|colombian exchange|swiss army)\b",
    re.IGNORECASE,
)
#: Endings that make an adjective of an English name ("Kenyan", "Nepali", "Vietnamese").
_ENDINGS: Final = ("n", "an", "ian", "i", "ese", "ns", "ans", "ians")
_SHORTEST_DERIVED: Final = 5
#: Letters that Arabic writes onto the front of a name.
_ARABIC_FRONT: Final = "وفبلك"
_NAME_FOLLOWS: Final = re.compile(r"\s[A-Z][a-z]+")
_WORD: Final = re.compile(f"[{UNSPACED}]+|[{SPACED}]+")
_UNSPACED_WORD: Final = re.compile(f"[{UNSPACED}]")
_LONGEST_CODE: Final = 4
_WIDEST_GAP: Final = 3
_BREAK: Final = re.compile(r"[\n;:!?()]|,\s")


@dataclass(frozen=True, slots=True)
class _Name:
    code: str
    confidence: float
    lower: bool = False  #: the label itself is written small ("worldwide")
    capitals: bool = False  #: a code, found only in capitals ("UAE")


class PlaceFinder:
    """Finds the labels and keywords of place concepts; build once, use often."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._names: dict[str, _Name] = {}
        derived: dict[str, tuple[int, _Name]] = {}
        for concept in concepts:
            for label in (*concept.labels.values(), *concept.keywords):
                self._add(label, concept.code)
            for form, base in _derived(concept.labels.get("en", "")):
                if form not in derived or derived[form][0] < base:
                    derived[form] = (base, _Name(concept.code, _DERIVED))
        for concept in concepts:
            for form in declined(concept.labels.get("ru", "")):
                self._add(form, concept.code)
        for concept in concepts:
            for language, bases in concept.adjectives.items():
                self._add_adjectives(concept.code, language, bases)
        for form, (_, name) in derived.items():
            self._names.setdefault(form, name)
        self._longest_run = max((len(key) for key in self._names if _UNSPACED_WORD.match(key)), default=0)
        self._most_words = max((key.count(" ") + 1 for key in self._names), default=0)

    def _add(self, label: str, code: str) -> None:
        key = " ".join(_key(word) for word in _WORD.findall(label))
        if len(key) >= 2:
            lower = label[:1].islower()
            capitals = label.isupper() and len(key) <= _LONGEST_CODE
            self._names.setdefault(key, _Name(code, _LOOSE if lower else _SURE, lower, capitals))

    def _add_adjectives(self, code: str, language: str, bases: Sequence[str]) -> None:
        """Forms of an adjective; all but the English are written small."""
        name = _Name(code, _DERIVED, lower=language != "en")
        for base in bases:
            for form in inflected(base, language):
                self._names.setdefault(" ".join(_key(word) for word in _WORD.findall(form)), name)

    def find(self, text: str) -> tuple[Guess, ...]:
        """Place codes with the words that name them, each once, surest first; longest names win."""
        best: dict[str, Guess] = {}
        hidden = [match.span() for match in _NOT_PLACES.finditer(text)]
        for name, start, end in self._named(text):
            if any(low < end and start < high for low, high in hidden):
                continue
            guess = _judge(text, name, start, end)
            if guess is not None and (guess.value not in best or best[guess.value].confidence < guess.confidence):
                best[guess.value] = guess
        return tuple(sorted(best.values(), key=lambda guess: -guess.confidence))

    def _named(self, text: str) -> Iterator[tuple[_Name, int, int]]:
        """Names with their places, from left to right, without overlaps."""
        words = [match.span() for match in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            start, end = words[at]
            if _UNSPACED_WORD.match(text, start):
                yield from self._in_run(text, start, end)
                at += 1
                continue
            size, name = self._longest_at(text, words, at)
            if name is not None:
                yield name, start, words[at + size - 1][1]
            at += size

    def _longest_at(self, text: str, words: list[tuple[int, int]], at: int) -> tuple[int, _Name | None]:
        """The longest name that starts with word ``at``: its number of words (1 when there is none) and itself."""
        key, end, size, found = "", words[at][0], 1, None
        for count, (low, high) in enumerate(words[at : at + self._most_words], start=1):
            between = text[end:low]
            if count > 1 and (len(between) > _WIDEST_GAP or _BREAK.search(between)):
                break
            key = f"{key} {_key(text[low:high])}" if key else _key(text[low:high])
            end = high
            name = self._names.get(key) or (self._without_front(key) if script_of(key[0]) == "arabic" else None)
            if name is not None:
                size, found = count, name
        return size, found

    def _in_run(self, text: str, start: int, end: int) -> Iterator[tuple[_Name, int, int]]:
        """Names within a run of a script without spaces."""
        while start < end:
            for stop in range(min(end, start + self._longest_run), start + 1, -1):
                name = self._names.get(_key(text[start:stop]))
                if name is not None:
                    yield name, start, stop
                    start = stop - 1
                    break
            start += 1

    def _without_front(self, key: str) -> _Name | None:
        """An Arabic name with letters (and, in, for, by, like) written onto its front."""
        for cut in (1, 2):
            if len(key) <= cut or key[cut - 1] not in _ARABIC_FRONT:
                return None
            if key[cut:] in self._names:
                return self._names[key[cut:]]
            if key[cut - 1] == "ل" and f"ا{key[cut:]}" in self._names:  # "for the" swallows the alef
                return self._names[f"ا{key[cut:]}"]
        return None


def _judge(text: str, name: _Name, start: int, end: int) -> Guess | None:
    """How sure a name found is; None where small letters or the words around it speak against a place."""
    words = text[start:end]
    written_small = not words[0].isupper() or (name.capitals and not words.isupper())
    if script_of(words[0]) in _CASED and not name.lower and written_small:
        return None
    confidence = name.confidence
    if _key(words) in _ALSO_PEOPLE:
        follows = _NAME_FOLLOWS.match(text, end)
        if follows or _TITLES.search(text, max(0, start - 8), start):
            confidence = _DOUBTFUL
    return Guess(name.code, confidence, words)


def _key(words: str) -> str:
    """How names are compared: composed and case folded."""
    return unicodedata.normalize("NFC", words).casefold()


def _derived(label: str) -> list[tuple[str, int]]:
    """Adjectives of an English name with the length of what they were made of."""
    key = _key(label)
    if len(key) < _SHORTEST_DERIVED or " " in key or not key.isalpha():
        return []
    bases = {key} | ({key[:-1]} if key[-1] in "aeoy" else set())
    return [(base + ending, len(base)) for base in bases for ending in _ENDINGS]
