"""Dates in plain words, in the languages whose month names Babel knows."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from babel import Locale

from banyan.engine.text.structure.numbers import alternatives
from banyan.engine.text.unicode import digits_to_ascii

_LANGUAGES: Final = (
    "en", "fr", "es", "pt", "de", "it", "nl", "sv", "pl", "ro", "tr", "ru", "uk", "ar", "fa", "hi", "ne", "bn", "ta",
    "id", "sw", "vi", "th", "km", "lo", "my", "am", "el",
)  # fmt: skip

#: Month names used beside the ones Babel gives (the Levant's, and Thai short forms come with Babel).
_MORE: Final = {
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9,
    "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12, "sept": 9,
}  # fmt: skip

#: Words that turn "2027" or "March" alone into a date.
_UNTIL: Final = (
    "by", "before", "until", "till", "no later than", "end of", "by the end of", "d'ici", "d’ici", "avant", "fin",
    "jusqu'en", "jusqu’en", "à la fin de", "para", "antes de", "hasta", "a finales de", "fin de", "finales de", "até",
    "até o fim de", "até ao fim de", "bis", "bis ende", "ende", "vor", "entro", "entro il", "к", "до", "до конца",
    "к концу", "قبل", "حتى", "بحلول", "نهاية", "kabla ya", "ifikapo", "hadi", "sebelum", "sampai", "akhir", "trước",
    "cuối năm",
)  # fmt: skip
_SPANS: Final = {
    1: "day days jour jours día días dia dias tagen tage дней дня",
    7: "week weeks semaine semaines semana semanas wochen недель недели",
    30: "month months mois mes meses mês monaten monate месяцев месяца",
    365: "year years an ans año años ano anos jahren jahre лет года",
}
_DAYS: Final = {word: days for days, words in _SPANS.items() for word in words.split()}
_WITHIN: Final = (
    "within", "in", "within the next", "in the next", "dans", "dans les", "d'ici", "d’ici", "sous", "en", "dentro de",
    "em", "dentro de", "innerhalb von", "in", "binnen", "через", "в течение",
)  # fmt: skip

_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100
_BUDDHIST: Final = 543


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Month by its names, lower case; a name that means two months in two languages is left out."""
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in months[context][width].items():
                    plain = str(name).casefold().rstrip(".")
                    if len(plain) > (2 if plain < "\u0370" else 1) and not any(sign.isdigit() for sign in plain):
                        found.setdefault(plain, set()).add(int(month))
    names = {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
    return names | {"mar": 3, "may": 5, "mai": 5} | _MORE


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = rf"(?<!\w)(?P<month>{alternatives(list(_months()))})\.?"
    year = r"(?P<year>(?:19|20|25)\d\d)(?!\d)"
    day = r"(?<![\d.,])(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th|er|ère|re|º|ª|°|\.))?"
    joint = r"(?:\s?,?\s?(?:de|del|do|of|di|năm|،|م)?\s?)"
    until = alternatives(list(_UNTIL))
    span = alternatives(list(_DAYS))
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"(?<!\d)(?P<year>(?:19|20|25)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
            r"(?<!\d)(?P<year>(?:19|20|25)\d\d)\s?[年년]\s?(?P<number>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日号일])?",
            rf"(?:ngày\s+(?P<day>\d{{1,2}})\s+)?tháng\s+(?P<number>\d{{1,2}})(?:\s+năm\s+|\s*[/-]\s*){year}",
            r"(?<![\w/.])(?P<one>\d{1,2})(?P<sign>[/.-])(?P<two>\d{1,2})(?P=sign)(?P<year>(?:19|20|25)\d\d)(?![\d/]|\.\d)",
            rf"{day}{joint}{month}{joint}{year}",
            rf"{month}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{year}",
            rf"{month}{joint}{year}",
            rf"(?<!\w)(?:{until})\s(?:the\s|le\s|el\s|o\s|a\s)?{day}{joint}{month}",
            rf"(?<!\w)(?:{until})\s{month}",
            rf"(?<!\w)(?:{until})\s(?:the\s)?(?:end\s(?:of\s)?|fin\s(?:de\s)?|l'année\s|l’année\s)?{year}",
            rf"(?<!\w)(?:{alternatives(list(_WITHIN))})\s(?P<count>\d{{1,3}})\s(?P<span>{span})",
        )
    )


def dates_in(text: str, today: date) -> tuple[tuple[date, str], ...]:
    """Dates in the order of the text, each with the words that said so (a part of ``text``).

    A month stands for its last day, a year after "by", "before" and the like for its last day, a month without a year
    for the next one. Where day and month could be exchanged the day comes first. Buddhist years are converted.
    """
    plain = digits_to_ascii(text)
    found: dict[int, tuple[date, int]] = {}
    taken: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            value = _value(match, today)
            if value is not None:
                found[start] = (value, end)
                taken.append((start, end))
    return tuple((value, text[start:end]) for start, (value, end) in sorted(found.items()))


def _value(match: re.Match[str], today: date) -> date | None:
    parts = match.groupdict()
    try:
        if parts.get("count"):
            return today + timedelta(days=int(parts["count"]) * _DAYS[parts["span"].casefold()])
        year = _year(parts.get("year"))
        if parts.get("one"):
            one, two = int(parts["one"]), int(parts["two"])
            return _date(year, one, two) if two > 12 else _date(year, two, one)
        month = _months()[parts["month"].casefold()] if parts.get("month") else int(parts.get("number") or 0)
        day = int(parts["day"]) if parts.get("day") else None
        if year is None and month:
            value = _date(today.year, month, day)
            return value if value is None or value >= today else _date(today.year + 1, month, day)
        return _date(year, month or 12, day)
    except (ValueError, OverflowError):
        return None


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    year = int(text)
    return year - _BUDDHIST if year > 2500 else year


def _date(year: int | None, month: int, day: int | None) -> date | None:
    """A date, the last of the month where the day is not said; None outside the years that make sense."""
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return date(year, month, day or calendar.monthrange(year, month)[1])
