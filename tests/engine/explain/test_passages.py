from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.making import index, need, record

from banyan.engine.explain.passages import Reading, nearest_passages, passages_to_embed
from banyan.engine.explain.shared import Shared, shared_terms, spoken
from banyan.engine.rank.collection import Collection
from banyan.engine.text.profile import profiles
from banyan.engine.types import Passage, Record, Stands

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


def _passages(wanted: Record, offer: Record) -> tuple[Passage, ...]:
    """With a score that is how much of the need's words a text has, and less for a long one."""
    collection = Collection(index(offer, _OTHER))
    profile, reading = collection.measure(wanted), Reading(offer, _shared(wanted, offer))
    texts = list(profiles(reading.texts()))
    return reading.passages(np.array([50 * np.isin(profile.terms, one.terms).mean() for one in texts]))


def test_the_sentence_that_carries_the_match_is_chosen() -> None:
    passages = _passages(_NEED, _OFFER)
    assert passages[0].text.startswith("Our desalination unit turns salty wells")
    assert passages[0].field == "text"
    assert 0 < passages[0].share <= 1


def test_marks_cover_the_shared_words_and_nothing_else() -> None:
    passage = _passages(_NEED, _OFFER)[0]
    marked = [passage.text[start:end] for start, end in passage.marks]
    assert "desalination" in marked[0]
    assert any("salty wells" in text for text in marked)
    assert not any("families" in text or "turns" in text for text in marked)


def test_a_listing_in_another_language_shows_its_first_sentence_unmarked() -> None:
    french = record("f", title="Eau douce", text="Petite unité de dessalement. Facile à réparer.", language="fr")
    passages = _passages(need(text="A goat shed", title="Goats"), french)
    assert passages[0].text.startswith("Petite unité")
    assert passages[0].marks == ()
    assert passages[0].stands is Stands.OPENING


def test_where_no_sentence_lowers_the_score_the_one_that_shares_most_is_only_the_nearest() -> None:
    reading = Reading(_OFFER, _shared(_NEED, _OFFER))
    count = len(reading.texts())
    (passage,) = reading.passages(np.array([50.0, *[50.0] * (count - 1)]))
    assert passage.text.startswith("Our desalination unit turns salty wells")
    assert (passage.stands, passage.share) == (Stands.NEAREST, 0.0)
    assert reading.passages(np.array([50.0, *[60.0] * (count - 1)])) == (passage,)
    assert reading.passages(np.zeros(count)) == (passage,)


def test_the_share_is_the_part_of_the_score_that_is_lost_without_it() -> None:
    reading = Reading(_OFFER, _shared(_NEED, _OFFER))
    (passage,) = reading.passages(np.array([50.0, 20.0, *[50.0] * (len(reading.texts()) - 2)]))
    assert (passage.stands, passage.share) == (Stands.CARRIES, 0.6)


def test_shared_words_are_named_as_the_listing_writes_them() -> None:
    words = spoken(_OFFER, _shared(_NEED, _OFFER), most=5)
    assert "desalination unit" in words or "desalination" in words
    assert not {"the", "for", "and", "small"} & set(words)


def test_what_is_said_once_in_passing_is_not_named() -> None:
    """Words that neither title holds and neither text repeats are no reason, however rare."""
    others = " ".join(
        f"Matter{letter} reaches distant harbours." for letter in "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
    )
    wanted = need(title="Salty wells", text=f"The wells are salty. After lunch we repaint the yellow fence. {others}")
    offer = record(
        "s", title="Desalination of wells", text="Salty wells become sweet. Our van is yellow, after repaint."
    )
    assert set(spoken(offer, _shared(wanted, offer), most=5)) == {"salty wells"}


def test_units_are_no_subject() -> None:
    wanted = need(title="Five cubic metres a day", text="Five cubic metres of dye water a day.")
    offer = record("s", title="Cubic metres", text="A pond of many cubic metres for cattle, filled each day.")
    assert spoken(offer, _shared(wanted, offer), most=5) == []


def test_the_sentence_nearest_in_meaning_stands_for_a_listing_in_another_language() -> None:
    offer = record(
        "f",
        title="Eau",
        text="Notre maison est ancienne et familiale depuis hier. L'eau salée devient douce ici sans aucun courant.",
        language="fr",
    )
    sweet, old = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    known = {
        "Notre maison est ancienne et familiale depuis hier.": old,
        "L'eau salée devient douce ici sans aucun courant.": sweet,
    }
    wanted = np.array([[0.9, 0.1]])
    shared = _shared(need(title="Salt"), offer)
    assert passages_to_embed(offer) == list(known)
    found = nearest_passages(offer, shared, wanted, lambda texts: {text: known[text] for text in texts})
    assert [passage.text for passage in found] == ["L'eau salée devient douce ici sans aucun courant."]
    assert {passage.stands for passage in found} == {Stands.MEANING}
    assert nearest_passages(offer, shared, wanted, lambda texts: {}) == ()


@given(st.permutations(range(5)))
def test_across_languages_no_other_sentence_is_nearer(order: list[int]) -> None:
    """All that is claimed there: nothing is said of what the score would be without it."""
    said = [f"Numéro {number} de la liste, avec assez de mots." for number in order]
    angles = {
        text: np.array([np.cos(number / 5), np.sin(number / 5)]) for text, number in zip(said, order, strict=True)
    }
    offer = record("f", title="Eau", text=" ".join(said), language="fr")
    shared = _shared(need(title="Salt"), offer)
    (passage,) = nearest_passages(
        offer, shared, np.array([[1.0, 0.0]]), lambda texts: {one: angles[one] for one in texts}
    )
    assert (passage.text, passage.stands, passage.share) == (said[order.index(0)], Stands.MEANING, 0.0)


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
    for passage in _passages(need(text=one, language=None), offer):
        assert passage.text
        ends = [0, *(end for mark in passage.marks for end in mark), len(passage.text)]
        assert ends == sorted(ends)
