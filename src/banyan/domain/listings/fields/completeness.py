"""How much of a listing is there, 0–100, and what would help most."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.fields.registry import fields_of
from banyan.domain.listings.types.enums import Kind
from banyan.domain.listings.types.fields import Completeness, Field, Missing, Shape, Text, Value

#: A summary is wanted with 60 words; scripts without spaces are counted by characters instead.
SUMMARY_WORDS, SUMMARY_CHARACTERS = 60, 180
_SHORT_LONG_TEXT = 40
_MORE = _("A little more would help: what is here is very short.")
_SUMMARY = _("Sixty words or more let people decide without asking.")


def completeness(kind: Kind, values: Mapping[str, Value]) -> Completeness:
    """The score and, greatest gain first, each missing answer with the reason to give it."""
    counted = [field for field in fields_of(kind) if field.weight]
    whole = sum(field.weight for field in counted)
    there = 0.0
    gaps: list[tuple[Field, float, Text]] = []
    for field in counted:
        share, sentence = _share(field, values)
        there += field.weight * share
        if share < 1:
            gaps.append((field, field.weight * (1 - share), sentence))
    gaps.sort(key=lambda gap: -gap[1])
    missing = (
        Missing(field.name, field.label, max(1, round(100 * gain / whole)), sentence) for field, gain, sentence in gaps
    )
    return Completeness(min(100, int(100 * there / whole + 1e-9)), tuple(missing))


def _share(field: Field, values: Mapping[str, Value]) -> tuple[float, Text]:
    """How much of the field is answered (0, a half or 1), and what to say about the rest."""
    if field.name not in values:
        return (1.0, "") if any(name in values for name in field.instead) else (0.0, field.why)
    value = values[field.name]
    if field.name == "summary" and isinstance(value, str):
        enough = len(value.split()) >= SUMMARY_WORDS or _unspaced(value) >= SUMMARY_CHARACTERS
        return (1.0, "") if enough else (0.5, _SUMMARY)
    if field.shape is Shape.LONG and field.weight >= 5 and isinstance(value, str) and len(value) < _SHORT_LONG_TEXT:
        return (1.0, "") if _unspaced(value) >= _SHORT_LONG_TEXT // 3 else (0.5, _MORE)
    return 1.0, ""


def _unspaced(text: str) -> int:
    """How many characters belong to scripts written without spaces (Han, kana, Thai, Lao, Khmer, Burmese)."""
    return sum(
        "\u0e00" <= c <= "\u0eff" or "\u1000" <= c <= "\u109f" or "\u1780" <= c <= "\u17ff" or "\u3040" <= c <= "\u9fff"
        for c in text
    )
