"""Whole sentences in the six UN languages: every fact is read and nothing else."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from banyan.domain.taxonomy.selectors import concepts
from banyan.engine.embed.none import NoEncoder
from banyan.engine.text.structure import Taxonomy, understand
from banyan.engine.types import Concept

TODAY = date(2026, 11, 23)
TAXONOMY = Taxonomy(
    [Concept(one.code, "place", one.labels, one.keywords, one.broader, one.adjectives) for one in concepts("place")]
)


class Told(NamedTuple):
    text: str
    places: str = ""
    money: str = ""
    prices: str = ""
    dates: str = ""
    quantities: str = ""
    trl: str = ""


SENTENCES = [
    Told(
        "Three hundred households in Kenya need light before March 2027; we have USD 20,000.",
        "KE",
        "20000 USD",
        dates="2027-03-31",
        quantities="300 household",
    ),
    Told("A Nepalese clinic pays at most USD 40 per month.", "NP", prices="40 USD/month"),
    Told("It must be at TRL 7 and give 5 kW by 15 June 2027.", trl="7", dates="2027-06-15", quantities="5 kW"),
    Told("Our village in Peru has 1,200 people and no road.", "PE", quantities="1200 person"),
    Told("Between 5 and 10 million euros for Ugandan and Rwandan schools.", "UG RW", "5000000-10000000 EUR"),
    Told(
        "Trois cents ménages au Sénégal attendent de l’eau avant mars 2027 ; budget : 20 000 euros.",
        "SN",
        "20000 EUR",
        dates="2027-03-31",
        quantities="300 household",
    ),
    Told("Une coopérative malienne paie au plus 40 euros par ménage.", "ML", prices="40 EUR/household"),
    Told("Niveau de maturité technologique 6, pour le 1er juin 2027.", trl="6", dates="2027-06-01"),
    Told("Notre village haïtien compte 1 200 habitants.", "HT", quantities="1200 person"),
    Told("Deux millions de FCFA pour une école au Bénin.", "BJ", "2000000 XOF"),
    Told(
        "Doscientos hogares en Bolivia necesitan luz antes de marzo de 2027; tenemos 20.000 dólares.",
        "BO",
        "20000 USD",
        dates="2027-03-31",
        quantities="200 household",
    ),
    Told("Una cooperativa peruana paga 5 dólares por hogar.", "PE", prices="5 USD/household"),
    Told("Nivel de madurez tecnológica 6, hasta el 15 de junio de 2027.", trl="6", dates="2027-06-15"),
    Told("Nuestro pueblo guatemalteco tiene 1.200 habitantes.", "GT", quantities="1200 person"),
    Told("Quinientos euros para una escuela en Honduras.", "HN", "500 EUR"),
    Told(
        "Двести семей в Казахстане ждут воду до 15 марта 2027 года; бюджет 500 тыс. рублей.",
        "KZ",
        "500000 RUB",
        dates="2027-03-15",
        quantities="200 household",
    ),
    Told("Узбекский кооператив платит 40 долларов за тонну.", "UZ", prices="40 USD/tonne"),
    Told("Нужен УГТ 7 и 5 кВт.", trl="7", quantities="5 kW"),
    Told("В киргизском селе 1200 жителей.", "KG", quantities="1200 person"),
    Told(
        "ثلاثمئة أسرة في كينيا تحتاج الماء قبل 15 مارس 2027 ولدينا 20000 دولار",
        "KE",
        "20000 USD",
        dates="2027-03-15",
        quantities="300 household",
    ),
    Told("تعاونية مغربية تدفع 40 دولارا لكل أسرة", "MA", prices="40 USD/household"),
    Told("مستوى جاهزية التكنولوجيا 6", trl="6"),
    Told("قرية يمنية فيها 1200 شخص", "YE", quantities="1200 person"),
    Told(
        "肯尼亚三百户家庭在2027年3月15日之前需要用水，预算20万元。",
        "KE",
        "200000 CNY",
        dates="2027-03-15",
        quantities="300 household",
    ),
    Told("尼泊尔的合作社每户付40美元。", "NP", prices="40 USD/household"),
    Told("技术成熟度7，功率5千瓦。", trl="7", quantities="5 kW"),
    Told("老挝的村庄有一千二百人。", "LA", quantities="1200 person"),
]


@pytest.mark.parametrize("told", SENTENCES, ids=[told.text[:40] for told in SENTENCES])
def test_every_fact_of_a_sentence_is_read(told: Told) -> None:
    found = understand(told.text, concepts=TAXONOMY, encoder=NoEncoder(), today=TODAY)
    assert {guess.value for guess in found.places} == set(told.places.split())
    assert [_amount(money.low, money.high) + " " + money.currency for money, _ in found.money] == _listed(told.money)
    prices = [f"{money.high} {money.currency}/{per}" for money, per, _ in found.prices]
    assert prices == _listed(told.prices)
    assert [day.isoformat() for day, _ in found.dates] == _listed(told.dates)
    assert [f"{number} {unit}" for number, unit, _ in found.quantities] == _listed(told.quantities)
    assert (found.trl.value if found.trl else "") == told.trl


def _listed(text: str) -> list[str]:
    return [text] if text else []


def _amount(low: object, high: object) -> str:
    return str(high) if low == high else f"{low}-{high}"
