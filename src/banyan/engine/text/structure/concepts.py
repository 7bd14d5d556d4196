"""Which terms of a taxonomy a text is about: by its words, and by meaning where an encoder has vectors."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Vectors
from banyan.engine.text.structure.goals import Goals
from banyan.engine.text.structure.lexicon import Lexicon
from banyan.engine.text.structure.shipped import shipped
from banyan.engine.text.structure.vectors import ConceptVectors, key_of
from banyan.engine.types import Guess

MOST: Final = 5
_LEAST: Final = 0.1

#: Weights of a logistic model fitted on 228 invented listings in twelve languages: standardised word score,
#: standardised cosine, constant. Used with encoders that the shipped heads do not know.
_BOTH: Final = (0.48, 1.05, -4.9)
_WORDS: Final = (0.78, -4.4)
_FEW: Final = 40
"""Below this many concepts a standardised score says nothing; the scores are then compared with a fixed spread."""
_LEAST_SPREAD: Final = 2.5
"""Word scores are never stretched beyond this spread, so that one common word in a short text proves nothing."""
_SPREAD_COSINE: Final = 0.02

Floats = NDArray[np.float64]


def concepts_in(
    text: str,
    language: str | None,
    lexicon: Lexicon,
    vectors: ConceptVectors | None = None,
    query: Vectors | None = None,
    *,
    most: int = MOST,
    goals: Goals | None = None,
) -> tuple[Guess, ...]:
    """The likeliest concepts, surest first, with the words that speak for them (none when only the meaning does).

    ``query`` is the text's own vector, shape (dimensions,), of the encoder that made ``vectors``. ``goals`` are the
    scores of the goals that targets belong to.
    """
    if not lexicon.concepts:
        return ()
    found = lexicon.find(text, language)
    words = standard_words(found.scores)
    cosines = _cosines(lexicon, vectors, query)
    if cosines is None or vectors is None or query is None:
        logits = _by_words(lexicon, words, goals)
        logits[found.scores <= 0] = -np.inf
    else:
        logits = _by_both(lexicon, words, standard(cosines), _learned(lexicon, vectors.encoder, query), goals)
    sure = 1 / (1 + np.exp(-logits))
    order = np.argsort(-sure, kind="stable")[:most]
    guesses: list[Guess] = []
    for number in order:
        if sure[number] < _LEAST:
            break
        start, end = found.evidence.get(int(number), (0, 0))
        guesses.append(Guess(lexicon.concepts[number].code, round(float(sure[number]), 3), text[start:end]))
    return tuple(guesses)


def _by_words(lexicon: Lexicon, words: Floats, goals: Goals | None) -> Floats:
    if goals is None:
        return np.asarray(_WORDS[0] * words + _WORDS[1])
    word, goal, constant = shipped().mixes["sdg_words"]
    return np.asarray(word * words + goal * _of_goals(lexicon, goals) + constant)


def _by_both(lexicon: Lexicon, words: Floats, cosines: Floats, learned: Floats | None, goals: Goals | None) -> Floats:
    if learned is None:
        return np.asarray(_BOTH[0] * words + _BOTH[1] * cosines + _BOTH[2])
    mix = shipped().mixes[f"{lexicon.concepts[0].scheme}_both"]
    logits = mix[0] * learned + mix[1] * cosines + mix[2] * words + mix[-1]
    return np.asarray(logits if goals is None else logits + mix[3] * _of_goals(lexicon, goals))


def _of_goals(lexicon: Lexicon, goals: Goals) -> Floats:
    return np.array([goals.of(concept.code) for concept in lexicon.concepts])


def _learned(lexicon: Lexicon, encoder: str, query: Vectors) -> Floats | None:
    """Standardised scores of the shipped heads; None where they do not know the encoder or a concept."""
    model = shipped()
    head = model.classes.get(str(lexicon.concepts[0].scheme))
    if head is None or encoder != model.encoder or query.shape != model.middle.shape:
        return None
    scores = dict(zip(head.codes, head.scores(model.centred(query)).tolist(), strict=True))
    if any(concept.code not in scores for concept in lexicon.concepts):
        return None
    return standard(np.array([scores[concept.code] for concept in lexicon.concepts]))


def _cosines(lexicon: Lexicon, vectors: ConceptVectors | None, query: Vectors | None) -> Floats | None:
    if vectors is None or query is None or not len(query):
        return None
    place = {key: number for number, key in enumerate(vectors.keys)}
    rows = [place.get(key_of(concept)) for concept in lexicon.concepts]
    if any(row is None for row in rows):
        return None
    return np.asarray(vectors.rows[[row for row in rows if row is not None]] @ query, dtype=np.float64)


def standard_words(scores: Floats) -> Floats:
    """Word scores as deviations from their mean, in units of their spread (of a fixed one for few concepts)."""
    spread = max(float(scores.std()), _LEAST_SPREAD) if len(scores) >= _FEW else _LEAST_SPREAD
    return np.asarray((scores - scores.mean()) / spread)


def standard(scores: Floats) -> Floats:
    """Deviations from the mean in units of the spread between the concepts of the scheme."""
    own = float(scores.std()) if len(scores) >= _FEW else _SPREAD_COSINE
    return np.asarray((scores - scores.mean()) / (own if own > 1e-9 else _SPREAD_COSINE))
