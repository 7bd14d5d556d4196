"""The terms of a query, as listings are analysed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from banyan.engine.text.analyse import terms
from banyan.engine.text.language import language_or_guess
from banyan.engine.text.profile import INDEXED


def query_terms(text: str, language: str | None) -> Mapping[str, int]:
    """The terms of a query with how often each occurs."""
    text = text[:INDEXED]
    return Counter(terms(text, language_or_guess(language, text)))
