"""Why offers fail here: an anonymous need that two providers decline is counted, and nobody can be found in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast, person
from tests.factories.cases import closed, introduced
from tests.factories.enquiries import sent
from tests.factories.listings import published
from tests.factories.places import organisation

from banyan.base.clock import now, standing_at, today
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.domain.organisations.services import organisation_verify
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.selectors.failing import failing
from banyan.practice.brokerage.services import enquiry_decline
from banyan.practice.brokerage.types.failing import By

BEFORE = timedelta(days=45)


@pytest.fixture
def secret(cast: Cast) -> str:
    """A need posted anonymously by the cooperative."""
    with standing_at(now() - BEFORE):
        return published(cast.amina, checked_by=cast.sami, anonymous=True).id


def provider(cast: Cast, number: int) -> tuple[SignedIn, str]:
    """Somebody with a verified organisation and an offer."""
    boss = person(f"provider{number}")
    made = organisation(f"provider-{number}", admin=boss)
    organisation_verify(organisation=made, by=cast.sami)
    return boss, published(boss, Kind.OFFER, organisation=f"provider-{number}").id


def declined(cast: Cast, number: int, need: str, reason: DeclineReason) -> None:
    """A provider's offer, asked for with the need, is declined by the provider."""
    boss, offer = provider(cast, number)
    enquiry_decline(public_id=sent(cast.amina, offer, own=need), reason=reason, by=boss)


def test_what_several_said_is_told_without_anybodys_name(cast: Cast, secret: str) -> None:
    with standing_at(now() - BEFORE):
        for number in range(6):
            declined(cast, number, secret, DeclineReason.TOO_COSTLY)
        declined(cast, 6, secret, DeclineReason.NOT_MATURE)
    found = failing(By.KIND).table
    assert found is not None
    assert found.total == 7
    assert found.columns == ("offer",)
    assert found.rows == ("rest",), "one that is rare is joined with others, so that it cannot be told"
    with standing_at(now() - BEFORE):
        for number in range(7, 11):
            declined(cast, number, secret, DeclineReason.NOT_MATURE)
    found = failing(By.KIND).table
    assert found is not None
    assert dict(zip(found.rows, found.sums, strict=True)) == {"too_costly": 6, "not_mature": 5}
    by_place = failing(By.PLACE).table
    assert by_place is not None
    assert by_place.columns == ("M49:002",)
    by_sector = failing(By.SECTOR).table
    assert by_sector is not None
    assert by_sector.sums == found.sums


def test_two_alone_are_too_few_to_tell(cast: Cast, secret: str) -> None:
    with standing_at(now() - BEFORE):
        for number in range(2):
            declined(cast, number, secret, DeclineReason.TOO_COSTLY)
    assert all(failing(by).table is None for by in By)


def test_a_loud_pair_counts_once(cast: Cast, secret: str) -> None:
    with standing_at(now() - BEFORE):
        boss, offer = provider(cast, 1)
        for _time in range(8):
            enquiry_decline(public_id=sent(cast.amina, offer), reason=DeclineReason.TERRITORY, by=boss)
    assert Enquiry.objects.filter(reason="territory").count() == 8
    assert failing(By.PLACE).table is None


def test_only_whole_months_of_two_years_count(cast: Cast, secret: str) -> None:
    for number in range(6):
        declined(cast, number, secret, DeclineReason.TOO_COSTLY)
    assert failing(By.PLACE).table is None, "this month is not over"
    later = today().replace(day=1) + timedelta(days=32)
    found = None
    with standing_at(now() + (later - today())):
        found = failing(By.PLACE).table
    assert found is not None
    assert found.total == 6
    with standing_at(now() + timedelta(days=800)):
        assert failing(By.PLACE).table is None


def test_cases_count_with_their_reason_and_silence_counts_as_no_answer(cast: Cast, secret: str) -> None:
    with standing_at(now() - BEFORE):
        closed(introduced(cast), cast.rosa, DeclineReason.NO_ANSWER)
        for number in range(4):
            _boss, offer = provider(cast, number)
            one = sent(cast.amina, offer, own=secret)
            Enquiry.objects.filter(public_id=one).update(state="closed", how="lapse", due=None)
    found = failing(By.KIND).table
    assert found is not None
    assert (found.rows, found.total) == (("no_answer",), 5)
