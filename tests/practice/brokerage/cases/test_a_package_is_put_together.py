from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import PROVIDER, SEEKER, Cast
from tests.factories.cases import introduced, opened
from tests.factories.listings import published

from banyan.base.clock import today
from banyan.base.errors import Invalid
from banyan.base.money import Money
from banyan.domain.listings.services import listing_withdraw
from banyan.domain.listings.types import Kind
from banyan.domain.taxonomy.selectors import place_contains
from banyan.practice.brokerage.errors import CaseMoved
from banyan.practice.brokerage.rules.package import (
    eligibility,
    given_back,
    is_barred,
    percent_settled,
    slots_of,
    wanted_slots,
)
from banyan.practice.brokerage.selectors.package import case_checks, case_package
from banyan.practice.brokerage.services.cases import case_check_set, case_slot_set
from banyan.practice.brokerage.types.package import Applicant, Conditions, Held, PackageView, Slot, SlotState, SlotView
from banyan.practice.matchmaking.services import index_rebuild

DAY = date(2026, 6, 1)
ABOUT = "Money for a cooperative that wants to dry fresh mango slices when it rains, so that no mould grows on them."
OTHER = "A bank lends to those who dry fruit in the rainy season: fresh mango, bananas and what else the buyer wants."
US = Applicant(("KE",), "cooperative", "small", ("2.3", "12"), ("10",), 8)
#: Condition, what is asked, and the verdict for the applicant above.
ASKED: list[tuple[Conditions, str]] = [
    (Conditions(places=("KE",)), "fits"),
    (Conditions(places=("M49:002",)), "fits"),
    (Conditions(places=("UG", "TZ")), "conflict"),
    (Conditions(kinds=("ngo", "cooperative")), "fits"),
    (Conditions(kinds=("bank",)), "conflict"),
    (Conditions(sizes=("small",)), "fits"),
    (Conditions(sizes=("large",)), "conflict"),
    (Conditions(sdgs=("2",)), "fits"),
    (Conditions(sdgs=("2.4",)), "conflict"),
    (Conditions(sdgs=("12.3",)), "doubt"),
    (Conditions(sectors=("10", "28")), "fits"),
    (Conditions(sectors=("35",)), "conflict"),
    (Conditions(trl_min=7), "fits"),
    (Conditions(trl_max=7), "conflict"),
    (Conditions(closes=DAY - timedelta(days=1)), "conflict"),
    (Conditions(closes=DAY), "doubt"),
    (Conditions(closes=DAY + timedelta(days=90)), "fits"),
    (Conditions(opens=DAY + timedelta(days=1)), "doubt"),
    (Conditions(opens=DAY), "fits"),
]


@pytest.mark.parametrize(("conditions", "verdict"), ASKED)
def test_each_condition_has_its_verdict_and_is_unknown_of_strangers(conditions: Conditions, verdict: str) -> None:
    (one,) = eligibility(conditions, US, today=DAY, contains=place_contains)
    assert one.verdict == verdict
    assert is_barred([one]) == (verdict == "conflict")
    (other,) = eligibility(conditions, Applicant(), today=DAY, contains=place_contains)
    assert other.verdict == (verdict if other.condition == "dates" else "unknown")


def test_a_listing_without_conditions_is_open_to_all() -> None:
    assert eligibility(Conditions(), US, today=DAY, contains=place_contains) == ()


@given(st.decimals(0, 10**9, places=2), st.decimals(0, 100, places=2), st.none() | st.decimals(0, 10**6, places=2))
def test_nobody_gets_back_more_than_the_cost_or_the_most(cost: Decimal, percent: Decimal, most: Decimal | None) -> None:
    back, capped = given_back(cost, percent, most)
    assert 0 <= back <= cost
    assert most is None or back <= most
    assert capped == (most is not None and most < (cost * percent / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP"))


def test_every_kind_has_its_slot_and_every_wish_too() -> None:
    assert {slot for kind in Kind for slot in slots_of(kind)} >= set(Slot) - {Slot.IP}
    assert slots_of("service", ["ip_legal", "training"]) == {Slot.IP, Slot.TRAINING}
    assert slots_of("need") == frozenset()
    assert wanted_slots(["money", "partner"]) == {Slot.TECHNOLOGY, Slot.MONEY}
    assert percent_settled([SlotState.OPEN] * 5 + [SlotState.FILLED]) == 17
    assert percent_settled([SlotState.NOT_NEEDED] * 6) == 100


def slot_of(package: PackageView, slot: Slot) -> SlotView:
    return next(one for one in package.slots if one.slot is slot)


def test_a_dryer_a_grant_and_a_training_make_a_package(cast: Cast) -> None:
    grant = published(
        cast.kofi,
        Kind.FUNDING,
        title="Half of what a dryer for mango slices costs",
        summary=ABOUT,
        instruments=["reimbursement"],
        reimbursement_percent=50,
        amount_max=4000,
        eligible_kinds=["cooperative"],
        eligible_places=["M49:002"],
    ).id
    barred = published(
        cast.noor, Kind.FUNDING, title="Loans for drying mango", summary=OTHER, eligible_kinds=["bank"]
    ).id
    training = published(cast.kofi, Kind.TRAINING).id
    case = opened(cast)
    index_rebuild()
    before = case_package(case, for_user=cast.amina)
    assert slot_of(before, Slot.TECHNOLOGY).state is SlotState.FILLED
    assert (before.percent, before.gaps) == (17, (Slot.MONEY,))
    found = slot_of(before, Slot.MONEY).candidates
    assert [one.listing.id for one in found] == [grant, barred]
    assert not is_barred(found[0].eligible) and is_barred(found[1].eligible)
    case_slot_set(public_id=case, slot=Slot.MONEY, state=SlotState.FILLED, listing=grant, by=cast.amina)
    case_slot_set(public_id=case, slot=Slot.TRAINING, state=SlotState.FILLED, listing=training, by=cast.kofi)
    case_slot_set(public_id=case, slot=Slot.IP, state=SlotState.NOT_NEEDED, line="The patent is over.", by=cast.kofi)
    case_slot_set(public_id=case, slot=Slot.TESTING, state=SlotState.OUTSIDE, line="The bureau does it.", by=cast.amina)
    with pytest.raises(CaseMoved):
        case_slot_set(public_id=case, slot=Slot.IP, state=SlotState.OPEN, by=cast.amina, expected_version=0)
    with pytest.raises(Invalid):
        case_slot_set(public_id=case, slot=Slot.SERVICE, state=SlotState.NOT_NEEDED, by=cast.amina)
    with pytest.raises(Invalid):
        case_slot_set(public_id=case, slot=Slot.SERVICE, state=SlotState.FILLED, listing=grant, by=cast.amina)
    package = case_package(case, for_user=cast.kofi)
    assert (package.percent, package.gaps) == (83, ())
    assert package.repayment is not None
    assert (package.repayment.back, package.repayment.capped) == (Money(Decimal(4000), "USD"), True)
    listing_withdraw(public_id=training, by=cast.kofi)
    gone = slot_of(case_package(case, for_user=cast.amina), Slot.TRAINING)
    assert (gone.listing, gone.title, gone.state) == (None, "Drying fruit well", SlotState.FILLED)


def test_without_a_cost_only_the_percentage_is_told(cast: Cast) -> None:
    case = opened(cast)
    grant = published(cast.kofi, Kind.FUNDING, reimbursement_percent=30, amount_max=None, currency=None).id
    case_slot_set(public_id=case, slot=Slot.MONEY, state=SlotState.FILLED, listing=grant, by=cast.amina)
    told = case_package(case, for_user=cast.amina, candidates=False).repayment
    assert told is not None and told.back == Money(Decimal("2850.00"), "USD")
    case_slot_set(public_id=case, slot=Slot.TECHNOLOGY, state=SlotState.OUTSIDE, line="Built here.", by=cast.amina)
    told = case_package(case, for_user=cast.amina, candidates=False).repayment
    assert told is not None and (told.percent, told.back) == (Decimal(30), None)


def test_conditions_of_the_need_are_confirmed_by_a_person(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    case = opened(cast)
    before = {one.criterion: one for one in case_checks(case, for_user=cast.kofi)}
    assert (before["budget"].verdict, before["budget"].held) == ("fits", Held.OPEN)
    with pytest.raises(Invalid):
        case_check_set(public_id=case, criterion="budget", held=Held.FAILS, by=cast.kofi)
    with pytest.raises(Invalid):
        case_check_set(public_id=case, criterion="weather", held=Held.HOLDS, by=cast.kofi)
    case_check_set(public_id=case, criterion="budget", held=Held.FAILS, line="Freight is extra.", by=cast.kofi)
    with pytest.raises(CaseMoved):
        case_check_set(public_id=case, criterion="budget", held=Held.HOLDS, by=cast.amina, expected_version=0)
    after = {one.criterion: one for one in case_checks(case, for_user=cast.amina)}
    assert (after["budget"].held, after["budget"].line) == (Held.FAILS, "Freight is extra.")
    assert after["budget"].by is not None and after["budget"].by.name == "Kofi"


def test_what_is_known_of_an_unnamed_seeker_does_not_show_in_what_they_are_eligible_for(cast: Cast) -> None:
    grant = published(cast.kofi, Kind.FUNDING, eligible_kinds=["cooperative"], organisation=PROVIDER).id
    case = introduced(cast, anonymous=True)
    case_slot_set(public_id=case, slot=Slot.MONEY, state=SlotState.FILLED, listing=grant, by=cast.amina)
    verdicts = {
        who: slot_of(case_package(case, for_user=getattr(cast, who), candidates=False), Slot.MONEY).eligible[0].verdict
        for who in ("amina", "rosa", "kofi")
    }
    assert verdicts == {"amina": "fits", "rosa": "fits", "kofi": "unknown"}
    assert SEEKER not in repr(case_package(case, for_user=cast.kofi, candidates=False))


def test_what_closes_is_told_by_the_day(cast: Cast) -> None:
    grant = published(cast.kofi, Kind.FUNDING, closes=(today() + timedelta(days=3)).isoformat()).id
    case = opened(cast)
    case_slot_set(public_id=case, slot=Slot.MONEY, state=SlotState.FILLED, listing=grant, by=cast.amina)
    (found,) = slot_of(case_package(case, for_user=cast.amina, candidates=False), Slot.MONEY).eligible
    assert (found.condition, found.verdict, found.have) == ("dates", "doubt", ("soon",))
