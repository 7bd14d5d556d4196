"""Which listings are or may be the same: by identifiers, then by words, then by meaning across languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from banyan.practice.duplicates.reading import Compared
from banyan.practice.duplicates.rules import (
    MEANT,
    MOST_WITH_ONE_KEY,
    NEIGHBOURS,
    Found,
    by_key,
    by_text,
    found,
    likeness,
    nearness,
)
from banyan.practice.duplicates.types import PairState, Why
from banyan.practice.matchmaking.selectors import nearest_in_meaning
from banyan.practice.matchmaking.types import Near

_LIMITED_TO = 20_000
"""Listings in other languages up to which a search by meaning is limited to them."""
_ASKED = 60
"""Nearest listings asked for where it is not."""
_AT_ONCE = 500
Languages = Mapping[str, tuple[str, str]]
"""Listing → its kind and language."""


def told_of(one: Compared, other: Compared) -> Found | None:
    """What is said of two listings by their identifiers and words; nothing of two kinds."""
    if one.kind != other.kind or one.id == other.id:
        return None
    differ = bool(one.language and other.language and one.language != other.language)
    like = likeness(one.signature, other.signature)
    if one.signature.digest == other.signature.digest:
        return found(one.id, other.id, Why.TEXT, PairState.SURE, 1.0)
    if set(one.keys) & set(other.keys) and (state := by_key(like, languages_differ=differ)):
        return found(one.id, other.id, Why.IDENTIFIER, state, max(like.held, like.title))
    state = by_text(like)
    return found(one.id, other.id, Why.TEXT, state, like.held) if state else None


def with_one_key(several: Iterable[Compared]) -> Iterator[tuple[str, str]]:
    """Pairs of ids that share an identifier or all their words; an address of very many is their owner's."""
    having: dict[str, list[str]] = defaultdict(list)
    same: dict[str, list[str]] = defaultdict(list)
    for one in several:
        same[f"{one.kind}:{one.signature.digest}"].append(one.id)
        for key in one.keys:
            having[key].append(one.id)
    for ids in having.values():
        if len(ids) <= MOST_WITH_ONE_KEY:
            yield from ((a, b) for place, a in enumerate(ids) for b in ids[place + 1 :])
    for ids in same.values():
        yield from ((ids[0], other) for other in ids[1:])


def by_meaning(ids: Collection[str], languages: Languages) -> tuple[list[Found], frozenset[str]]:
    """Pairs in two languages that are each other's nearest in meaning, with those of ``ids`` that could be compared;
    the others are not embedded yet."""
    near = _nearest(ids, languages)
    partners = {hits[0].listing for hits in near.values() if hits} - near.keys()
    every = {**near, **_nearest(partners, languages)}
    pairs: dict[tuple[str, str], Found] = {}
    for id, hits in near.items():
        if not hits:
            continue
        other = hits[0].listing
        back = every.get(other, ())
        if not back or back[0].listing != id:
            continue
        close = nearness(hits[0].cosine, [one.cosine for one in hits], [one.cosine for one in back])
        if close >= MEANT:
            pair = found(id, other, Why.MEANING, PairState.PROPOSED, hits[0].cosine)
            pairs[pair.one, pair.other] = pair
    return list(pairs.values()), frozenset(near)


def _nearest(ids: Collection[str], languages: Languages) -> dict[str, Sequence[Near]]:
    """The nearest in other languages to each, best first."""
    wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id in ids:
        if id in languages and languages[id][1]:
            wanted[languages[id]].append(id)
    answers: dict[str, Sequence[Near]] = {}
    for (kind, language), some in wanted.items():
        others = frozenset(id for id, (of, said) in languages.items() if of == kind and said and said != language)
        limited = len(others) <= _LIMITED_TO
        for start in range(0, len(some), _AT_ONCE):
            part = some[start : start + _AT_ONCE]
            if not others:
                answers.update(dict.fromkeys(part, ()))
                continue
            hits = nearest_in_meaning(
                part, among=others if limited else None, kind=kind, top=NEIGHBOURS if limited else _ASKED
            )
            for id, some_near in hits.items():
                answers[id] = [one for one in some_near if one.listing in others]
    return answers
