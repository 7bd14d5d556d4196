"""What a sentence adds is told from the score without it; without nothing, the score is the one shown."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engine.making import TODAY, LetterEncoder, need, record

from banyan.engine.embed.texts import text_to_embed
from banyan.engine.index.memory import MemoryIndex
from banyan.engine.pipeline import Matcher
from banyan.engine.rank.collection import Collection
from banyan.engine.rank.fusion import shipped_weights
from banyan.engine.rank.places import CountriesOnly

_OFFERS = (
    record("pump", title="Solar pump", text="A solar pump lifts water from a borehole without diesel."),
    record("diesel", title="Diesel pump", text="A pump lifts borehole water and burns little diesel."),
    record("filter", title="Clay filter", text="A clay filter makes well water safe to drink."),
    record("net", title="Insect net", text="A net that keeps insects from fruit trees and beans."),
)
_NEED = need(title="Water", text="A solar pump to lift borehole water, since diesel is dear.")


@pytest.mark.parametrize("without", [(), ("pump",), ("pump", "filter"), ("pump", "diesel", "filter", "net")])
def test_also_for_listings_without_a_vector_among_others_that_have_one(without: tuple[str, ...]) -> None:
    encoder = LetterEncoder()
    vectors = {offer.id: encoder.passages([text_to_embed(offer)]) for offer in _OFFERS if offer.id not in without}
    index = MemoryIndex(_OFFERS, vectors=vectors)
    weights = shipped_weights()
    pool = Matcher(index, encoder, CountriesOnly(), today=TODAY).pool(_NEED)
    rows = range(len(pool.features))
    again = pool.with_texts(list(rows), list(pool.candidates.profiles), Collection(index), weights)
    assert again == pytest.approx(pool.scores(weights).scores, abs=1e-9)
    assert np.ptp(again) > 0
