"""Turkmen in Azerbaijani letters, Faroese in Icelandic ones, everything else as it came."""

from __future__ import annotations

import pytest
from benchmarks.languages.neutral import sentences

from banyan.engine.embed.letters import familiar
from banyan.engine.embed.prepare import prepared


def test_turkmen_is_spelt_in_azerbaijani_letters() -> None:
    assert familiar("Öýler, mekdepler we hassahanalar üçin arassa energiýa") == (
        "Öyler, mekdepler ve hassahanalar üçin arassa energiya"
    )


def test_faroese_is_spelt_with_the_icelandic_letter() -> None:
    assert familiar("Áin fløðir býin") == "Áin flöðir býin"


@pytest.mark.parametrize(
    "text",
    [
        "Řeka zaplaví město, žáci chtějí výuku bez internetu v Plzni a v Ruzyni, kůň",
        "Žiaci chcú hodiny, kôň, stromy, výška, ňuchať, mäso",
        "Áin flæðir yfir bæinn og höfnin er ný",
        "Köyün kuyusu yılda üç ay kuru",
        "Façade où l’été s’achève, près de Ruzyň",
        "Elva oversvømmer byen, og fisken dør",
        "Die Größe für Köln, Çelik und Dvořák",
    ],
)
def test_other_languages_stay_as_they_are(text: str) -> None:
    assert familiar(text) == text


def test_of_all_our_sentences_only_turkmen_and_faroese_change() -> None:
    changed = {code for code, lines in sentences(ready=False).items() if prepared("\n".join(lines)) != "\n".join(lines)}
    assert changed == {"tk", "fo"}
