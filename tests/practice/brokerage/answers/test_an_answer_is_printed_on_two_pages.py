"""Whatever is written, in whatever script: two pages at most, its words on them, tagged and in its language."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from banyan.practice.brokerage.formats import answer_pdf
from banyan.practice.brokerage.formats.answer import MOST_PAGES, answer_pages, fitting, printed_words
from banyan.practice.brokerage.rules.answer import cut
from banyan.practice.brokerage.types.answer import (
    MOST_INTRO,
    MOST_LINE,
    MOST_PART,
    AnswerMark,
    AnswerState,
    AnswerView,
    AnswerWords,
    HelpView,
    OptionView,
    Titled,
)

DAY = datetime(2026, 3, 9, 12, tzinfo=UTC)
WORDS = {
    "en": "Drying mango slices when it rains",
    "ar": "تجفيف شرائح المانجو عند هطول المطر",
    "ru": "Сушка ломтиков манго под дождём",
    "fr": "Sécher des tranches de mangue quand il pleut",
    "es": "Secar rodajas de mango cuando llueve",
    "zh-hans": "雨天烘干芒果片",
    "hi": "बारिश में आम के टुकड़े सुखाना",
    "th": "อบแห้งมะม่วงหั่นชิ้นเมื่อฝนตก",
    "my": "မိုးရွာချိန်တွင်သရက်သီးအခြောက်ခံခြင်း",
    "am": "ዝናብ ሲዘንብ የማንጎ ቁርጥራጮችን ማድረቅ",
}
#: Signs as wide as a sentence, stacked, invisible, turning, in no font of ours, or of several signs together.
ODD = (
    "W \ufdfd\u2e3b\U0001242b\U00012219\u0bf5\ua9c4\u0300\u0f40\u0f90\u1031\u1000\u103b"
    "\u2067\u200d\u2028\u00ad\U0001f469\U0001e900"
)
LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh-hans")
VERDICTS = ("fits", "doubt", "conflict", "unknown")


def filled(words: str, most: int, glue: str = " ") -> str:
    return cut(glue.join([words] * (most // max(len(words), 1) + 2)), most)


def view(language: str, words: str, *, share: float, options: int = 3, helps: int = 4, marks: int = 9) -> AnswerView:
    """An answer in which everything is as long as this share of what may be written."""

    def said(most: int) -> str:
        return filled(words, max(int(most * share), 1))

    judged = tuple(AnswerMark(filled(words, 40), VERDICTS[n % 4], hard=n % 2 == 0) for n in range(marks))
    return AnswerView(
        id="ans_01m84v01fbd01rhvsntrsw0v5h",
        state=AnswerState.SENT,
        parts=frozenset(),
        need="lst_1",
        title=Titled(said(200), language),
        language=language,
        words=AnswerWords(intro=said(MOST_INTRO), nothing=said(MOST_INTRO)),
        edition=1,
        options=tuple(
            OptionView(
                place=n + 1,
                listing=f"lst_{n}",
                title=Titled(said(200), language),
                gone=False,
                why=tuple(said(MOST_PART // 3) for _ in range(3)),
                doubts=tuple(said(MOST_PART // 3) for _ in range(3)),
                step=said(MOST_LINE),
                marks=judged,
                owner=said(200),
                contact=said(500),
            )
            for n in range(options)
        ),
        helps=tuple(
            HelpView(f"lst_h{n}", Titled(said(200), language), "funding", False, said(MOST_LINE), judged[:7], said(200))
            for n in range(helps)
        ),
        sender=said(120),
        chapter=said(120),
        sent=DAY,
        verbs=(),
        unheard=False,
        editions=(),
        version=1,
        made=DAY,
    )


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    language=st.sampled_from(LANGUAGES),
    words=st.one_of(
        st.sampled_from(sorted(WORDS.values())), st.text(min_size=1, max_size=60), st.text(ODD, min_size=1, max_size=60)
    ),
    share=st.sampled_from([0.02, 0.3, 0.7, 1.0]),
    options=st.integers(0, 3),
)
@example(language="ar", words=WORDS["my"], share=1.0, options=3)
@example(language="en", words="W" * 200, share=1.0, options=3)
@example(language="en", words="\ufdfd \ufdfd \ufdfd", share=1.0, options=3)
@example(language="ar", words="\ufdfd" * 60, share=1.0, options=3)
@example(language="ar", words="\u2e3b \u0bf5 \ua9c4", share=1.0, options=3)
@example(language="ru", words="\n\n\n", share=1.0, options=3)
@example(language="en", words="ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ", share=0.3, options=1)  # no font of ours has it
@example(language="zh-hans", words="#set page(height: 1cm) $x$ *_`@[]", share=1.0, options=3)
def test_it_never_has_more_than_two_pages(language: str, words: str, share: float, options: int) -> None:
    pdf = answer_pdf(view(language, words, share=share, options=options))
    assert pdf.startswith(b"%PDF-")
    assert 1 <= pages_of(pdf) <= MOST_PAGES


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "words",
    ["W" * 300, "https://example.org/" + "Abc" * 93, "\ufdfd" * 300, "ཀ" * 300, "ب" * 300, "က" * 300, "क्षि" * 75],
    ids=["wide", "address", "ligature", "tibetan", "arabic", "myanmar", "hindi"],
)
@pytest.mark.parametrize("share", [0.15, 1.0])
def test_what_is_long_without_a_space_stays_on_the_paper(language: str, words: str, share: float) -> None:
    for page in answer_pages(view(language, words, share=share), ppi=72):
        drawn = Image.open(BytesIO(page)).convert("L")
        width, height = drawn.size
        margin = round(15 / 210 * width)  # of 19 mm, as the numbers' circles reach into it
        for left, right in ((0, margin), (width - margin, width)):
            darkest, _lightest = drawn.crop((left, 0, right, height)).getextrema()
            assert darkest == 255


def test_only_what_is_long_without_a_space_may_break_inside() -> None:
    assert "\u200b" not in printed_words(view("en", "Donaudampfschifffahrtsgesellschaft", share=0.2))
    assert "\u200b" in printed_words(view("en", "https://example.org/" + "Abc" * 20, share=0.2))


def test_only_the_writing_that_is_in_it_is_asked_for_its_signs() -> None:
    assert json.loads(printed_words(view("en", "Drying mango", share=0.2)))["scripts"] == []
    assert json.loads(printed_words(view("en", WORDS["my"] + WORDS["th"], share=0.2)))["scripts"] == ["Myanmar", "Thai"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_has_a_title_and_says_its_language(language: str) -> None:
    pdf = answer_pdf(view(language, WORDS[language], share=0.2))
    assert b"/StructTreeRoot" in pdf
    assert b"/Marked true" in pdf
    assert f"/Lang({language.partition('-')[0]}".encode() in pdf.replace(b"/Lang (", b"/Lang(")
    assert b"<dc:title>" in pdf
    assert WORDS[language].encode()[:20] in pdf


def test_its_headings_are_those_of_the_answer_in_their_order() -> None:
    one = view("en", "Solar dryer", share=0.05)
    options = tuple(replace(each, title=Titled(f"Dryer {each.place}", "en")) for each in one.options)
    found = json.loads(fitting(replace(one, options=options)).query("heading"))
    said = [_plain(heading["body"]) for heading in found]
    assert said == ["An answer to your need", "Dryer 1", "Dryer 2", "Dryer 3", "Money and training beside it"]


def test_what_people_wrote_is_never_code() -> None:
    wicked = '#panic("x") $1/0$ = Title *bold* [x] // \\ "]) #read("/etc/passwd")'
    one = view("en", "Solar dryer", share=0.05)
    options = tuple(replace(each, title=Titled(wicked, "en")) for each in one.options)
    found = json.loads(fitting(replace(one, options=options)).query("heading"))
    assert [_plain(heading["body"]) for heading in found][1] == wicked


def test_what_is_gone_is_said_and_nothing_else_of_it_is_printed() -> None:
    one = view("en", "Solar dryer", share=0.05, options=1)
    gone = replace(one.options[0], gone=True, title=Titled(""), why=("Secret",))
    assert "Not shown any more" in fitting(replace(one, options=(gone,))).query("heading")


def test_a_draft_says_on_paper_that_it_is_one() -> None:
    sent = replace(view("en", "Solar dryer", share=0.05), sender="Rosa")
    assert '"from": "From Rosa, ' in printed_words(sent)
    for state, said in ((AnswerState.DRAFT, "In work"), (AnswerState.WITHDRAWN, "Taken back")):
        assert f'"from": "{said}"' in printed_words(replace(sent, state=state))


def test_without_an_option_it_says_why() -> None:
    assert "Why there is nothing yet" in fitting(view("en", "We keep looking", share=0.1, options=0)).query("heading")


def test_its_pages_can_be_looked_at() -> None:
    drawn = answer_pages(view("ar", WORDS["ar"], share=1.0))
    assert 1 <= len(drawn) <= MOST_PAGES
    assert all(page.startswith(b"\x89PNG") for page in drawn)


def _plain(body: dict[str, object]) -> str:
    """The text of what a query tells."""
    if "text" in body:
        return str(body["text"])
    if "children" in body:
        return "".join(_plain(one) for one in body["children"])  # type: ignore[attr-defined]  # as typst tells it
    if "child" in body:
        return _plain(body["child"])  # type: ignore[arg-type]  # as typst tells it
    return " " if body.get("func") == "space" else ""
