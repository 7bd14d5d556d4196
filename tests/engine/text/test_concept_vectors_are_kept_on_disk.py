"""A taxonomy is embedded once for each encoder and wording."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from banyan.domain.taxonomy.selectors import concepts
from banyan.engine.embed.none import NoEncoder
from banyan.engine.ports import Vectors
from banyan.engine.text.structure import concept_vectors
from banyan.engine.text.structure.shipped import shipped
from banyan.engine.types import Concept


class Counting:
    """An encoder that counts what it is asked."""

    dimensions = 4

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.asked = 0

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += len(texts)
        return np.array([[len(text), 1, 0, 0] for text in texts], dtype=np.float32)


WATER = Concept("6", "sdg", {"en": "Water"}, ("wells",))
ENERGY = Concept("7", "sdg", {"en": "Energy"})
KENYA = Concept("KE", "place", {"en": "Kenya"})


def test_the_second_time_nothing_is_embedded(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    made = concept_vectors([WATER, ENERGY, KENYA], first, tmp_path)
    kept = concept_vectors([WATER, ENERGY, KENYA], second, tmp_path)
    assert made is not None
    assert kept is not None
    assert (first.asked, second.asked) == (2, 0)
    assert made.keys == kept.keys == ("sdg:6", "sdg:7")
    assert np.array_equal(made.rows, kept.rows)


def test_other_words_or_another_encoder_are_embedded_anew(tmp_path: Path) -> None:
    concept_vectors([WATER], Counting(), tmp_path)
    other_words, other_encoder = Counting(), Counting("other")
    concept_vectors([Concept("6", "sdg", {"en": "Clean water"})], other_words, tmp_path)
    concept_vectors([WATER], other_encoder, tmp_path)
    assert (other_words.asked, other_encoder.asked) == (1, 1)


def test_a_torn_file_is_made_anew(tmp_path: Path) -> None:
    concept_vectors([WATER], Counting(), tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:40])
    again = Counting()
    assert concept_vectors([WATER], again, tmp_path) is not None
    assert again.asked == 1
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_without_an_encoder_there_are_none(tmp_path: Path) -> None:
    assert concept_vectors([WATER], NoEncoder(), tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_our_own_labels_need_no_encoder_the_first_time(tmp_path: Path) -> None:
    ours = [Concept(one.code, "sector", one.labels, one.keywords, one.broader) for one in concepts("sector")]
    built_in = Counting(shipped().encoder)
    built_in.dimensions = len(shipped().middle)
    made = concept_vectors(ours, built_in, tmp_path)
    assert made is not None
    assert built_in.asked == 0
    assert np.allclose(np.linalg.norm(made.rows, axis=1), 1, atol=1e-3)
