"""From pairs to groups of which one listing is shown.

Pairs make no chains: A like B and B like C does not make C like A. Whoever joins a group is held against the listing
that is shown for it. Only a person's word carries further: what somebody called the same stays together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides which listing of a group is shown: our own before those of a source, then the fullest, then the
    first that was there."""

    own: bool
    completeness: int
    published: str

    def rank(self, id: str) -> tuple[bool, int, str, str]:
        return (not self.own, -self.completeness, self.published, id)


def groups(
    alike: Collection[Pair], said_same: Collection[Pair], said_apart: Collection[Pair], of: Mapping[str, Standing]
) -> list[list[str]]:
    """Groups of two and more, the one to be shown first. Ids that ``of`` does not know are gone and left out; pairs are
    in order (the lesser id first)."""
    apart = {pair for pair in said_apart if pair not in said_same}
    near = {pair for pair in alike if pair not in apart} | set(said_same)
    blocks = _blocks(said_same, apart, of)
    blocks += [
        [id] for id in {id for pair in near for id in pair if id in of} - {id for block in blocks for id in block}
    ]
    made: list[list[str]] = []
    for block in sorted((_ordered(block, of) for block in blocks), key=lambda block: of[block[0]].rank(block[0])):
        home = next((group for group in made if _joins(block, group, near, apart)), None)
        if home is None:
            made.append(list(block))
        else:
            home += block
    return [group[:1] + _ordered(group[1:], of) for group in made if len(group) > 1]


def _joins(block: Iterable[str], group: list[str], near: Collection[Pair], apart: Collection[Pair]) -> bool:
    """Whether one of the block is like the listing that is shown, and nobody said that any two of them are not."""
    members = list(block)
    like = any(_pair(one, group[0]) in near for one in members)
    return like and not any(_pair(one, other) in apart for one in members for other in group)


def _blocks(said_same: Iterable[Pair], apart: Collection[Pair], of: Mapping[str, Standing]) -> list[list[str]]:
    """What people called the same, joined; a pair that would bring two together that somebody parted is left out."""
    home: dict[str, list[str]] = {}
    for one, other in sorted(said_same):
        if one not in of or other not in of:
            continue
        left, right = home.setdefault(one, [one]), home.setdefault(other, [other])
        if left is right or any(_pair(a, b) in apart for a in left for b in right):
            continue
        left += right
        home.update(dict.fromkeys(right, left))
    return [list(block) for block in {tuple(block) for block in home.values()} if len(block) > 1]


def _ordered(ids: Iterable[str], of: Mapping[str, Standing]) -> list[str]:
    return sorted(ids, key=lambda id: of[id].rank(id))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
