"""Which language a text is written in."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Final

import py3langid.langid as langid

from banyan.engine.text.unicode import script_of
from banyan.engine.types import Guess

_READ: Final = 1500
"""Characters looked at, from the start; more do not change the answer."""

#: Scripts that one language of the exchange writes, and how sure that makes us.
_BY_SCRIPT: Final = {
    "thai": ("th", 0.99), "khmer": ("km", 0.99), "lao": ("lo", 0.99), "burmese": ("my", 0.97), "hangul": ("ko", 0.99),
    "kana": ("ja", 0.98), "greek": ("el", 0.98), "armenian": ("hy", 0.99), "hebrew": ("he", 0.95),
    "georgian": ("ka", 0.98), "ethiopic": ("am", 0.9), "gurmukhi": ("pa", 0.98), "gujarati": ("gu", 0.99),
    "oriya": ("or", 0.99), "tamil": ("ta", 0.99), "telugu": ("te", 0.99), "kannada": ("kn", 0.99),
    "malayalam": ("ml", 0.99), "sinhala": ("si", 0.99), "bengali": ("bn", 0.93), "tibetan": ("dz", 0.6),
}  # fmt: skip

#: The languages to choose from within a script that several share.
_WITHIN: Final = {
    "arabic": ("ar", "fa", "ur", "ps", "ug", "ku"),
    "cyrillic": ("ru", "uk", "bg", "be", "kk", "ky", "mk", "mn", "sr", "tg"),
    "devanagari": ("hi", "mr", "ne"),
    "han": ("zh",),
}

#: Letters that only one language of a script writes, for languages that the model does not know.
_ONLY: Final = {"cyrillic": (("tg", frozenset("ҷӣӯҶӢӮ")),)}

_FEW_LETTERS: Final = 24
"""Below this a Latin text is too short to be sure of."""


class _Identifier:
    """The model, loaded (half a second) when first asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: langid.LanguageIdentifier | None = None

    def classify(self, text: str, among: tuple[str, ...]) -> tuple[str, float]:
        """The likeliest language and its probability, within ``among`` where that is given."""
        with self._lock:
            if self._model is None:
                self._model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
            model = self._model
        ranked = [(str(code), float(probability)) for code, probability in model.rank(text)]
        chosen = [pair for pair in ranked if pair[0] in among] if among else ranked
        total = sum(probability for _, probability in chosen)
        if not chosen or total <= 0:
            return "", 0.0
        code, probability = max(chosen, key=lambda pair: pair[1])
        return code, probability / total


_IDENTIFIER: Final = _Identifier()


def identify(text: str) -> Guess | None:
    """The language of a text with a confidence of 0–1; None when nothing in it tells (no letters, one short word)."""
    sample = text[:_READ]
    scripts = Counter(name for name in map(script_of, sample) if name)
    letters = scripts.total()
    if letters < 2:
        return None
    if scripts["kana"] and scripts["han"] and scripts["kana"] * 12 >= scripts["han"]:
        scripts["kana"] += scripts.pop("han")
    script, count = scripts.most_common(1)[0]
    share = count / letters
    if script in _BY_SCRIPT:
        code, sure = _BY_SCRIPT[script]
        return Guess(code, round(sure * share, 3))
    if script == "latin" and letters < 4:
        return None
    among = _WITHIN.get(script, ())
    if len(among) == 1:
        return Guess(among[0], round(0.98 * share, 3))
    own = next((code for code, letters_ in _ONLY.get(script, ()) if not letters_.isdisjoint(sample)), "")
    code, sure = (own, 0.95) if own else _IDENTIFIER.classify(sample, among)
    if not code or code == "und":
        return None
    if script == "latin" and script_language(code) != "latin":
        return None
    return Guess(code, round(sure * share * min(1.0, letters / _FEW_LETTERS), 3))


def script_language(code: str) -> str:
    """The script of a language as far as this module tells scripts apart; "latin" for all others."""
    for script, (language, _) in _BY_SCRIPT.items():
        if language == code:
            return script
    for script, languages in _WITHIN.items():
        if code in languages and code not in {"sr", "ku"}:
            return script
    return "latin"


_SURE: Final = 0.5


def language_or_guess(language: str | None, text: str) -> str | None:
    """The declared language, else the one identified when the guess is better than even, else None."""
    if language:
        return language.lower().replace("_", "-").split("-")[0]
    guess = identify(text)
    return guess.value if guess is not None and guess.confidence >= _SURE else None
