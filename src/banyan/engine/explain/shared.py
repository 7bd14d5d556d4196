"""What a need and a listing have in common, in the listing's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from banyan.engine.explain.measures import measures
from banyan.engine.rank.collection import Collection, Profile
from banyan.engine.rank.features import COMMON
from banyan.engine.text import analyse
from banyan.engine.types import Record

_LOOKED_THROUGH: Final = 8_000  #: characters of a listing in which topics are looked for as it writes them
_OFTEN: Final = 4
"""Times that a word stands in two texts together from which it is what they are about."""
_LONG: Final = 80
_BOTH: Final = 2
"""Texts of fewer terms together are too short to repeat a word: there it is enough that both say it."""
_FEW: Final = 3
_RARE: Final = 0.08
"""Listings, and part of those in its language, that may have a word which is named."""
_TELLING: Final = 0.25
"""Terms whose weight is below this part of the heaviest shared one are not named or marked."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Terms of both texts with what each weighs, heaviest first; ``pairs`` are shared neighbours (stems).

    Words that say nothing of a subject are left out of ``weights`` and counted in ``general``. ``topics`` are those
    that one of the two texts makes something of: only these are worth naming as a reason.
    """

    weights: Mapping[str, float]
    general: int
    pairs: frozenset[tuple[str, str]]
    language: str | None
    topics: frozenset[str] = frozenset()
    wanted: Mapping[str, float] = field(default_factory=dict)  #: how much the need makes of each, general ones too

    def telling(self) -> dict[str, float]:
        """Those heavy enough to be shown."""
        if not self.weights:
            return {}
        least = _TELLING * max(self.weights.values())
        return {term: weight for term, weight in self.weights.items() if weight >= least}


def shared_terms(need: Profile, other: Profile, collection: Collection) -> Shared:
    """A term weighs its rarity squared, more where either text repeats it: rare words carry the match, not "use"."""
    terms, in_need, in_other = np.intersect1d(need.terms, other.terms, assume_unique=True, return_indices=True)
    known = collection.known(terms)
    rarity = collection.rarity(known.frequency) * np.where(known.common, COMMON, 1.0)
    weights = rarity**2 * (1 + np.log(need.counts[in_need])) * (1 + np.log(other.counts[in_other]))
    names = collection.names(terms.tolist())
    general = np.array([_says_nothing(name) for name in names], dtype=bool)
    general |= known.common
    order = np.argsort(-weights, kind="stable")
    pairs = np.intersect1d(need.pairs, other.pairs, assume_unique=True)
    first, second = collection.names((pairs >> 32).tolist()), collection.names((pairs & 0xFFFFFFFF).tolist())
    said = need.counts[in_need] + other.counts[in_other]
    long = need.length + other.length >= _LONG
    often = (said >= (_OFTEN if long else _BOTH)) | np.isin(terms, np.concatenate([need.title, other.title]))
    rare = known.frequency <= max(_FEW, _RARE * collection.listings_in(other.language))
    topics = {name for name, keep in zip(names, (often & rare & ~general).tolist(), strict=True) if keep}
    return Shared(
        weights={names[place]: float(weights[place]) for place in order if not general[place]},
        general=int(general.sum()),
        pairs=frozenset(zip(first, second, strict=True)),
        language=other.language,
        wanted=dict(zip(names, (1 + np.log(need.counts[in_need])).tolist(), strict=True)),
        topics=frozenset(name for name in topics if _is_word(name) and name not in measures()),
    )


def spoken(record: Record, shared: Shared, *, most: int) -> list[str]:
    """The heaviest shared topics as the listing writes them, at most ``most``.

    A shared pair of neighbours is named as one ("heat exchanger") where either word is a topic; its words are then not
    named again.
    """
    telling = {term: weight for term, weight in shared.weights.items() if term in shared.topics}
    words, pairs = _as_written(record, telling, shared)
    named: dict[str, float] = {}
    covered: set[str] = set()
    for (one, two), written in pairs.items():
        told = one in shared.weights and two in shared.weights
        if one not in covered and two not in covered and told and (one in telling or two in telling):
            named[written] = telling.get(one, 0.0) + telling.get(two, 0.0)
            covered.update((one, two))
    for term, written in words.items():
        if term not in covered:
            named[written] = telling[term]
    return sorted(named, key=lambda written: -named[written])[:most]


def _as_written(
    record: Record, telling: Mapping[str, float], shared: Shared
) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """How the listing first writes each telling term, and each shared pair (only a blank or hyphen between)."""
    words: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    text = record.whole()[:_LOOKED_THROUGH]
    before: tuple[str, int, int] | None = None
    for term, start, end in analyse.spans(text, shared.language):
        if term in telling:
            words.setdefault(term, _tidy(text[start:end]))
        if before is not None and (before[0], term) in shared.pairs and text[before[2] : start] in (" ", "-"):
            pairs.setdefault((before[0], term), _tidy(text[before[1] : end]))
        before = (term, start, end)
    ordered = sorted(pairs, key=lambda pair: -(telling.get(pair[0], 0.0) + telling.get(pair[1], 0.0)))
    return words, {pair: pairs[pair] for pair in ordered}


def _says_nothing(term: str) -> bool:
    """Numbers, and one or two Latin letters."""
    return not any(map(str.isalpha, term)) or (len(term) < 3 and term.isascii())


def _is_word(term: str) -> bool:
    """Long enough to mean something by itself; a pair of characters is a word where words have no blanks."""
    return len(term) > 3 or not term.isascii() or term.isupper()


def _tidy(written: str) -> str:
    """Lower case, unless it is an abbreviation or a name within."""
    return written if any(letter.isupper() for letter in written[1:]) else written.lower()
