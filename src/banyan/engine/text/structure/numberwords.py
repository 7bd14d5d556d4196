"""Numbers written in words ("three hundred", "trois cents", "двести", "三百"), turned into digits.

The six UN languages and Portuguese. A lone "one" is left alone, being an article in most of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from banyan.engine.text.unicode import digits_to_ascii

#: Value by the words for it, lower case; Arabic without hamza on the alef.
_WORDS: Final = {
    1: "one un une uno una um uma один одна одно одного одной واحد واحدة",
    2: "two deux dos dois duas два две двух اثنان اثنين اثنتان اثنتين",
    3: "three trois tres três три трех трёх ثلاثة ثلاث",
    4: "four quatre cuatro quatro четыре четырех четырёх اربعة اربع",
    5: "five cinq cinco пять пяти خمسة خمس",
    6: "six seis шесть шести ستة ست",
    7: "seven sept siete sete семь семи سبعة سبع",
    8: "eight huit ocho oito восемь восьми ثمانية ثماني ثمان",
    9: "nine neuf nueve nove девять девяти تسعة تسع",
    10: "ten dix diez dez десять десяти عشرة عشر",
    11: "eleven onze once одиннадцать одиннадцати",
    12: "twelve douze doce doze двенадцать двенадцати",
    13: "thirteen treize trece treze тринадцать тринадцати",
    14: "fourteen quatorze catorce catorze четырнадцать четырнадцати",
    15: "fifteen quinze quince пятнадцать пятнадцати",
    16: "sixteen seize dieciséis dezesseis dezasseis шестнадцать шестнадцати",
    17: "seventeen diecisiete dezessete dezassete семнадцать семнадцати",
    18: "eighteen dieciocho dezoito восемнадцать восемнадцати",
    19: "nineteen diecinueve dezenove dezanove девятнадцать девятнадцати",
    20: "twenty vingt vingts veinte vinte двадцать двадцати عشرون عشرين",
    21: "veintiuno veintiún veintiuna", 22: "veintidós", 23: "veintitrés", 24: "veinticuatro", 25: "veinticinco",
    26: "veintiséis", 27: "veintisiete", 28: "veintiocho", 29: "veintinueve",
    30: "thirty trente treinta trinta тридцать тридцати ثلاثون ثلاثين",
    40: "forty fourty quarante cuarenta quarenta сорок сорока اربعون اربعين",
    50: "fifty cinquante cincuenta cinquenta пятьдесят пятидесяти خمسون خمسين",
    60: "sixty soixante sesenta sessenta шестьдесят шестидесяти ستون ستين",
    70: "seventy septante setenta семьдесят семидесяти سبعون سبعين",
    80: "eighty huitante octante ochenta oitenta восемьдесят восьмидесяти ثمانون ثمانين",
    90: "ninety nonante noventa девяносто تسعون تسعين",
    200: "doscientos doscientas duzentos duzentas двести двухсот مئتان مئتين مئتي مائتان مائتين مائتي",
    300: "trescientos trescientas trezentos trezentas триста трехсот трёхсот ثلاثمئة ثلاثمائة",
    400: "cuatrocientos cuatrocientas quatrocentos quatrocentas четыреста четырехсот четырёхсот اربعمئة اربعمائة",
    500: "quinientos quinientas quinhentos quinhentas пятьсот пятисот خمسمئة خمسمائة",
    600: "seiscientos seiscientas seiscentos seiscentas шестьсот шестисот ستمئة ستمائة",
    700: "setecientos setecientas setecentos setecentas семьсот семисот سبعمئة سبعمائة",
    800: "ochocientos ochocientas oitocentos oitocentas восемьсот восьмисот ثمانمئة ثمانمائة ثمانيمئة",
    900: "novecientos novecientas novecentos novecentas девятьсот девятисот تسعمئة تسعمائة",
    2000: "الفان الفين الفي",
}  # fmt: skip
#: Words that multiply what stands before them.
_TIMES: Final = {
    12: "dozen douzaine docena dúzia дюжина",
    100: "hundred cent cents centaine cien ciento cem cento сто ста مئة مائة",
    10**3: "thousand mille millier mil тысяча тысячи тысяч тысячу الف الفا الاف",
    10**6: "million millions millón millones milhão milhões миллион миллиона миллионов مليون مليونا ملايين",
    10**9: "billion milliard milliards миллиард миллиарда миллиардов مليار مليارات",
}
_ADDED: Final = {word: value for value, words in _WORDS.items() for word in words.split()}
_MULTIPLIED: Final = {word: value for value, words in _TIMES.items() for word in words.split()}
_JOINTS: Final = frozenset({"and", "et", "y", "e", "и"})
_AND: Final = "و"
_ALEFS: Final = str.maketrans("أإآ", "ااا")
_NAMED: Final = {10**3: "thousand", 10**6: "million", 10**9: "billion"}

_DIGITS_BEFORE: Final = re.compile(r"\d[\s.,]{0,2}$")
_PERCENT: Final = re.compile(r"(?<!\w)(?:per|pour|por|por el)\s(?:cent|cien|ciento|cem|cento)$", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
_GAP: Final = re.compile(r"[\s-]{1,2}")
_LONGEST_GAP: Final = 2

_HAN: Final = re.compile(
    "(?<![0-9第一二两兩三四五六七八九十百千万萬亿億])[一二两兩三四五六七八九十][零〇一二两兩三四五六七八九十百千万萬亿億]{0,14}"
)
_HAN_DIGITS: Final = dict(zip("零〇一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_HAN_TIMES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}


@dataclass(frozen=True, slots=True)
class Plain:
    """A text whose numbers are all in ASCII digits, and where its parts stood in the text as written."""

    text: str
    starts: tuple[int, ...]  #: of each replaced part, here
    ends: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]  #: of each replaced part, in the text as written

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span as written that a span of ``text`` came from, with replaced parts whole."""
        return self._back(start, first=True), self._back(end, first=False)

    def _back(self, at: int, *, first: bool) -> int:
        number = bisect_right(self.starts, at) - 1
        if number < 0:
            return at
        if at < self.ends[number] and not (at == self.starts[number] and not first):
            return self.spans[number][0 if first else 1]
        if at == self.starts[number] and not first:
            return self.spans[number][0]
        return at - self.ends[number] + self.spans[number][1]


def in_digits(text: str) -> Plain:
    """Digits of other scripts and numbers in words become ASCII digits; "three million" becomes "3 million"."""
    plain = digits_to_ascii(text)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spans: list[tuple[int, int]] = []
    at = size = 0
    for start, end, digits in sorted([*_in_words(plain), *_in_han(plain)]):
        parts += (plain[at:start], digits)
        starts.append(size + start - at)
        size = starts[-1] + len(digits)
        ends.append(size)
        spans.append((start, end))
        at = end
    return Plain("".join(parts) + plain[at:], tuple(starts), tuple(ends), tuple(spans))


class _Sum:
    """A number being read word by word."""

    def __init__(self) -> None:
        self.whole = self.part = self.words = 0
        self.last_times = 10**12

    def add(self, value: int, *, joined: bool) -> bool:
        """Takes another word in; False when it cannot go on from here."""
        rest = self.part % 100
        if value == 20 and rest == 4 and not joined:  # quatre-vingt
            self.part += 76
        elif value < 20 and value >= 10 and rest in (60, 80) and self.words:  # soixante-dix, quatre-vingt-onze
            self.part += value
        elif (
            10 <= value < 100 and value % 10 == 0 and 0 < rest < 10 and (joined or value == 10)
        ):  # خمسة وعشرون, خمسة عشر
            self.part += value
        elif self.part % (10 ** len(str(value))) == 0 and (value < 1000 or not self.words):
            self.part += value
        else:
            return False
        self.words += 1
        return True

    def times(self, value: int) -> bool:
        if value < 1000:
            if self.part >= 100 or (self.part == 0 and self.words):
                return False
            self.part = max(self.part, 1) * value
        else:
            if value >= self.last_times or (self.part == 0 and self.words):
                return False
            self.whole += max(self.part, 1) * value
            self.part, self.last_times = 0, value
        self.words += 1
        return True

    def digits(self) -> str:
        name = _NAMED.get(self.last_times)
        return f"{self.whole // self.last_times} {name}" if name and not self.part else str(self.whole + self.part)


def _in_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Spans of numbers in words with their digits."""
    sums: _Sum | None = None
    start = end = last = 0
    joined = False
    for match in _WORD.finditer(text):
        word = match[0].casefold().translate(_ALEFS)
        near = (
            sums is not None and match.start() - end <= _LONGEST_GAP and bool(_GAP.fullmatch(text, end, match.start()))
        )
        if near and word in _JOINTS:
            joined, end = True, match.end()
            continue
        front = word.startswith(_AND) and _value(word) is None and _value(word[1:]) is not None
        known = _value(word[1:] if front else word)
        taken = near and sums is not None and known is not None and _take(sums, known, joined=joined or front)
        if not taken:
            if sums is not None:
                yield from _closed(text, start, last, sums)
            sums = None
            if known is not None and not front:
                sums, start = _Sum(), match.start()
                _take(sums, known, joined=False)
        joined, end = False, match.end()
        if sums is not None:
            last = match.end()
    if sums is not None:
        yield from _closed(text, start, last, sums)


def _value(word: str) -> tuple[int, bool] | None:
    """A number word's value and whether it multiplies."""
    if word in _ADDED:
        return _ADDED[word], False
    return (_MULTIPLIED[word], True) if word in _MULTIPLIED else None


def _take(sums: _Sum, known: tuple[int, bool], *, joined: bool) -> bool:
    value, multiplies = known
    return sums.times(value) if multiplies else sums.add(value, joined=joined)


def _closed(text: str, start: int, end: int, sums: _Sum) -> Iterator[tuple[int, int, str]]:
    """A number, unless it is a lone "one", goes on from digits ("2 million") or is the hundred of "per cent"."""
    if sums.words == 1 and (sums.whole + sums.part == 1 or _PERCENT.search(text, max(0, start - 8), end)):
        return
    if not _DIGITS_BEFORE.search(text, max(0, start - 3), start):
        yield start, end, sums.digits()


def _in_han(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _HAN.finditer(text):
        if match[0] != "一":
            yield match.start(), match.end(), str(_han(match[0]))


def _han(run: str) -> int:
    """The value of Chinese numerals: 三百二十 is 320, 两千万 is 20,000,000."""
    whole = section = digit = 0
    for sign in run:
        times = _HAN_TIMES.get(sign)
        if times is None:
            digit = digit * 10 + _HAN_DIGITS[sign] if digit else _HAN_DIGITS[sign]
        elif times >= 10**4:
            whole = (whole + section + digit) * times if times > 10**4 else whole + (section + digit) * times
            section = digit = 0
        else:
            section += (digit or 1) * times
            digit = 0
    return whole + section + digit
