"""From plain words to structure: every guess with its confidence and its words, for a person to confirm."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from typing import Final

from banyan.engine.ports import Encoder
from banyan.engine.text.language import identify
from banyan.engine.text.structure.concepts import MOST, concepts_in
from banyan.engine.text.structure.dates import dates_in
from banyan.engine.text.structure.goals import about, goals_in
from banyan.engine.text.structure.lexicon import Lexicon
from banyan.engine.text.structure.money import priced_in
from banyan.engine.text.structure.places import PlaceFinder
from banyan.engine.text.structure.quantities import quantities_in
from banyan.engine.text.structure.subject import without_amounts, without_conditions
from banyan.engine.text.structure.trl import trl_in
from banyan.engine.text.structure.vectors import ConceptVectors
from banyan.engine.types import Concept, Guess, Understanding

READ: Final = 20_000
"""Characters that are read, from the start."""
_SURE_OF_LANGUAGE: Final = 0.4
_KEPT: Final = 4
_TARGET_SAID: Final = 0.3


class Taxonomy:
    """Concepts made ready: a lexicon for each scheme and the names of places. Making one takes about a second for 700
    concepts; it can be shared between threads."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        by_scheme: dict[str, list[Concept]] = {}
        for concept in concepts:
            by_scheme.setdefault(str(concept.scheme), []).append(concept)
        goals_and_targets = by_scheme.get("sdg", [])
        self.goals = frozenset(concept.code for concept in goals_and_targets if "." not in concept.code)
        self.targets = Lexicon([concept for concept in goals_and_targets if "." in concept.code])
        self.sectors = Lexicon(by_scheme.get("sector", []))
        self.technologies = Lexicon(by_scheme.get("technology", []))
        self.places = PlaceFinder(by_scheme.get("place", []))


class _Ready:
    """The taxonomies made of the last few sequences of concepts, so that callers may pass the same one again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: list[tuple[Sequence[Concept], int, Taxonomy]] = []

    def of(self, concepts: Sequence[Concept]) -> Taxonomy:
        with self._lock:
            for known, size, taxonomy in self._made:
                if known is concepts and size == len(concepts):
                    return taxonomy
            taxonomy = Taxonomy(concepts)
            self._made = [(concepts, len(concepts), taxonomy), *self._made][:_KEPT]
            return taxonomy


_READY: Final = _Ready()


def understand(
    text: str,
    *,
    concepts: Sequence[Concept] | Taxonomy,
    encoder: Encoder,
    today: date,
    concept_vectors: ConceptVectors | None = None,
) -> Understanding:
    """What a text says, as far as it can be told. Never raises for any text; ``EncoderError`` when the encoder fails.

    Pass the same ``concepts`` object each time (or a ``Taxonomy``): making them ready is the costly part. Meaning is
    used when ``concept_vectors`` of this encoder are given (see ``vectors.concept_vectors``).
    """
    taxonomy = concepts if isinstance(concepts, Taxonomy) else _READY.of(concepts)
    text = text[:READ]
    language = identify(text)
    code = language.value if language is not None and language.confidence >= _SURE_OF_LANGUAGE else None
    vectors = concept_vectors if concept_vectors is not None and concept_vectors.encoder == encoder.name else None
    query = encoder.queries([text])[0] if vectors is not None and text.strip() else None
    priced, counted = priced_in(text), quantities_in(text)
    topic = without_amounts(text, [*(words for *_, words in priced), *(words for *_, words in counted)])
    subject = without_conditions(topic)
    name = encoder.name if query is not None else ""
    goals = goals_in(topic, code, query, name)
    return Understanding(
        language=language,
        sdgs=_merged(
            [guess for guess in about(topic, code, goals) if guess.value in taxonomy.goals],
            concepts_in(subject, code, taxonomy.targets, vectors, query, goals=goals),
        ),
        sectors=concepts_in(subject, code, taxonomy.sectors, vectors, query),
        technologies=concepts_in(subject, code, taxonomy.technologies, vectors, query),
        places=taxonomy.places.find(text),
        trl=trl_in(text),
        money=tuple((money, words) for money, per, words in priced if not per),
        prices=tuple(price for price in priced if price[1]),
        dates=dates_in(text, today),
        quantities=counted,
    )


def _merged(goals: Sequence[Guess], targets: Sequence[Guess]) -> tuple[Guess, ...]:
    """Goals and targets, surest first; a goal is left out where one of its targets says the same more exactly."""
    said = {guess.value.split(".", 1)[0] for guess in targets if guess.confidence >= _TARGET_SAID}
    kept = [*(guess for guess in goals if guess.value not in said), *targets]
    return tuple(sorted(kept, key=lambda guess: -guess.confidence)[:MOST])
