from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.making import index, need, record

from banyan.engine.explain.passages import best_passages
from banyan.engine.explain.shared import Shared, shared_terms, spoken
from banyan.engine.rank.collection import Collection
from banyan.engine.types import Record

_NEED = need(
    title="Salt water at the coast",
    text="Our wells by the sea are salty. We look for a small desalination unit that a cooperative can run and repair.",
)
_OFFER = record(
    "d",
    title="Sweet from salt",
    text="We are a family firm and have made boats since 1960. Our desalination unit turns salty wells into drinking "
    "water for a cooperative of forty families. It comes in two colours.",
)
_OTHER = record("o", title="Boats", text="Boats and nets for fishing, made of wood.")


def _shared(wanted: Record, offer: Record) -> Shared:
    collection = Collection(index(offer, _OTHER))
    return shared_terms(collection.measure(wanted), collection.profile(offer), collection)


def test_the_sentence_that_carries_the_match_is_chosen() -> None:
    passages = best_passages(_OFFER, _shared(_NEED, _OFFER))
    assert passages[0].text.startswith("Our desalination unit turns salty wells")
    assert passages[0].field == "text"
    assert 0 < passages[0].share <= 1


def test_marks_cover_the_shared_words_and_nothing_else() -> None:
    passage = best_passages(_OFFER, _shared(_NEED, _OFFER))[0]
    marked = [passage.text[start:end] for start, end in passage.marks]
    assert "desalination" in marked[0]
    assert any("salty wells" in text for text in marked)
    assert not any("families" in text or "turns" in text for text in marked)


def test_a_listing_in_another_language_shows_its_first_sentence_unmarked() -> None:
    french = record("f", title="Eau douce", text="Petite unité de dessalement. Facile à réparer.", language="fr")
    passages = best_passages(french, _shared(need(text="A goat shed", title="Goats"), french))
    assert passages[0].text.startswith("Petite unité")
    assert passages[0].marks == ()


def test_shared_words_are_named_as_the_listing_writes_them() -> None:
    words = spoken(_OFFER, _shared(_NEED, _OFFER), most=5)
    assert "desalination unit" in words or "desalination" in words
    assert not {"the", "for", "and", "small"} & set(words)


def test_general_words_are_counted_and_not_named() -> None:
    wanted = need(title="Improve a process", text="We want to develop a new system to improve our process.")
    offer = record("g", title="A new system", text="We develop a system that improves any process.")
    shared = _shared(wanted, offer)
    assert shared.weights == {}
    assert shared.general > 0


@settings(deadline=None)  # the first text loads the model that tells languages apart
@given(st.text(max_size=300), st.text(max_size=300))
def test_marks_always_lie_within_their_passage(one: str, two: str) -> None:
    offer = record("x", title="t", text=two, language=None)
    for passage in best_passages(offer, _shared(need(text=one, language=None), offer)):
        assert passage.text
        ends = [0, *(end for mark in passage.marks for end in mark), len(passage.text)]
        assert ends == sorted(ends)
