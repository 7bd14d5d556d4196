"""Quantities in plain words: how many of what, per what time."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from banyan.engine.text.structure.numbers import MULTIPLIER, NUMBER, alternatives, multiplied, number
from banyan.engine.text.structure.numberwords import in_digits

#: Our unit by the words for it, lower case, in several languages.
_UNITS: Final = {
    "household": "household households home homes family families ménage ménages foyer foyers famille familles "
    "hogar hogares familia familias família famílias haushalte kaya familia домохозяйств семей семьи "
    "أسرة أسر عائلة परिवार परिवारों পরিবার 户 家庭 ครัวเรือน hộ rumah-tangga keluarga",
    "person": "person persons people inhabitants residents personne personnes habitants personas habitantes "
    "pessoas personen menschen einwohner watu человек жителей людей شخص نسمة लोग लोगों व्यक्ति মানুষ "
    "人 คน người orang jiwa",
    "farmer": "farmer farmers smallholder smallholders growers agriculteur agriculteurs paysans agricultores "
    "agricultor campesinos bauern wakulima фермеров مزارع مزارعا किसान किसानों 农民 เกษตรกร nông-dân "
    "petani",
    "student": "student students pupils children élèves étudiants alumnos estudiantes niños alunos estudantes "
    "crianças wanafunzi учеников طالب طفل छात्र बच्चे 学生 นักเรียน học-sinh siswa",
    "village": "village villages aldea aldeas aldeia aldeias pueblos vijiji деревень قرية قرى गाँव गांव 村 "
    "หมู่บ้าน desa",
    "school": "school schools école écoles escuela escuelas escola escolas shule школ مدرسة مدارس स्कूल 学校 "
    "โรงเรียน sekolah",
    "clinic": "clinic clinics hospital hospitals hospitales hôpitaux clinique cliniques clínicas hospitais "
    "zahanati больниц مستشفى",
    "unit": "unit units unité unités unidad unidades unidade pieces pcs pièces piezas peças stück штук وحدة "
    "قطعة इकाइयाँ 台 套 个 เครื่อง",
    "animal": "cow cows cattle goats sheep animals vaches bovins chèvres vacas cabras animales ng'ombe коров "
    "بقرة गाय",
    "tonne": "t tonne tonnes ton tons mt tonelada toneladas tonnen tani тонн тонны тонна т طن أطنان टन টন 吨 "
    "ตัน tấn",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes kilogramos quilos кг كجم كيلوغرام "
    "किलो किलोग्राम 公斤 千克 กิโลกรัม กก.",
    "g": "g gram grams gramme grammes gramos gramas грамм جرام ग्राम 克 กรัม",
    "litre": "l litre litres liter liters litro litros литров литра لتر लीटर লিটার 升 ลิตร lít lita",
    "m3": "m3 m³ cubic-metres cubic-meters mètres-cubes metros-cúbicos kubikmeter м3 м³ кубометров متر-مكعب "
    "立方米 ลบ.ม.",
    "m2": "m2 m² sqm square-metres square-meters mètres-carrés metros-cuadrados metros-quadrados "
    "quadratmeter м2 м² متر-مربع 平方米 ตร.ม.",
    "m": "m metre metres meter meters mètre mètres metro metros mita метров метра متر मीटर 米 เมตร mét",
    "km": "km kilometre kilometres kilometer kilometers kilomètres kilómetros quilômetros км километров "
    "كيلومتر كم किलोमीटर किमी 公里 กม. กิโลเมตร",
    "cm": "cm centimetres centimeters centimètres centímetros см سم सेमी 厘米 ซม.",
    "mm": "mm millimetres millimeters millimètres milímetros мм مم 毫米 มม.",
    "ha": "ha hectare hectares hectárea hectáreas hektar hekta га гектаров هكتار हेक्टेयर 公顷 เฮกตาร์",
    "acre": "acre acres ekari एकड़ فدان",
    "W": "w watt watts vatios ватт واط वाट 瓦",
    "kW": "kw kilowatt kilowatts kilovatios кВт كيلوواط किलोवाट 千瓦 กิโลวัตต์",
    "kWp": "kwp",
    "kWh": "kwh kilowatt-hours kilowattheures кВтч квт·ч 千瓦时",
    "MW": "mw megawatt megawatts мвт ميغاواط मेगावाट 兆瓦",
    "V": "v volt volts voltios вольт فولت वोल्ट 伏",
    "C": "°c degrees-celsius degrés-celsius grados-celsius ℃ градусов درجة-مئوية",
    "percent": "% percent per-cent pour-cent por-ciento por-cento prozent процентов بالمئة في-المئة प्रतिशत "
    "asilimia persen",
    "hour": "hour hours heure heures hora horas stunden saa часов ساعة ساعات घंटे 小时 ชั่วโมง giờ jam",
    "day": "day days jour jours día días dia dias tage tagen siku дней يوم أيام दिन दिनों 天 วัน ngày hari",
    "month": "month months mois mes meses monate monaten miezi месяцев شهر أشهر महीने 个月 เดือน tháng bulan",
    "year": "year years ans années año años ano anos jahre jahren miaka лет سنة سنوات साल वर्ष 年 ปี năm tahun",
}  # fmt: skip

#: "per day" and the like: what follows a unit; phrases are parted by bars.
_PER: Final = {
    "hour": "per hour | an hour | each hour | /h | /hour | par heure | por hora | в час | في الساعة | प्रति "
    "घंटा | 每小时 | per jam | mỗi giờ",
    "day": "per day | a day | each day | every day | daily | /day | /d | par jour | /jour | por día | al día "
    "| diarias | diarios | por dia | ao dia | pro tag | am tag | kwa siku | в день | в сутки | يوميا "
    "| يوميًا | في اليوم | प्रतिदिन | प्रति दिन | 每天 | 每日 | per hari | mỗi ngày | ต่อวัน",
    "week": "per week | a week | each week | weekly | par semaine | por semana | pro woche | kwa wiki | в "
    "неделю | أسبوعيا | प्रति सप्ताह | 每周 | per minggu | mỗi tuần | ต่อสัปดาห์",
    "month": "per month | a month | each month | monthly | /month | par mois | al mes | por mes | por mês | "
    "pro monat | kwa mwezi | в месяц | شهريا | प्रति माह | 每月 | per bulan | mỗi tháng | ต่อเดือน",
    "year": "per year | a year | each year | yearly | annually | /year | /yr | par an | al año | por año | "
    "por ano | pro jahr | kwa mwaka | в год | سنويا | प्रति वर्ष | 每年 | per tahun | mỗi năm | ต่อปี",
    "person": "per person | per head | par personne | por persona | por pessoa | на человека | للفرد | प्रति "
    "व्यक्ति | 每人 | ต่อคน",
    "household": "per household | par ménage | por hogar | per family | प्रति परिवार | 每户",
}  # fmt: skip

_COUNTED: Final = frozenset("household person farmer student village school clinic unit animal".split())
"""What comes in whole numbers: there "1.200" is twelve hundred, elsewhere a little more than one."""
_CALENDAR: Final = range(1900, 2101)


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, str]]:
    units = {word.replace("-", " ").casefold(): unit for unit, words in _UNITS.items() for word in words.split()}
    pers = {phrase.casefold(): what for what, phrases in _PER.items() for phrase in phrases.split(" | ")}
    return units, pers


def unit_names() -> dict[str, str]:
    """Our unit by the words for it, lower case."""
    return _names()[0]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    units, pers = _names()
    return re.compile(
        rf"(?P<number>{NUMBER})(?:\s?(?!千[瓦克米])(?P<times>{MULTIPLIER})(?=\s?\D))?[\s-]?(?:de\s|d[’']|of\s)?"
        rf"(?P<unit>{alternatives(list(units))})(?:\s?(?P<per>{alternatives(list(pers))}))?",
        re.IGNORECASE,
    )


def quantities_in(text: str) -> tuple[tuple[Decimal, str, str], ...]:
    """Number, our unit ("household", "tonne/day", "kW" …) and the words that said so (a part of ``text``), in order."""
    plain = in_digits(text)
    units, pers = _names()
    found: list[tuple[Decimal, str, str]] = []
    for match in _pattern().finditer(plain.text):
        unit = units.get(match["unit"].casefold())
        value = number(match["number"], three_are_thousands=unit in _COUNTED)
        if value is None or unit is None or (unit == "year" and value in _CALENDAR):
            continue
        if match["per"]:
            unit = f"{unit}/{pers[match['per'].casefold()]}"
        start, end = plain.origin(match.start(), match.end())
        found.append((multiplied(value, match["times"]), unit, text[start:end]))
    return tuple(found)
