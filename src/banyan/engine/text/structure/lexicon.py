"""The words of a taxonomy, ready to be looked for in texts of any language."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.text.analyse import spans, terms
from banyan.engine.types import Concept

_LONGEST_PHRASE: Final = 4
"""Terms of a phrase that is looked for as such; longer labels count by their single terms."""
_PHRASE_BONUS: Final = 1.5
"""What each term of a phrase found whole counts, beside the 1 it counts alone."""

_LEAST_SIZE: Final = 100
"""A smaller taxonomy weighs its words as if it had this many concepts."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How much of each concept's words a text has, and where the strongest of them stands."""

    scores: NDArray[np.float64]
    evidence: dict[int, tuple[int, int]]  #: concept number → (start, end) in the text


class Lexicon:
    """The concepts of one scheme by their terms and phrases."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self.concepts = tuple(concepts)
        self._languages = {language for concept in self.concepts for language in concept.labels}
        self._holders: dict[str, set[int]] = defaultdict(set)
        self._phrases: dict[Phrase, set[int]] = defaultdict(set)
        for number, concept in enumerate(self.concepts):
            bag: Counter[str] = Counter()
            worded = [(label, language) for language, label in concept.labels.items()]
            for words, language in worded + [(keyword, "en") for keyword in concept.keywords]:
                phrase = tuple(term for term in terms(words, language) if len(term) > 1 or term > "\u0e00")
                bag.update(set(phrase))
                if 1 < len(phrase) <= _LONGEST_PHRASE:
                    self._phrases[phrase].add(number)
            for term in bag:
                self._holders[term].add(number)
        self._holders = dict(self._holders)
        self._phrases = dict(self._phrases)
        self._weights = {
            term: math.log(1 + max(len(self.concepts), _LEAST_SIZE) / len(holders))
            for term, holders in self._holders.items()
        }

    def find(self, text: str, language: str | None) -> Found:
        """Scores by the rules of the text's language, and by English ones where no label is in that language."""
        scores = np.zeros(len(self.concepts))
        strongest: dict[int, tuple[float, int, int]] = {}
        codes = (language,) if language in self._languages else dict.fromkeys((language, "en"))
        for code in codes:
            self._score(spans(text, code), scores, strongest)
        return Found(scores, {number: (start, end) for number, (_, start, end) in strongest.items()})

    def _score(
        self,
        places: list[tuple[str, int, int]],
        scores: NDArray[np.float64],
        strongest: dict[int, tuple[float, int, int]],
    ) -> None:
        counts = Counter(term for term, _, _ in places if term in self._holders)
        added: dict[tuple[int, str], float] = {}
        first = {term: (start, end) for term, start, end in reversed(places)}
        for term, count in counts.items():
            worth = self._weights[term] * (1 + math.log(count))
            for number in self._holders[term]:
                added[number, term] = worth
                _remember(strongest, number, worth, *first[term])
        for phrase, start, end in self._phrases_in(places):
            worth = _PHRASE_BONUS * sum(self._weights[term] for term in phrase)
            for number in self._phrases[phrase]:
                added[number, " ".join(phrase)] = worth
                _remember(strongest, number, worth, start, end)
        fresh = np.zeros(len(self.concepts))
        for (number, _), worth in added.items():
            fresh[number] += worth
        np.maximum(scores, fresh, out=scores)

    def _phrases_in(self, places: list[tuple[str, int, int]]) -> list[tuple[Phrase, int, int]]:
        found: list[tuple[Phrase, int, int]] = []
        for at in range(len(places)):
            if places[at][0] not in self._holders:
                continue
            for size in range(2, min(_LONGEST_PHRASE, len(places) - at) + 1):
                phrase = tuple(term for term, _, _ in places[at : at + size])
                if phrase in self._phrases:
                    found.append((phrase, places[at][1], places[at + size - 1][2]))
        return found


def _remember(strongest: dict[int, tuple[float, int, int]], number: int, worth: float, start: int, end: int) -> None:
    if number not in strongest or worth > strongest[number][0]:
        strongest[number] = (worth, start, end)
