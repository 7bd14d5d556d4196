from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.cast import Cast
from tests.factories.cases import introduced, opened

from banyan.base.audit.models import AuditRow
from banyan.base.clock import today
from banyan.base.errors import Invalid
from banyan.base.money import Money
from banyan.domain.listings.types import Cooperation
from banyan.practice.brokerage.errors import CaseMoved
from banyan.practice.brokerage.selectors.agreement import case_agreement
from banyan.practice.brokerage.services.cases import (
    case_agreement_set,
    case_pilot_add,
    case_pilot_save,
    case_term_set,
)
from banyan.practice.brokerage.types.agreement import PilotDraft, PilotVerdict, Term, TermState

PILOT = PilotDraft(
    place="Mwembe", begun=date(2026, 4, 1), ended=date(2026, 5, 1), quantity="Dry fruit a day",
    value=Decimal("21.5"), unit="kg", compared_with="mats in the sun", verdict=PilotVerdict.PARTLY,
)  # fmt: skip


def test_the_facts_are_kept_for_the_case_and_their_value_not_in_the_trail(cast: Cast) -> None:
    case = opened(cast)
    case_agreement_set(
        public_id=case, signed=date(2026, 3, 1), kind=Cooperation.LICENCE, low=Decimal(77123), currency=" kes ",
        by=cast.kofi, expected_version=0,
    )  # fmt: skip
    kept = case_agreement(case, for_user=cast.amina).agreement
    assert (kept.signed, kept.kind, kept.low, kept.high) == (
        date(2026, 3, 1), Cooperation.LICENCE, Money(Decimal(77123), "KES"), None,
    )  # fmt: skip
    with pytest.raises(CaseMoved):
        case_agreement_set(public_id=case, by=cast.amina, expected_version=0)
    assert "77123" not in repr(list(AuditRow.objects.values()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"low": Decimal(2), "high": Decimal(1), "currency": "USD"},
        {"low": Decimal(-1), "currency": "USD"},
        {"high": Decimal("NaN"), "currency": "USD"},
        {"high": Decimal(10) ** 15, "currency": "USD"},
        {"high": Decimal(1), "currency": "XXY"},
        {"high": Decimal(1), "currency": ""},
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, wrong: dict[str, object]) -> None:
    case = opened(cast)
    low, high = wrong.get("low"), wrong.get("high")
    with pytest.raises(Invalid):
        case_agreement_set(
            public_id=case,
            low=low if isinstance(low, Decimal) else None,
            high=high if isinstance(high, Decimal) else None,
            currency=str(wrong["currency"]),
            by=cast.amina,
        )
    with pytest.raises(Invalid):
        case_agreement_set(public_id=case, signed=today() + timedelta(days=1), by=cast.amina)
    assert case_agreement(case, for_user=cast.amina).agreement.version == 0


def test_pilots_are_added_and_said_anew(cast: Cast) -> None:
    case = opened(cast)
    for wrong in (
        replace(PILOT, place=""), replace(PILOT, quantity=" "), replace(PILOT, verdict=None),
        replace(PILOT, ended=date(2026, 1, 1)), replace(PILOT, value=Decimal("Infinity")),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            case_pilot_add(public_id=case, said=wrong, by=cast.amina)
    pilot = case_pilot_add(public_id=case, said=PILOT, by=cast.amina)
    assert case_agreement(case, for_user=cast.kofi).pilots[0].said == PILOT
    case_pilot_save(pilot=pilot, said=PILOT, by=cast.kofi, expected_version=1)
    with pytest.raises(CaseMoved):
        case_pilot_save(pilot=pilot, said=PILOT, by=cast.amina, expected_version=1)


def test_terms_are_settled_one_by_one_and_addresses_blotted_while_a_side_is_unnamed(cast: Cast) -> None:
    case = introduced(cast, anonymous=True)
    with pytest.raises(Invalid):
        case_term_set(public_id=case, term=Term.PRICE, state=TermState.AGREED, by=cast.amina)
    case_term_set(public_id=case, term=Term.PRICE, state=TermState.AGREED, line="Ask amina@example.org", by=cast.amina)
    case_term_set(public_id=case, term=Term.DISPUTES, state=TermState.NOT_NEEDED, by=cast.kofi)
    seen = case_agreement(case, for_user=cast.kofi)
    assert seen.settled == 2
    assert "amina" not in repr(seen)
    assert "amina@example.org" in repr(case_agreement(case, for_user=cast.rosa))
