"""The official wording of goals and targets, from a file that a node's administrator supplies.

The sentences are © United Nations and are not part of Banyan. This reads the UN's SKOS file in Turtle; only
``skos:prefLabel`` of goals and targets is looked at, the rest is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from banyan.domain.taxonomy.errors import UnknownCode, UnreadableVocabulary
from banyan.domain.taxonomy.rules import sdg_form
from banyan.domain.taxonomy.selectors.reading import frozen
from banyan.domain.taxonomy.selectors.terms import sdg
from banyan.domain.taxonomy.types import Labels

_LABELLED = re.compile(
    r"(?:sdg:|<https?://metadata\.un\.org/sdg/)(?P<code>\d{1,2}(?:\.[0-9a-d]{1,2})?)>?\s+(?:[^\"]{0,300}?;\s*)?"
    r"skos:prefLabel\s+(?P<texts>\"(?:[^\"\\]|\\.)*\"@[\w-]+(?:\s*,\s*\"(?:[^\"\\]|\\.)*\"@[\w-]+)*)"
)
_TEXT = re.compile(r"\"((?:[^\"\\]|\\.)*)\"@([\w-]+)")
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)")
_LONGEST = 20_000_000


def load_official_texts(path: Path) -> Mapping[str, Labels]:
    """Code → language → official sentence; raises :class:`UnreadableVocabulary` when the file holds none."""
    try:
        if path.stat().st_size > _LONGEST:
            raise UnreadableVocabulary(f"{path.name} is larger than 20 MB. Nothing was read.", path=str(path))
        turtle = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableVocabulary(f"{path.name} could not be read: {error}. Nothing was changed.") from error
    texts: dict[str, Labels] = {}
    for found in _LABELLED.finditer(turtle):
        code = _known(found["code"])
        if code is not None:
            texts[code] = frozen({lang: _unescaped(text) for text, lang in _TEXT.findall(found["texts"])})
    if not texts:
        message = f"{path.name} holds no labels of goals or targets. Give the UN's SKOS file in Turtle."
        raise UnreadableVocabulary(message, path=str(path))
    return texts


def _known(text: str) -> str | None:
    form = sdg_form(text)
    try:
        return sdg(form).code if form else None
    except UnknownCode:
        return None


def _unescaped(text: str) -> str:
    plain = _ESCAPED.sub(
        lambda m: chr(int(m[1][1:], 16)) if len(m[1]) == 5 else {"n": " ", "t": " "}.get(m[1], m[1]), text
    )
    return " ".join(plain.split())
