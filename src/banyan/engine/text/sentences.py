"""Texts cut into sentences and passages, for many scripts, with a cap on length whatever the text is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: Ends of sentences that need no space after them (danda, CJK, Burmese, Khmer, Arabic …).
_HARD_END: Final = "।॥。！？｡︒؟۔။៕៖።፧\n\r\u2028\u2029"
_END: Final = re.compile(
    # Begins with plain signs, which `re` looks for quickly; only then with what stands around them. Each run of marks
    # is tried once, from its start, so that a text of full stops alone stays linear.
    r"[.!?…;；؛" + _HARD_END + r"•‣▪](?:"
    r"(?<=[.!?…])(?<![.!?…][.!?…])[.!?…]*+[\"'”’»)\]]*+(?=\s)"
    r"|(?<=[;；؛])(?<![;；؛][;；؛])[;；؛]*+(?=\s)"
    r"|(?<=[" + _HARD_END + r"•‣▪])[" + _HARD_END + r"•‣▪]*+[\"'”’»」』）)\]]*+)"
)
_SOFT_END: Final = re.compile(r"[\s,;:،、，；：]")
#: Words before a full stop that do not end a sentence.
_ABBREVIATIONS: Final = frozenset(
    "e.g i.e etc mr mrs ms dr prof no nos vol fig figs eq vs approx ca cf al st inc ltd co corp z.b bzw ca env p pp "
    "art ed ch sec min max".split()
)
_LAST_WORD: Final = re.compile(r"[\w.]+$")

LONGEST: Final = 400
"""Characters of the longest passage."""
_SHORTEST: Final = 40
"""Characters below which a sentence is joined to the next one."""


def sentences(text: str, *, longest: int = LONGEST) -> list[tuple[int, int]]:
    """Places (start, end) of the sentences of a text, in order, without surrounding blanks, none empty, none longer
    than ``longest`` characters. Linear in the length of the text."""
    found: list[tuple[int, int]] = []
    for start, end in _raw(text):
        found.extend(_capped(text, start, end, longest))
    return found


def passages(text: str, *, longest: int = LONGEST) -> list[tuple[int, int]]:
    """Like ``sentences``, with very short neighbours joined, so that each passage says something."""
    joined: list[tuple[int, int]] = []
    for start, end in sentences(text, longest=longest):
        if joined:
            before, until = joined[-1]
            short = until - before < _SHORTEST or end - start < _SHORTEST
            if short and end - before <= longest and "\n" not in text[until:start]:
                joined[-1] = (before, end)
                continue
        joined.append((start, end))
    return joined


def _raw(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if match[0].startswith(".") and _is_abbreviation(text, start, match.start()):
            continue
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    before = _LAST_WORD.search(text, max(start, stop - 12), stop)
    if before is None:
        return False
    word = before[0].lower().strip(".")
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


def _capped(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """One sentence without its blanks, cut at the last soft break before each ``longest`` characters."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        if end - start <= longest:
            break
        cut = start + longest
        for back in range(cut, start + longest // 2, -1):
            if _SOFT_END.match(text[back - 1]):
                cut = back
                break
        stop = cut
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            yield start, stop
        start = cut
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
