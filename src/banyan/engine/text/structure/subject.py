"""What of a text tells its subject: amounts, counts and what it does without tell conditions instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_WITHOUT: Final = re.compile(
    r"(?<!\w)(?:without|sans|sin|sem|ohne|без|بدون|دون)\s+(?:any\s|the\s|l[’']|d[’']|la\s|el\s|o\s|a\s)?(?P<what>\w+)"
    r"|(?:无需|無需|不需要)(?P<han>\w{2})",
    re.IGNORECASE,
)


def without_amounts(text: str, told: Iterable[str]) -> str:
    """The text, of the same length, with blanks for the words in ``told``: "40 dollars" says what it may cost."""
    for words in sorted(set(told), key=len, reverse=True):
        if words:
            text = text.replace(words, " " * len(words))
    return text


def without_conditions(text: str) -> str:
    """The text, of the same length, with blanks for what follows "without": "sans électricité" says where something
    must work."""
    return _WITHOUT.sub(lambda match: " " * len(match[0]), text)
