"""Words of quantities: two texts that both count in cubic metres need not be about the same thing."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from banyan.engine.text import analyse

_MEASURES: Final = {
    "en": """metre meter kilometre kilometer centimetre cubic square litre liter tonne ton kilogram gram kilo
        hectare acre day days night month year hour minute week percent watt kilowatt hundred thousand
        million degree unit""",
    "fr": """mètre kilomètre centimètre cube carré litre tonne kilogramme gramme hectare jour nuit mois année an
        heure minute semaine pour cent watt kilowatt cent mille million degré unité""",
    "es": """metro kilómetro centímetro cúbico cuadrado litro tonelada kilogramo gramo hectárea día noche mes año
        hora minuto semana vatio kilovatio cien mil millón grado unidad""",
    "pt": """metro quilômetro centímetro cúbico quadrado litro tonelada quilograma grama hectare dia noite mês
        ano hora minuto semana quilowatt cem mil milhão grau unidade""",
    "ar": """متر كيلومتر سنتيمتر مكعب مربع لتر طن كيلوغرام غرام هكتار يوم يومياً ليلة شهر سنة ساعة دقيقة أسبوع
        مئة ألف مليون درجة""",
    "ru": """метр километр сантиметр кубический квадратный литр тонна килограмм грамм гектар день сутки ночь
        месяц год час минута неделя ватт киловатт сто тысяча миллион градус""",
    "sw": "mita kilomita lita tani kilo gramu hekta siku usiku mwezi mwaka saa dakika wiki mia elfu milioni",
    "zh": "公斤 公里 公顷 立方 平方 方米 每天 每年 每月 小时 分钟",
}


@lru_cache(maxsize=1)
def measures() -> frozenset[str]:
    """The terms (stems) of units, numbers and spans of time, in eight languages."""
    return frozenset(term for language, words in _MEASURES.items() for term in analyse.terms(words, language))
