"""Character classes that Python's ``re`` lacks: words with combining marks, and scripts written without spaces."""

from __future__ import annotations

import sys
import unicodedata
from functools import lru_cache
from typing import Final

#: Scripts whose words are not parted by spaces (or, Korean, carry glued particles): analysed as pairs of characters.
_UNSPACED: Final = (
    (0x0E00, 0x0E4F),  # Thai, without its digits and signs
    (0x0E80, 0x0ECF),  # Lao
    (0x1000, 0x103F),  # Burmese
    (0x1050, 0x108F),
    (0x1780, 0x17D3),  # Khmer
    (0x3005, 0x3007),
    (0x3041, 0x309F),  # Hiragana
    (0x30A0, 0x30FF),  # Katakana
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xAC00, 0xD7AF),  # Hangul
    (0x1100, 0x11FF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x323AF),
)

#: First and last code points of the scripts told apart here; the first that contains a character names it.
_SCRIPTS: Final = (
    ("latin", 0x0041, 0x024F),
    ("greek", 0x0370, 0x03FF),
    ("cyrillic", 0x0400, 0x052F),
    ("armenian", 0x0530, 0x058F),
    ("hebrew", 0x0590, 0x05FF),
    ("arabic", 0x0600, 0x077F),
    ("devanagari", 0x0900, 0x097F),
    ("bengali", 0x0980, 0x09FF),
    ("gurmukhi", 0x0A00, 0x0A7F),
    ("gujarati", 0x0A80, 0x0AFF),
    ("oriya", 0x0B00, 0x0B7F),
    ("tamil", 0x0B80, 0x0BFF),
    ("telugu", 0x0C00, 0x0C7F),
    ("kannada", 0x0C80, 0x0CFF),
    ("malayalam", 0x0D00, 0x0D7F),
    ("sinhala", 0x0D80, 0x0DFF),
    ("thai", 0x0E00, 0x0E7F),
    ("lao", 0x0E80, 0x0EFF),
    ("tibetan", 0x0F00, 0x0FFF),
    ("burmese", 0x1000, 0x109F),
    ("georgian", 0x10A0, 0x10FF),
    ("hangul", 0x1100, 0x11FF),
    ("ethiopic", 0x1200, 0x139F),
    ("khmer", 0x1780, 0x17FF),
    ("mongolian", 0x1800, 0x18AF),
    ("latin", 0x1E00, 0x1EFF),
    ("greek", 0x1F00, 0x1FFF),
    ("kana", 0x3040, 0x30FF),
    ("han", 0x3400, 0x4DBF),
    ("han", 0x4E00, 0x9FFF),
    ("hangul", 0xAC00, 0xD7AF),
    ("han", 0xF900, 0xFAFF),
    ("arabic", 0xFB50, 0xFDFF),
    ("arabic", 0xFE70, 0xFEFF),
    ("han", 0x20000, 0x323AF),
)


def _ranges(wanted: str, last: int) -> list[tuple[int, int]]:
    """Runs of code points up to ``last`` whose general category starts with a letter of ``wanted``."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for point in range(last + 2):
        if point <= last and unicodedata.category(chr(point))[0] in wanted:
            start = point if start is None else start
        elif start is not None:
            found.append((start, point - 1))
            start = None
    return found


def _without(ranges: list[tuple[int, int]], holes: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    for low, high in holes:
        kept: list[tuple[int, int]] = []
        for start, end in ranges:
            if end < low or start > high:
                kept.append((start, end))
                continue
            if start < low:
                kept.append((start, low - 1))
            if end > high:
                kept.append((high + 1, end))
        ranges = kept
    return ranges


def character_class(ranges: list[tuple[int, int]] | tuple[tuple[int, int], ...], last: int = sys.maxunicode) -> str:
    """The inside of a ``[...]`` for ``re``, of characters up to ``last``."""
    return "".join(f"\\U{start:08x}-\\U{min(end, last):08x}" for start, end in ranges if start <= last)


def in_first_plane(text: str) -> bool:
    """Whether every character is one of the first 65,536, as in nearly all texts. ``re`` finds those in one step, and
    tries hundreds of ranges for each where a class goes further."""
    return len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)


#: Inside of a class: characters of scripts without spaces, with their marks.
UNSPACED: Final = character_class(_UNSPACED)
#: Inside of a class: letters, marks and digits of every other script. Planes 0 and 1 hold every living script but Han.
SPACED: Final = character_class(_without(_ranges("LMN", 0x1FFFF), _UNSPACED))
#: The same, of characters of the first plane alone.
FIRST_UNSPACED: Final = character_class(_UNSPACED, 0xFFFF)
FIRST_SPACED: Final = character_class(_without(_ranges("LMN", 0xFFFF), _UNSPACED), 0xFFFF)
#: Inside of a class: combining marks.
MARKS: Final = character_class(_ranges("M", 0x1FFFF))


@lru_cache(maxsize=65536)
def script_of(character: str) -> str:
    """Name of the script of one character, "" for digits, punctuation and scripts not told apart."""
    point = ord(character)
    if not unicodedata.category(character).startswith(("L", "M")):
        return ""
    for name, low, high in _SCRIPTS:
        if low <= point <= high:
            return name
    return ""


def digits_to_ascii(text: str) -> str:
    """The same text, of the same length, with decimal digits of every script written 0–9."""
    if text.isascii():
        return text
    return "".join(
        character if character < "\x80" or not character.isdecimal() else str(unicodedata.decimal(character))
        for character in text
    )
