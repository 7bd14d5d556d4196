"""Numbers as people write them: separators of several habits, words for thousand, lakh, million, ranges and limits."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

#: Words that multiply the number before them.
_WORDS: Final = {
    10**3: "k thousand thousands mille mil tausend mila elfu ribu rb bin тыс тыс. тысяч тысячи ألف الف آلاف "
    "हजार हज़ार হাজার พัน 千 ngàn nghìn",
    10**4: "万 萬 หมื่น",
    10**5: "lakh lakhs lac lacs लाख لاکھ লাখ লক্ষ แสน",
    10**6: "m mn mio million millions millón millon millones milhão milhões milione milioni millionen juta "
    "jt milyon miljoen triệu млн млн. миллион миллиона миллионов مليون ملايين میلیون मिलियन ล้าน 百万",
    10**7: "crore crores करोड़ करोड کروڑ কোটি",
    10**8: "亿 億",
    10**9: "bn billion billions milliard milliards milliarden mrd miliar tỷ млрд млрд. миллиард миллиардов "
    "مليار अरब",
}  # fmt: skip
MULTIPLIERS: Final[dict[str, int]] = {word: factor for factor, words in _WORDS.items() for word in words.split()}

_GROUP: Final = r"[ ,.'’\u00a0\u202f\u066c]"
#: A number in ASCII digits (see ``digits_to_ascii``). Never starts or ends inside another number.
NUMBER: Final = (
    rf"(?<![\d.,])(?:\d{{1,3}}(?:{_GROUP}\d{{2,3}})*{_GROUP}\d{{3}}(?:[.,\u066b]\d{{1,2}})?(?!\d)"
    r"|\d{1,15}(?:[.,\u066b]\d{1,6})?)(?!\d)"
)


def alternatives(words: list[str] | tuple[str, ...]) -> str:
    """A regular expression for any of the words, longest first; Latin words must end at a word's end."""
    return "|".join(
        re.escape(word) + (r"(?!\w)" if word[-1].isalpha() and word[-1] < "\u0e00" else "")
        for word in sorted(words, key=len, reverse=True)
    )


MULTIPLIER: Final = rf"(?:{alternatives(list(MULTIPLIERS))})"

#: Between the two ends of a range.
TO: Final = r"\s*(?:[-–—~]|to|and|à|et|a|y|e|até|hasta|bis|und|до|и|إلى|الى|و|से|至|到|hadi|sampai|hingga|đến|ถึง)\s*"

_AT_MOST: Final = re.compile(
    r"(?:up to|at most|no more than|not more than|less than|under|below|maximum(?: of)?|max\.?|jusqu[’']à|au plus|"
    r"moins de|"
    r"maximum de|hasta|como máximo|menos de|máximo(?: de)?|até|no máximo|bis zu|höchstens|maximal|до|не более|حتى|"
    r"لا يتجاوز|अधिकतम|不超过|最多|hadi|hingga|maksimal|tối đa|ไม่เกิน)\s*\W{0,2}$",
    re.IGNORECASE,
)
_AT_LEAST: Final = re.compile(
    r"(?:at least|no less than|more than|over|from|minimum(?: of)?|min\.?|au moins|plus de|à partir de|minimum de|"
    r"al menos|como mínimo|más de|mínimo(?: de)?|pelo menos|mais de|mindestens|ab|не менее|более|على الأقل|कम से कम|"
    r"至少|angalau|minimal|ít nhất|อย่างน้อย)\s*\W{0,2}$",
    re.IGNORECASE,
)
_LOOK_BACK: Final = 28


def number(text: str, *, three_are_thousands: bool = True) -> Decimal | None:
    """The value of what ``NUMBER`` matched.

    With one separator and three digits after it ("1.500"), ``three_are_thousands`` decides for the full stop; comma,
    blank and apostrophe always part thousands there.
    """
    parts = re.split(_GROUP + "|\u066b", text)
    marks = [mark for mark in text if not mark.isdigit()]
    last = marks[-1] if marks else ""
    decimal = bool(marks) and (
        last == "\u066b"
        or len(parts[-1]) != 3
        or (len(marks) > 1 and last in ".," and last not in marks[:-1])
        or (len(marks) == 1 and last == "." and not three_are_thousands)
        or (len(marks) == 1 and last in ".," and parts[0] == "0")
    )
    whole = "".join(parts[:-1]) + "." + parts[-1] if decimal else "".join(parts)
    try:
        return Decimal(whole)
    except InvalidOperation:
        return None


def multiplied(value: Decimal, word: str | None) -> Decimal:
    """``value`` times what the word says, 1 for none or an unknown one."""
    factor = MULTIPLIERS.get((word or "").casefold(), 1)
    product = value * factor
    return product.quantize(Decimal(1)) if product == product.to_integral_value() and factor > 1 else product


def limit_before(text: str, start: int) -> str:
    """ "most", "least" or "" by the words right before a number."""
    before = text[max(0, start - _LOOK_BACK) : start]
    if _AT_MOST.search(before):
        return "most"
    return "least" if _AT_LEAST.search(before) else ""
