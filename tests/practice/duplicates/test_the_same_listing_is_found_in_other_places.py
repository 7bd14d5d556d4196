"""Copies are found when they are published, by identifiers and by words; what is shown follows."""

from __future__ import annotations

from tests.cast import Cast
from tests.factories.listings import published
from tests.practice.duplicates.making import DRYER, PUMP, harvested, offer

from banyan.base.outbox.services import Event, deliver_pending
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import listing_transition, listing_update
from banyan.domain.listings.types import Kind, Verb
from banyan.practice.duplicates.selectors import pairs_of
from banyan.practice.duplicates.services import duplicates_find, duplicates_hear, duplicates_look
from banyan.practice.duplicates.types import PairState
from banyan.practice.matchmaking.selectors import also_at

FOUND = (PairState.PROPOSED, PairState.SURE)


def pairs(cast: Cast) -> set[tuple[frozenset[str], str, str]]:
    shown = pairs_of(cast.noor, states=FOUND, size=50).rows
    return {
        (frozenset((one.one.id, one.other.id)), one.state.value, one.why.value)
        for one in shown
        if one.one and one.other
    }


def look() -> None:
    deliver_pending()
    duplicates_look()


def test_the_same_text_is_surely_the_same(cast: Cast) -> None:
    ours, theirs, other = (
        offer(cast.kofi),
        harvested("far", "1", title=OURS),
        offer(cast.kofi, PUMP, title="Treadle pump"),
    )
    look()
    assert pairs(cast) == {(frozenset((ours, theirs)), "sure", "text")}
    assert [one.id for one in also_at([ours], asker=cast.visitor)[ours]] == [theirs], "ours is shown, not the harvested"
    assert other not in also_at([other], asker=cast.visitor)


OURS = "Dryer that runs on the sun and a small fan"


def test_two_thirds_of_a_text_under_another_title_are_proposed_and_not_hidden(cast: Cast) -> None:
    ours = offer(cast.kofi)
    theirs = harvested("far", "1", " ".join(DRYER.split()[:27]), title="Technology offer: fruit and the sun")
    look()
    assert pairs(cast) == {(frozenset((ours, theirs)), "proposed", "text")}
    assert also_at([ours, theirs], asker=cast.visitor) == {}


def test_an_address_in_common_makes_it_sure_and_a_front_page_does_not(cast: Cast) -> None:
    page = "https://www.dryers.example/solar/?utm_source=mail"
    one = offer(cast.kofi, url=page)
    two = harvested("far", "1", PUMP, title="Dryer that runs on the sun", url="http://dryers.example/solar#top")
    offer(cast.kofi, PUMP, title="Pump for two", url="https://dryers.example/")
    harvested(
        "far", "2", "Bricks are pressed from earth and a little cement, without fire.", url="https://dryers.example/"
    )
    look()
    assert (frozenset((one, two)), "sure", "identifier") in pairs(cast)
    assert len([pair for pair in pairs(cast) if pair[2] == "identifier"]) == 1


def test_figures_that_differ_are_not_sure(cast: Cast) -> None:
    one = offer(cast.kofi, DRYER + " It costs 9500 dollars in 2026.")
    two = harvested("far", "1", DRYER + " It costs 4100 dollars in 2025.", title=f"{OURS} 2")
    look()
    assert pairs(cast) == {(frozenset((one, two)), "proposed", "text")}


def test_a_need_is_never_the_same_as_an_offer(cast: Cast) -> None:
    offer(cast.kofi, title="Dryer")
    published(cast.amina, Kind.NEED, checked_by=cast.rosa, title="Dryer", summary=DRYER, problem=DRYER)
    look()
    assert pairs(cast) == set()


def test_a_text_that_changed_is_not_the_same_any_more(cast: Cast) -> None:
    one, two = offer(cast.kofi), offer(cast.kofi)
    look()
    assert also_at([one], asker=cast.visitor)[one]
    other = {"summary": PUMP, "problem_solved": PUMP, "title": "Treadle pump"}
    version = listing_get(two, for_user=cast.kofi).version
    listing_update(public_id=two, raw=other, by=cast.kofi, expected_version=version)
    look()
    assert pairs(cast) == set() and also_at([one, two], asker=cast.visitor) == {}


def test_one_that_is_taken_down_leaves_the_other_to_stand_alone(cast: Cast) -> None:
    one, two = offer(cast.kofi), offer(cast.kofi)
    look()
    listing_transition(public_id=one, verb=Verb.WITHDRAW, by=cast.kofi)
    look()
    assert also_at([two], asker=cast.visitor) == {}


def test_hidden_answers_are_not_compared(cast: Cast) -> None:
    secret = {"how_it_works": DRYER, "visibility": {"how_it_works": "after_acceptance"}}
    offer(cast.kofi, "Dries fruit.", title="First", **secret)
    offer(cast.kofi, "Dries fish.", title="Second", **secret)
    look()
    assert pairs(cast) == set()


def test_an_event_heard_twice_changes_nothing(cast: Cast) -> None:
    one, two = offer(cast.kofi), offer(cast.kofi)
    look()
    before = pairs(cast)
    for _ in range(2):
        duplicates_hear(Event("listing.changed", one, {"state": "published"}))
        duplicates_look()
    assert pairs(cast) == before == {(frozenset((one, two)), "sure", "text")}


def test_a_look_at_all_finds_what_looks_at_each_found(cast: Cast) -> None:
    one, two, three = offer(cast.kofi), harvested("far", "1", title=OURS), harvested("near", "2", title=OURS)
    look()
    by_events, shown = pairs(cast), also_at([one, two, three], asker=cast.visitor)
    passed = duplicates_find()
    assert (passed.listings, passed.groups) == (3, 1)
    assert pairs(cast) == by_events
    assert also_at([one, two, three], asker=cast.visitor).keys() == shown.keys()


def test_what_stands_in_everything_is_no_likeness(cast: Cast) -> None:
    """Forty records of one catalogue, all with its conditions, each about something else."""
    terms = (
        "Partners of the catalogue answer within ten days and keep to its rules of fair dealing in all their talks. "
        * 3
    )
    for place in range(40):
        letters = "".join(chr(97 + (place * step) % 23) for step in (1, 3, 7)) + chr(97 + place // 23)
        own_words = " ".join(f"{letters}{word}" for word in ("mill", "press", "kiln", "loom", "stove", "boat"))
        harvested("catalogue", str(place), f"{terms} {own_words}", title=f"Thing {letters}")
    duplicates_find()
    assert pairs(cast) == set()
