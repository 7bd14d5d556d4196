"""From a listing's answers to the engine's record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.domain.listings.formats import parse
from banyan.domain.listings.types import IndexRow, Kind
from banyan.engine.types import HARD_BY_DEFAULT, Criterion, Record
from banyan.practice.matchmaking.records import record_of
from banyan.practice.matchmaking.rules import (
    answering_kinds,
    near_in_meaning,
    part_after,
    priced_unit,
    support_given,
    worth_showing,
)


def record(kind: Kind, organisation: str = "jua-dryers", **answers: object) -> Record:
    parsed = parse(kind, answers)
    assert not parsed.errors
    row = IndexRow(
        id="lst_1", kind=kind, title="A title", summary="A summary.", language="en", organisation=organisation,
        values=parsed.values, translations=(("fr", "summary", "Un résumé."),), completeness=40,
        published=date(2026, 5, 1), expires=None,
    )  # fmt: skip
    return record_of(row)


def test_all_words_of_a_need_are_read_in_order_with_their_translations() -> None:
    found = record(Kind.NEED, problem="It rots.", outcome="It dries.", tried="Racks.")
    assert list(found.fields.items()) == [
        ("problem", "It rots."), ("outcome", "It dries."), ("tried", "Racks."), ("summary@fr", "Un résumé."),
    ]  # fmt: skip


def test_people_and_what_did_not_work_are_never_searched() -> None:
    found = record(
        Kind.OFFER,
        problem_solved="Mould.",
        contact="kofi@example.org",
        did_not_work=[{"place": "FJ", "why": "salt"}],
        claims=[{"what": "moisture", "value": "14", "unit": "%", "status": "claimed"}],
    )
    whole = found.whole()
    assert "moisture 14 %" in whole
    assert "example.org" not in whole
    assert "salt" not in whole


def test_a_site_is_what_a_need_has_and_what_an_offer_needs() -> None:
    need = record(Kind.NEED, site_power="weak_grid", site_climate=["hot_dry"]).facts.site
    offer = record(Kind.OFFER, needs_power="stable_grid", fails_in_climate=["cold"]).facts.site
    assert (need.power, need.climates) == ("weak_grid", frozenset({"hot_dry"}))
    assert (offer.power, offer.bad_climates) == ("stable_grid", frozenset({"cold"}))


def test_a_price_per_piece_is_passed_on_as_one() -> None:
    facts = record(Kind.OFFER, cost_purchase=210, currency="USD", cost_per="well; running per well and year").facts
    assert facts.money is not None
    assert (facts.money.high, facts.price_per) == (Decimal(210), "well")
    need = record(Kind.NEED, budget_max=40_000, currency="USD", quantity=97, quantity_unit="wells").facts
    assert need.money is not None
    assert (need.money.low, need.money.high) == (None, Decimal(40_000))
    assert (need.quantity, need.quantity_unit) == (Decimal(97), "wells")


def test_money_of_funding_is_what_it_gives_where_it_gives_it() -> None:
    facts = record(Kind.FUNDING, amount_min=1000, amount_max=9000, currency="EUR", eligible_places=["KE"],
                   closes="2027-03-01", instruments=["grant"]).facts  # fmt: skip
    assert facts.money is not None and facts.money.high == Decimal(9000)
    assert facts.territories == {"KE"}
    assert facts.deadline == date(2027, 3, 1)


def test_what_must_hold_is_the_needs_own_choice_else_the_usual() -> None:
    assert record(Kind.NEED, hard=["budget"]).facts.hard == {Criterion.BUDGET}
    assert record(Kind.NEED).facts.hard == HARD_BY_DEFAULT


@pytest.mark.parametrize(
    ("kind", "said", "brings"),
    [
        ("offer", {"comes_with": ["training", "finance", "spare_parts"]}, {"technology", "training", "money"}),
        ("offer", {}, {"technology"}),
        ("service", {"services": ["testing_certification"]}, {"advice", "testing"}),
        ("service", {"services": ["training", "brokerage"]}, {"advice", "training"}),
        ("funding", {"instruments": ["technical_assistance"]}, {"money", "advice"}),
        ("facility", {}, {"testing"}),
        ("training", {}, {"training"}),
        ("need", {}, set()),
    ],
)
def test_support_given_follows_from_the_kind_and_what_comes_with_it(
    kind: str, said: dict[str, list[str]], brings: set[str]
) -> None:
    assert support_given(kind, **said) == brings


def test_kinds_that_answer_nothing_are_not_asked_for() -> None:
    assert answering_kinds("need", ["offer"]) == ("offer",)
    assert answering_kinds("need", []) == ("offer", "service", "funding", "facility", "training")
    assert answering_kinds("offer", ["offer"]) == ("need",)


@pytest.mark.parametrize("line", ["well; per year", "well；每年", "well؛ سنوياً", "well"])
def test_the_unit_ends_where_the_running_cost_begins(line: str) -> None:
    assert priced_unit(line) == "well"


def test_near_is_close_to_the_best_and_above_the_floor() -> None:
    hits = [("a", 0.90), ("b", 0.86), ("c", 0.84)]
    assert near_in_meaning(hits, floor=0.8) == {"a", "b"}
    assert near_in_meaning(hits, floor=0.95) == frozenset()


@given(st.lists(st.integers(0, 50).map(str), unique=True), st.integers(1, 7))
def test_pages_cut_a_ranking_without_losing_or_doubling(ids: list[str], size: int) -> None:
    seen: list[str] = []
    last, offset = "", 0
    while part := part_after(ids, last=last, offset=offset, size=size)[0]:
        seen += part
        last, offset = part[-1], len(seen)
    assert seen == ids


def test_a_page_goes_on_by_number_when_its_last_listing_is_gone() -> None:
    assert part_after(["a", "b", "d", "e"], last="c", offset=2, size=2)[0] == ["d", "e"]


def test_a_match_that_says_nothing_is_not_shown() -> None:
    assert worth_showing(23, best=89)
    assert not worth_showing(4, best=89)
    assert worth_showing(3, best=20)
    assert not worth_showing(0.4, best=0.4)
