"""One letter, two forms: whoever reads the text alone misses no sentence and no link of the page."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.core import mail
from django.utils.translation import override

from banyan.base.letters import Letter, date_for, send

LETTER = Letter(
    "Is it in use?",
    ("You adopted it.", "Press what is true:\nit takes a minute."),
    (("Yes", "https://node.example/o/?answer=yes&x=1"), ("No <more>", "https://node.example/o/?answer=no")),
)


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_every_sentence_and_link_stands_in_both(language: str, direction: str) -> None:
    send(LETTER, to="amina@example.org", language=language)
    [letter] = mail.outbox
    assert isinstance(letter, mail.EmailMultiAlternatives)
    [[page, kind]] = letter.alternatives
    assert kind == "text/html" and f'lang="{language}" dir="{direction}"' in str(page)
    assert (letter.subject, letter.to) == (LETTER.subject, ["amina@example.org"])
    for said in (*LETTER.paragraphs, *(part for button in LETTER.buttons for part in button), LETTER.foot):
        assert said in letter.body
        assert said in unescape(str(page)).replace("<br>", "\n")
    assert "<more>" not in str(page)
    assert str(page).count("href=") == len(LETTER.buttons)


def test_a_day_is_written_in_the_language_of_the_letter() -> None:
    with override("fr"):
        assert date_for(date(2026, 3, 1)) == "1 mars 2026"
    with override("xx"):
        assert date_for(date(2026, 3, 1)) == "March 1, 2026"
