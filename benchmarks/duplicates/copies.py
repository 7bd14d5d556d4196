"""Near-copies, planted by fixed recipes: what happens to a listing that is entered twice, or comes by another way.

Each recipe changes the words of a real listing without looking at what it is about.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from benchmarks.duplicates.data import Text

_BOILERPLATE: Final = (
    "This entry was taken over from a partner catalogue. Please read the terms of the partner before you use it. "
    "The catalogue is kept up to date every month and nobody answers for mistakes in it. "
    "Use the form of the catalogue to get in touch; answers take up to ten working days. "
)
_AHEAD: Final = ("Looking for partners:", "Technology request:", "New:", "Cooperation sought:", "Offer:", "Open call:")
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|(?<=[.!?])(?=[A-Z])")
Recipe = Callable[[str, str, random.Random], tuple[str, str]]


def _cut(title: str, body: str, chance: random.Random) -> tuple[str, str]:
    words = body.split()
    return title, " ".join(words[: max(len(words) // 2, 1)]) + "…"


def _two_thirds(title: str, body: str, chance: random.Random) -> tuple[str, str]:
    """A third of the sentences left out, here and there; of one sentence, its last third."""
    parts = _sentences(body)
    if len(parts) < 3:
        words = body.split()
        return title, " ".join(words[: max(2 * len(words) // 3, 1)])
    gone = set(chance.sample(range(len(parts)), len(parts) // 3))
    return title, " ".join(part for place, part in enumerate(parts) if place not in gone)


def _retitled(title: str, body: str, chance: random.Random) -> tuple[str, str]:
    """Half of the title's words in another order, behind words of another platform."""
    words = title.split()
    kept = words[: max((len(words) + 1) // 2, 1)]
    chance.shuffle(kept)
    return f"{chance.choice(_AHEAD)} {' '.join(kept)}", body


def _figures(title: str, body: str, chance: random.Random) -> tuple[str, str]:
    """All figures changed, as in the entry of another year."""

    def other(found: re.Match[str]) -> str:
        return str(chance.randrange(1, 9)) + "".join(str(chance.randrange(10)) for _ in found.group()[1:])

    return re.sub(r"\d+", other, title), re.sub(r"\d+", other, body) + f" Updated on 0{chance.randrange(1, 9)}.03.2026."


def _reordered(title: str, body: str, chance: random.Random) -> tuple[str, str]:
    parts = _sentences(body)
    chance.shuffle(parts)
    return title, " ".join(parts)


def _wrapped(title: str, body: str, chance: random.Random) -> tuple[str, str]:
    """Boilerplate before and behind, half as long as the text and more."""
    return title, f"{_BOILERPLATE}{body} {_BOILERPLATE}"


def _marked_up(title: str, body: str, chance: random.Random) -> tuple[str, str]:
    """What is left of a page: tags, entities, hard blanks."""
    parts = [f'<p class="MsoNormal"><span lang="EN-GB">{html.escape(part)}</span></p>' for part in _sentences(body)]
    return html.escape(title), "".join(parts).replace(" and ", "&nbsp;and ")


def _all_at_once(title: str, body: str, chance: random.Random) -> tuple[str, str]:
    """Another title, two thirds of the text in another order, as a page."""
    for recipe in (_retitled, _two_thirds, _reordered, _marked_up):
        title, body = recipe(title, body, chance)
    return title, body


RECIPES: Final[Mapping[str, Recipe]] = {
    "cut in half": _cut,
    "two thirds of it": _two_thirds,
    "another title": _retitled,
    "other figures": _figures,
    "other order": _reordered,
    "boilerplate around it": _wrapped,
    "left of a page": _marked_up,
    "several at once": _all_at_once,
}


def copy_of(text: Text, recipe: str, seed: int) -> Text:
    """A near-copy in the collection of the original."""
    title, body = RECIPES[recipe](text.title, text.body, random.Random(f"{seed}:{recipe}:{text.id}"))
    return Text(f"{text.id}+{recipe}", text.kind, title, body, text.language, text.collection, text.fold)


def _sentences(body: str) -> list[str]:
    return [part for part in _SENTENCE.split(body) if part.strip()]
