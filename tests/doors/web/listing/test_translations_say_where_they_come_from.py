from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation
from tests.cast import Cast
from tests.doors.web.made import view
from tests.doors.web.reading import text_of
from tests.factories.listings import published

from banyan.domain.listings.types import Kind, Translated, TranslationStatus
from banyan.doors.web.listing.told import languages_of, told

MACHINE = Translated(
    "Title by a machine", "en", TranslationStatus.MACHINE, "nllb", datetime(2026, 5, 1, tzinfo=UTC), outdated=True
)
SWAHILI = view(
    Kind.NEED, language="sw", title="Maembe yanaoza", summary="Muhtasari", translations=(("title", MACHINE),)
)


def test_a_reader_gets_their_language_where_there_is_one() -> None:
    with translation.override("en"):
        assert told(SWAHILI, "title").text == "Title by a machine"
        assert told(SWAHILI, "title").translated
        assert told(SWAHILI, "summary").text == "Muhtasari"
    with translation.override("fr"):
        assert told(SWAHILI, "title").text == "Maembe yanaoza"


@pytest.mark.parametrize(("wanted", "text"), [("original", "Maembe yanaoza"), ("en", "Title by a machine")])
def test_the_original_is_one_click_away_and_back(wanted: str, text: str) -> None:
    with translation.override("en"):
        assert told(SWAHILI, "title", wanted).text == text
    assert languages_of(SWAHILI) == ("sw", "en")


def test_the_page_names_both_languages_and_the_persons_hand(cast: Cast) -> None:
    need = published(
        cast.amina,
        checked_by=cast.sami,
        language="sw",
        title="Maembe yanaoza",
        translations={"en": {"title": "The mangoes rot"}},
    )
    answer = Client().get(f"/listing/{need.id}/")
    shown = text_of(answer)
    assert "The mangoes rot" in shown
    assert "Written in Swahili." in shown
    assert "translated or checked by a person" in shown
    assert 'href="?in=original"' in answer.content.decode()
    original = Client().get(f"/listing/{need.id}/", {"in": "original"})
    assert '<h1><bdi lang="sw" dir="ltr">Maembe yanaoza</bdi></h1>' in original.content.decode()


def test_a_missing_translation_is_admitted(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami, language="sw", title="Maembe yanaoza")
    assert "There is no translation into your language yet." in text_of(Client().get(f"/listing/{need.id}/"))
