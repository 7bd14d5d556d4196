"""Reading what people type: codes written in many ways, brought to one form. No data, no clock, no I/O.

Each ``*_form`` returns the canonical form or ``None`` when the text has not the shape of such a code; whether
the code exists is for the selectors to say.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

_SDG = re.compile(
    r"(?:(?:sdgs?|goals?|targets?|ods|odd|objectifs?|cibles?|objetivos?|metas?|цур|цели?)[\s:#.\-]*)*"
    r"0?(\d{1,2})(?:[\s.,\-]?([a-d])|[\s.,\-]0?(\d{1,2}))?"
)
_SDG_IRI = re.compile(r"https?://metadata\.un\.org/sdg/", re.IGNORECASE)
_SECTOR = re.compile(
    r"(?:(?:isic|nace|division|sector)[\s:.\-]*(?:rev[\s.]*\d[\s:.\-]*)?)?[a-u]?[\s.\-]*(\d{1,2})(?:\.\d{1,2}|\d{1,2})?"
)
_TECHNOLOGY = re.compile(r"([a-z]{3})(?:[\s\-_.]*(\d{1,2}))?")
_M49 = re.compile(r"(?:m\.?49[\s:\-]*)(\d{1,3})|(\d{3})")
_TRL = re.compile(r"(?:trl|level)?[\s:\-]*(\d)")
#: Longer than any code or name that people type; beyond it nothing is looked for.
_LONGEST = 120
_GROUPS = {"ldc": "LDC", "ldcs": "LDC", "lldc": "LLDC", "lldcs": "LLDC", "sids": "SIDS"}


def fold(text: str) -> str:
    """Lower case, no accents, no punctuation, single spaces: equal for what a reader takes for the same word."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (c for c in decomposed if not _is_accent(c))
    spaced = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in kept)
    return " ".join(spaced.split())


def _is_accent(char: str) -> bool:
    """Marks above and below (Latin, Greek, Cyrillic) and Arabic vowel signs; vowels of Indic and Thai script stay."""
    rank = unicodedata.combining(char)
    return 27 <= rank <= 36 or rank >= 200


def plain(text: str) -> str:
    """Trimmed lower case in compatibility form, with the digits of any script as 0–9; empty when far too long."""
    if len(text) > _LONGEST:
        return ""
    lowered = unicodedata.normalize("NFKC", text).casefold().strip()
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in lowered)


def sdg_form(text: str) -> str | None:
    """``SDG 6.1`` → ``6.1``, ``Goal 06`` → ``6``, ``6.A`` → ``6.a``, also the UN's own addresses."""
    found = _SDG.fullmatch(_SDG_IRI.sub("", plain(text)))
    if found is None:
        return None
    goal, letter, number = found.groups()
    tail = letter or (str(int(number)) if number else "")
    return f"{int(goal)}.{tail}" if tail else str(int(goal))


def sector_form(text: str) -> str | None:
    """``NACE C10.4`` → ``10``, ``ISIC Rev.4 1`` → ``01``, ``0111`` → ``01``: always the two-digit division."""
    found = _SECTOR.fullmatch(plain(text))
    return found[1].zfill(2) if found else None


def technology_form(text: str) -> str | None:
    """``wat 3`` → ``WAT-03``, ``wat`` → ``WAT``."""
    found = _TECHNOLOGY.fullmatch(plain(text))
    if found is None:
        return None
    top = found[1].upper()
    return f"{top}-{int(found[2]):02d}" if found[2] else top


def place_form(text: str, names: Mapping[str, str]) -> str | None:
    """``ke`` → ``KE``, ``m49 2`` and ``002`` → ``M49:002``, ``SIDS``, or whatever ``names`` (folded) knows.

    Two plain letters are always read as a country's code: ``ao`` is Angola, ``Áo`` is Austria in Vietnamese.
    """
    typed = plain(text)
    if typed in _GROUPS:
        return _GROUPS[typed]
    if found := _M49.fullmatch(typed):
        digits = (found[1] or found[2]).zfill(3)
        return names.get(digits, f"M49:{digits}")
    if re.fullmatch(r"[a-z]{2}", typed):
        return typed.upper()
    return names.get(fold(text)) if typed else None


def trl_form(text: str) -> int | None:
    """``TRL 6`` → 6; ``None`` outside 1 to 9."""
    found = _TRL.fullmatch(plain(text))
    return int(found[1]) if found and found[1] != "0" else None


def nearest(given: str, named: Mapping[str, str], *, limit: int = 3) -> tuple[str, ...]:
    """Codes most like ``given``; ``named`` maps each folded code or name to its code."""
    if len(given) > _LONGEST:
        return ()
    hits = difflib.get_close_matches(fold(given), list(named), n=limit * 4, cutoff=0.6)
    return first_of(named[hit] for hit in hits)[:limit]


def first_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Each code once, in the order first seen."""
    return tuple(dict.fromkeys(codes))
