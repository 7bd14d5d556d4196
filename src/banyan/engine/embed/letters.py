"""Two languages that the encoder has hardly read, spelt with the letters of a near one that it has read much of.

Turkmen and Azerbaijani are close kin and write the same sounds with different letters (``ý`` and ``y``, ``y`` and
``ı``, ``w`` and ``v``, ``ä`` and ``ə``): spelt alike, many words are the same. Faroese and Icelandic differ so in ``ø``
and ``ö``. A letter stands for a letter; nothing is translated. A language is told by letters that no other language
writes together, so that no text of another language is touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _both(small: Mapping[str, str]) -> dict[int, str]:
    large = {key.upper(): value.upper() if value != "ı" else "I" for key, value in small.items()}
    return str.maketrans({**small, **large})


_AZERBAIJANI: Final = _both({"ä": "ə", "ň": "n", "ž": "j", "ý": "y", "y": "ı", "w": "v", "j": "c"})
_ICELANDIC: Final = _both({"ø": "ö"})

_OF_TURKMEN: Final = "ýňşçäžöü"
_NOT_TURKMEN: Final = frozenset("ığəřěšůčďťľŕðþáéíóú")
_LEAST: Final = 0.06
"""Part of a Turkmen text's letters that are its special ones; a name or two in another language stays below."""
_READ: Final = 1500


def familiar(text: str) -> str:
    """The text in letters the encoder has read more of; as it came, unless it is Turkmen or Faroese."""
    sample = text[:_READ].lower()
    if _is_turkmen(sample):
        return text.translate(_AZERBAIJANI)
    if "ø" in sample and "ð" in sample:
        return text.translate(_ICELANDIC)
    return text


def _is_turkmen(sample: str) -> bool:
    if not ("ý" in sample or "ň" in sample) or not (
        "ş" in sample or "ç" in sample or ("ä" in sample and "ň" in sample)
    ):
        return False
    if not _NOT_TURKMEN.isdisjoint(sample):
        return False
    letters = sum(map(str.isalpha, sample))
    return sum(sample.count(letter) for letter in _OF_TURKMEN) >= _LEAST * letters
