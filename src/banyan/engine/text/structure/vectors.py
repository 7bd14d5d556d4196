"""Vectors of taxonomy terms, kept on disk so that each encoder reads a taxonomy once."""

from __future__ import annotations

import contextlib
import os
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from banyan.engine.ports import Encoder, Vectors
from banyan.engine.text.structure.shipped import shipped
from banyan.engine.types import Concept


@dataclass(frozen=True, slots=True)
class ConceptVectors:
    """One row for each "scheme:code", made by the encoder of that name."""

    encoder: str
    keys: tuple[str, ...]
    rows: Vectors


def key_of(concept: Concept) -> str:
    return f"{concept.scheme}:{concept.code}"


def words_of(concept: Concept) -> str:
    """What of a concept is embedded: a label (English where there is one) and the keywords."""
    label = concept.labels.get("en") or next(iter(concept.labels.values()), concept.code)
    return f"{label}: {', '.join(concept.keywords)}" if concept.keywords else label


def concept_vectors(concepts: Sequence[Concept], encoder: Encoder, folder: Path | None = None) -> ConceptVectors | None:
    """Vectors of all concepts but places; None without an encoder. Kept in ``folder`` under the encoder's name and the
    concepts' words; a file that cannot be read is made anew. Raises ``EncoderError``."""
    if not encoder.dimensions:
        return None
    kept = [concept for concept in concepts if concept.scheme != "place"]
    keys = tuple(map(key_of, kept))
    words = [words_of(concept) for concept in kept]
    content = "\n".join([encoder.name, str(encoder.dimensions), *keys, *words])
    name = f"concepts-{sha256(content.encode('utf-8', errors='surrogatepass')).hexdigest()[:24]}.npz"
    rows = _read(folder / name, (len(kept), encoder.dimensions)) if folder is not None else None
    if rows is None:
        rows = _made(words, encoder)
        if folder is not None:
            _write(folder / name, rows)
    return ConceptVectors(encoder.name, keys, rows)


def _made(words: Sequence[str], encoder: Encoder) -> Vectors:
    """Vectors of labels: those that come with the package, the others from the encoder."""
    rows = np.zeros((len(words), encoder.dimensions), dtype=np.float32)
    missing: list[int] = []
    for number, one in enumerate(words):
        known = shipped().label(encoder.name, one)
        if known is not None and known.shape == rows[number].shape:
            rows[number] = known
        else:
            missing.append(number)
    if missing:
        rows[missing] = encoder.passages([words[number] for number in missing])
    return rows


def _read(path: Path, shape: tuple[int, int]) -> Vectors | None:
    try:
        with np.load(path, allow_pickle=False) as file:
            rows = np.asarray(file["rows"], dtype=np.float32)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return rows if rows.shape == shape else None


def _write(path: Path, rows: Vectors) -> None:
    """Appears whole or not at all, whoever else writes the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, rows=rows)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
