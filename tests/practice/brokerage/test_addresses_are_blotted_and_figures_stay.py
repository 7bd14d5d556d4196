"""What is blotted out of the words of somebody who stays unnamed, and what stays: two lists, in any surroundings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.practice.brokerage import rules

ADDRESSES = (
    "amina@example.org", "amina.k+farm@post.example.co.ke", "amina @ example.org", "amina (at) example.org",
    "amina[at]example.org", "amina [at] example [dot] org", "amina at example dot org", "amina＠example.org",
    "ａｍｉｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "амина@пример.рф", "amina@exa\u200bmple.org", "@mwembe_coop",
    "https://mwembe.example/x", "http://mwembe.example", "www.mwembe.example", "WWW.MWEMBE.EXAMPLE",
    "example.org/x", "example.org", "mwembe.co.ke", "Mwembe.org", "mwembe.coop", "shop.mwembe.com?id=4",
    "example.org:8080/a", "пример.рф", "例子.中国", "mwembe (dot) org",
    "+254 712 345 678", "+254712345678", "+254–712–345–678", "+254 (0)712 345678", "00254 712 345 678",
    "0712 345 678", "0712-345-678", "0712–345–678", "0712—345—678", "0712.345.678", "0712/345678", "712 345 678",
    "01 23 45 67 89", "01.23.45.67.89", "(020) 123-45678", "٠٧١٢ ٣٤٥ ٦٧٨", "０７１２３４５６７８",
    "712\u00a0345\u00a0678", "13812345678", "tel. 712345", "WhatsApp: 71 23 45",
)  # fmt: skip
FIGURES = (
    "2025-2026", "2025–2026", "2025/26", "in 2019, 2020 and 2021", "2026-03-01", "01.03.2026", "1/3/2026",
    "3/31/2026", "2026-03-01 10:30", "2026-03-01 – 2026-04-15", "01.03.2026–15.04.2026", "20260301", "03/2026",
    "2026年3月1日", "1,250,000.00", "1,250,000", "1 250 000", "1.250.000", "1\u00a0250\u00a0000,50",
    "USD 1250000.00", "35000 USD", "35 000 000", "12 500 000 KES", "KES 12 543 210", "12543210 kg", "€ 12543210",
    "20 000 - 35 000", "20000-35000", "20,000–35,000", "4,000 kg", "4.5 t", "60 kWh", "50/60 Hz", "220-240 V",
    "3.14159", "10 kg @ 5 USD", "TRL 7", "100 %", "ISO 9001:2015", "IEC 61215-1:2021", "e.g. mango", "i.e. dry",
    "p.m.", "U.S.A.", "No. 5", "report.pdf", "plan.docx", "in the rain.It dries", "and/or", "km/h", "a ratio of 1:4",
    "10-15 people", "1. Mango 2. Papaya", "24/7", "7.00-19.30", "2 x 40 ft", "SDG 2.3", "approx.30 days", "Node.js",
)  # fmt: skip
PROSE = st.sampled_from(
    ("", "We dry mango. ", "Нам нужна сушилка: ", "我们需要 ", "نحتاج مجففا ", "Écrivez-nous, ", "(see) ")
)
ENDS = st.sampled_from(("", " soon.", ", please", " и скоро", " 谢谢", ".", " (evenings)", "\nThank you", "; and"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_address_is_blotted(address: str) -> None:
    told = rules.without_addresses(f"Reach us: {address} soon")
    assert told.startswith("Reach us: ") and told.endswith("[…] soon")
    assert told.replace("WhatsApp: ", "").replace("tel. ", "") == "Reach us: […] soon"


@pytest.mark.parametrize("figure", FIGURES)
def test_each_figure_stays(figure: str) -> None:
    said = f"We have {figure} here"
    assert rules.without_addresses(said) == said


@given(PROSE, st.sampled_from(FIGURES), st.sampled_from(ADDRESSES), ENDS)
def test_in_any_surroundings(before: str, figure: str, address: str, after: str) -> None:
    told = rules.without_addresses(f"{before}{figure}; {address}{after}")
    assert told.startswith(f"{before}{figure}; ")
    assert address not in told and "[…]" in told
    assert told.endswith(after)


@given(st.text(max_size=400))
def test_no_text_breaks_it_and_twice_is_once(text: str) -> None:
    told = rules.without_addresses(text)
    assert rules.without_addresses(told) == told


@given(st.text(alphabet="0123456789 .-/(+)@a", max_size=2000))
def test_long_runs_of_signs_are_read_in_time(text: str) -> None:
    rules.without_addresses(text * 3)
