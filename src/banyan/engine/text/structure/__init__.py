"""Plain words to structure, one subject per file. ``understand`` puts them together."""

from banyan.engine.text.structure.understanding import Taxonomy, understand
from banyan.engine.text.structure.vectors import ConceptVectors, concept_vectors

__all__ = ["ConceptVectors", "Taxonomy", "concept_vectors", "understand"]
