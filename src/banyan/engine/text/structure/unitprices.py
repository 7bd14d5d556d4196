"""What an amount of money is for, when it is not for the whole: "USD 40 per household", "300 元/吨", "5 € chacun"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from banyan.engine.text.structure.numbers import alternatives
from banyan.engine.text.structure.quantities import unit_names

#: Singular and inflected words that stand only after "per"; in the units' own table are those that follow numbers.
_AFTER_PER: Final = {
    "household": "домохозяйство семью двор للأسرة للاسرة família",
    "person": "head capita tête человека душу للفرد pessoa",
    "student": "pupil child élève enfant alumno niño ученика ребёнка ребенка للطالب",
    "farmer": "фермера للمزارع",
    "village": "village деревню село للقرية",
    "school": "школу للمدرسة",
    "unit": "unit piece item device set pièce appareil unité unidad pieza aparato единицу штуку прибор للوحدة "
    "للقطعة الوحدة القطعة",
    "animal": "cow goat animal vache корову للرأس",
    "tonne": "тонну للطن الطن",
    "kg": "килограмм للكيلو للكيلوغرام الكيلوغرام كيلو",
    "litre": "литр للتر اللتر",
    "m3": "куб кубометр cubic-metre cubic-meter mètre-cube metro-cúbico للمتر-المكعب متر-مكعب",
    "m2": "square-metre square-meter mètre-carré metro-cuadrado",
    "ha": "гектар للهكتار الهكتار",
    "kWh": "kilowatt-hour kilowattheure kilovatio-hora киловатт-час للكيلوواط-ساعة",
    "W": "ватт للواط",
    "kW": "киловатт للكيلوواط",
    "hour": "час للساعة الساعة",
    "day": "день сутки لليوم اليوم يوميا",
    "month": "месяц للشهر الشهر شهريا",
    "year": "год annum للسنة السنة سنويا",
    "week": "week semaine semana неделю الأسبوع للأسبوع 周",
    "sample": "sample échantillon muestra пробу образец عينة للعينة",
    "visit": "visit visite visita визит",
}  # fmt: skip
_ALONE: Final = {
    "unit": "each | apiece | a piece | chacun | chacune | la pièce | l'unité | l’unité | pièce | cada uno | cada una | "
    "c/u | la unidad | за штуку | للقطعة | للوحدة | للواحدة | للواحد",
    "month": "monthly | mensuel | mensuels | mensuales | ежемесячно | شهريا | شهرياً",
    "year": "yearly | annually | annuel | annuels | anuales | ежегодно | سنويا | سنوياً",
    "day": "daily | diarios | ежедневно | يوميا | يومياً",
}
_PER: Final = (
    r"(?:/|per|for each|for every|each|every|an?|par|pour chaque|le|la|por cada|por|para cada|cada|el|al|à|pro|je|"
    r"за кажд\w+|за один|за одну|за|на кажд\w+|на|в|لكل|لـ|عن كل|في|每|kwa kila|kwa|प्रति|mỗi|ต่อ|untuk setiap)"
)
#: After "per" itself anything may stand; "per cent" is no unit.
_ANYTHING: Final = r"(?:per|لكل)\s(?!cent)(?P<any>[^\W\d_]{3,20})"
_HAN_BEFORE: Final = 8
_LONGEST: Final = 40


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    more = {word.replace("-", " "): unit for unit, words in _AFTER_PER.items() for word in words.split()}
    return {**unit_names(), **{word.casefold(): unit for word, unit in more.items()}}


@lru_cache(maxsize=1)
def _alone() -> dict[str, str]:
    return {phrase.strip(): unit for unit, phrases in _ALONE.items() for phrase in phrases.split("|")}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    unit = alternatives(list(_names()))
    front = alternatives([word for word in _names() if word.startswith("لل")])
    after = (
        rf"\s?(?:(?P<alone>{alternatives(list(_alone()))})|(?<![A-Za-z]){_PER}\s?(?P<unit>{unit})|(?P<front>{front})"
        rf"|{_ANYTHING})"
    )
    return re.compile(after, re.IGNORECASE), re.compile(rf"每(?P<unit>{unit})[^\d,。;]{{0,4}}$", re.IGNORECASE)


def per_what(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The unit that the amount at ``text[start:end]`` is for ("" for none), and where both begin and end."""
    after, before = _patterns()
    match = after.match(text, end, min(len(text), end + _LONGEST))
    if match:
        words = (match["alone"] or match["unit"] or match["front"] or match["any"]).casefold()
        known = _alone().get(words) if match["alone"] else _names().get(words)
        return known or words, start, match.end()
    found = before.search(text, max(0, start - _HAN_BEFORE), start)
    return (_names()[found["unit"].casefold()], found.start(), end) if found else ("", start, end)
