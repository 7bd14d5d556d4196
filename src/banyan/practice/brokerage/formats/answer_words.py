"""People's words made ready for paper: cut to their room, able to wrap, and with the writing they need."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from banyan.base.text import direction
from banyan.practice.brokerage.rules.answer import cut

#: Controls, and what stands for nothing that could be drawn.
_UNSET = frozenset({"Cc", "Cs", "Co", "Cn"})
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
#: Writing that has a font of its own here: the words in which the Unicode names of its signs begin.
_SCRIPTS = frozenset(
    "Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam "
    "Myanmar Oriya Sinhala Tamil Telugu Thai".split()
)
#: Writing without spaces, whose words the typesetter finds itself.
_UNSPACED = frozenset({"THAI", "LAO", "KHMER", "MYANMAR"})
#: Single signs as wide as a word or a sentence: Arabic ligatures, long dashes, calendar signs; each counts for so many.
_WIDE, _WIDTH = frozenset([*range(0xFDF0, 0xFDFE), 0x2E3A, 0x2E3B, 0x0BF5, 0xA9C4, 0x1242B, 0x12219]), 12
#: A run so long without a space may be wider than its column; then it may break after every so many signs.
_LONG_RUN, _STEP = 40, 10
_BREAK = "\u200b"


def lines(said: Iterable[str], most: int) -> list[dict[str, str]]:
    """Lines of a text, together not longer than ``most``; a line counts for at least sixty."""
    found, left = [], most
    for line in said:
        if line.strip() and left > 0:
            found.append(sized(line, left))
            left -= max(len(line), 60)
    return found


def sized(text: str, most: int, language: str = "") -> dict[str, str]:
    """People's words, cut, with the direction of their first letter."""
    plain = flat(text, most)
    strong = next((way for sign in plain if (way := _STRONG.get(unicodedata.bidirectional(sign)))), "")
    return {"text": loose(plain), "dir": strong or (direction(language) if language else "ltr")}


def flat(text: str, most: int) -> str:
    """One line of at most so many signs (a wide one counts for more), without those that cannot be set."""
    kept = "".join(sign for sign in text[: most * 8] if sign in "\n\t" or unicodedata.category(sign) not in _UNSET)
    plain, left = " ".join(kept.split()), most
    for n, sign in enumerate(plain):
        left -= _weight(sign)
        if left < 0:
            return cut(plain, n)
    return plain if len(text) <= most * 8 else cut(plain + "…", len(plain))


def loose(text: str) -> str:
    """The same with places to break (of no width) in what is too long without a space, as addresses are."""
    return " ".join("".join(_broken(word)) if sum(map(_weight, word)) > _LONG_RUN else word for word in text.split(" "))


def scripts(text: str) -> list[str]:
    """The writing in a text that needs a font of its own: of twenty fonts each further one makes the setting slower."""
    return sorted({name for sign in set(text) if (name := _script(sign).title()) in _SCRIPTS})


def _broken(word: str) -> Iterator[str]:
    before, run = "", 0
    for sign in word:
        joined = unicodedata.category(sign)[0] == "M" or sign == "\u200d" or before == "\u200d"
        joined = joined or unicodedata.category(sign) in {"Cf", "Sk"} or unicodedata.combining(before or " ") == 9
        if run >= _STEP and not joined and not _finds_its_own(sign):
            yield _BREAK
            run = 0
        yield sign
        before, run = sign, run + _weight(sign)


def _finds_its_own(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in {"W", "F"} or _script(sign) in _UNSPACED


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]


def _weight(sign: str) -> int:
    return _WIDTH if ord(sign) in _WIDE else 1
