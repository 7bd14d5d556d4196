"""What is done to a text before it is embedded, so that the same words always give the same tokens."""

from __future__ import annotations

import unicodedata


def prepared(text: str) -> str:
    """The text in NFC: each letter in one piece with its marks.

    The encoder's vocabulary was made from composed text, but its tokeniser maps characters one by one: of a text that
    came with its accents apart (from some word processors, PDF files and systems) it sees pieces of words. Composed
    text comes back unchanged; wide and ligature forms are mapped by the tokeniser itself.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)
