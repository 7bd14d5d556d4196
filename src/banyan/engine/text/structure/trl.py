"""A technology readiness level in plain words."""

from __future__ import annotations

import re
from typing import Final

from banyan.engine.text.unicode import digits_to_ascii
from banyan.engine.types import Guess

_PATTERN: Final = re.compile(
    r"(?<!\w)(?:TRLs?|NMT|MTR|technology readiness levels?|readiness level|niveau de maturité technologique|"
    r"nivel de madurez tecnológica|nível de maturidade tecnológica|technologie-?reifegrad|УГТ|"
    r"уров\w+ готовности технологии|مستوى جاهزية التكنولوجيا|مستوى الجاهزية التقنية|技术成熟度|技术就绪水平)"
    r"\s?(?:\((?:TRL|NMT)\))?\s?(?:of|de|is|at least|level|minimum|:|=|>=|≥|>|-|–)?\s?"
    r"(?:of\s)?(?P<level>[1-9])(?![\d.,]\d|\d)",
    re.IGNORECASE,
)
_SURE: Final = 0.95


def trl_in(text: str) -> Guess | None:
    """The first readiness level (1–9) named in the text."""
    match = _PATTERN.search(digits_to_ascii(text))
    return Guess(match["level"], _SURE, text[match.start() : match.end()]) if match else None
