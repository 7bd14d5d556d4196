"""What is done to a text before it is embedded, so that the same words always give the same tokens."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from banyan.engine.embed.letters import familiar

#: Signs that are seen or felt by nobody who reads, but cut words in pieces for the tokeniser: soft hyphens, zero-width
#: spaces (hints where a line of Khmer or Thai may break; the tokeniser takes them for spaces, and accuracy on Khmer
#: fell from 0.63 to 0.49 with them), word joiners, marks of direction, the byte order mark; the Arabic stroke that only
#: lengthens a word; Arabic vowel points, which hardly any text has that the encoder was trained on.
_UNSEEN: Final = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u0640\u0610-\u061a\u064b-\u065f\u0670]"
)


def prepared(text: str) -> str:
    """The text in NFC, each letter in one piece with its marks, without signs that only dress it.

    The encoder's vocabulary was made from composed text, but its tokeniser maps characters one by one: of a text that
    came with its accents apart (from some word processors, PDF files and systems) it sees pieces of words. Usual text
    comes back unchanged; wide and ligature forms are mapped by the tokeniser itself. Languages it has not read are
    spelt in the letters of a near one (``letters``).
    """
    if text.isascii():
        return text
    return familiar(unicodedata.normalize("NFC", _UNSEEN.sub("", unicodedata.normalize("NFC", text))))
