"""Faithful: a listing without the passage that is shown would score less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.engine.making import LetterEncoder, matcher, need, record

import banyan.doors.cli
from banyan.doors.cli.records import read_records
from banyan.engine.types import Filter, Kind, Match, Record, Stands

_SAMPLE = Path(banyan.doors.cli.__file__).parent / "sample"
_ASKED = 4  #: sample needs that are tried
_EACH = 2  #: answers of each


def _without(listing: Record, passage: str) -> Record:
    fields = {name: text.replace(passage, " ") for name, text in listing.fields.items()}
    return replace(listing, text=listing.text.replace(passage, " "), fields=fields)


def _score(wanted: Record, listings: Sequence[Record], id: str) -> float:
    found = matcher(*listings).judge(wanted, [id], among=Filter(kinds=frozenset({Kind.OFFER})))
    return found[0].score


def _carrying(match: Match) -> str | None:
    first = match.passages[0]
    return first.text if first.stands is Stands.CARRIES else None


@pytest.mark.parametrize("start", range(0, _ASKED, 2))
def test_on_the_answers_of_the_sample(start: int) -> None:
    needs = read_records(_SAMPLE / "needs.jsonl", Kind.NEED).records
    offers = [
        offer
        for name in ("offers-1.jsonl", "offers-2.jsonl")
        for offer in read_records(_SAMPLE / name, Kind.OFFER).records
    ]
    whole = matcher(*offers)
    tried = 0
    for wanted in needs[start : start + 2]:
        for match in whole.match(wanted, top=_EACH, filter=Filter(kinds=frozenset({Kind.OFFER}))).matches:
            passage = _carrying(match)
            if passage is None:
                continue
            less = [_without(offer, passage) if offer.id == match.id else offer for offer in offers]
            assert less != offers
            assert _score(wanted, less, match.id) < match.score, (wanted.id, match.id, passage)
            tried += 1
    assert tried


_SENTENCES = (
    "A solar pump lifts water from a deep borehole without diesel.",
    "The family firm has made boats and nets since the year 1960.",
    "Twelve villages drink from this borehole pump every morning.",
    "Spare seals for the pump are sold in every market town.",
    "Our trucks are blue and leave on Monday after the church bells.",
    "Sunlight moves the pump, and a float stops it when the tank is full.",
    "A school garden grew beans, pumpkins and tall maize last summer.",
    "Warranty papers come in four languages, with drawings of each screw.",
)
_OTHERS = (
    record("oven", title="Bread oven", text="An oven that bakes bread with little firewood, for villages and schools."),
    record("net", title="Insect net", text="A net that keeps insects from fruit trees and beans in a garden."),
    record("boat", title="Boat", text="Boats and nets for fishing, made of wood, with papers in four languages."),
    record("filter", title="Clay filter", text="A clay filter makes well water safe to drink for a family."),
)


#: Enough others that taking a sentence from one listing hardly changes how rare a word is.
_COLLECTION = (
    *_OTHERS,
    *(record(f"same-{at}", title=f"Thing {at}", text=text) for at, text in enumerate(_SENTENCES)),
    *(record(f"far-{at}", title="Hall", text=f"Machine {at} in hall {at} makes paper and cloth.") for at in range(12)),
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=2, unique=True),
)
def test_on_listings_made_of_any_sentences(said: list[str], asked: list[str]) -> None:
    listing = record("made", title="Borehole", text=" ".join(said))
    wanted = need(title="Borehole", text=" ".join(asked))
    match = next(
        (one for one in matcher(listing, *_COLLECTION).match(wanted, top=40).matches if one.id == "made"), None
    )
    assume(match is not None)
    assert match is not None
    passage = _carrying(match)
    assume(passage is not None)
    assert passage is not None
    assert _score(wanted, [_without(listing, passage), *_COLLECTION], "made") < match.score


@pytest.mark.filterwarnings("error")
def test_a_listing_of_one_sentence_can_be_left_without_it() -> None:
    (match,) = (
        matcher(record("one", title="", text=_SENTENCES[0])).match(need(title="Pump", text=_SENTENCES[0])).matches
    )
    assert _carrying(match) == _SENTENCES[0]
    assert match.passages[0].share == pytest.approx(1)
    (match,) = matcher(record("one", title="A solar pump")).match(need(title="A solar pump")).matches
    assert _carrying(match) == "A solar pump"


def test_the_words_are_left_out_and_the_vectors_stay() -> None:
    """A passage in the need's own language carries what its words do, whatever the meaning of the whole adds."""
    listing = record("made", title="Borehole", text=" ".join(_SENTENCES[:4]))
    engine = matcher(listing, *_COLLECTION, encoder=LetterEncoder())
    wanted = need(title="Borehole", text=_SENTENCES[0])
    match = next(one for one in engine.match(wanted).matches if one.id == "made")
    assert _carrying(match) == _SENTENCES[0]
    assert "meaning" in {share.feature for share in match.shares}
