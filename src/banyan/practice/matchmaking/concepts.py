"""The taxonomies as the engine reads them, and their vectors, made once per encoder and kept beside the index."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from banyan.domain.taxonomy.selectors import concepts
from banyan.engine.errors import EncoderError
from banyan.engine.ports import Encoder, Vectors
from banyan.engine.text.structure import ConceptVectors, Taxonomy, concept_vectors
from banyan.engine.types import Concept
from banyan.practice.matchmaking.machinery import encoder

_SCHEMES = ("sdg", "sector", "technology", "place")


@lru_cache(maxsize=1)
def all_concepts() -> tuple[Concept, ...]:
    """Goals, sectors, technology classes and places."""
    return tuple(
        Concept(one.code, scheme, one.labels, one.keywords, one.broader, one.adjectives)
        for scheme in _SCHEMES
        for one in concepts(scheme)
    )


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """The same, ready to be looked for in texts; made once, 0.2 s."""
    return Taxonomy(all_concepts())


def make_vectors() -> None:
    """Makes the vectors where they are missing. Those of the built-in encoder come with the package; another one reads
    some 460 passages, a minute or two. ``EncoderError``."""
    concept_vectors(all_concepts(), encoder(), settings.INDEX_FOLDER)


def kept_vectors() -> ConceptVectors | None:
    """The vectors if they have been made for the present encoder; never makes them, since a page waits."""
    model = encoder()
    return _kept(model, settings.INDEX_FOLDER) if model.dimensions else None


_read: dict[tuple[str, Path], ConceptVectors] = {}


def _kept(model: Encoder, folder: Path) -> ConceptVectors | None:
    known = _read.get((model.name, folder))
    if known is not None:
        return known
    try:
        found = concept_vectors(all_concepts(), _Silent(model), folder)
    except EncoderError:
        return None
    if found is not None:
        _read[model.name, folder] = found
    return found


class _Silent:
    """Has an encoder's name and size but encodes nothing: with it only vectors that are there already are found."""

    def __init__(self, model: Encoder) -> None:
        self._model = model

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def dimensions(self) -> int:
        return self._model.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        raise EncoderError("not made yet", permanent=False)

    def passages(self, texts: Sequence[str]) -> Vectors:
        raise EncoderError("not made yet", permanent=False)
