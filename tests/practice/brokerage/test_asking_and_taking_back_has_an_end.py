"""Each enquiry is a letter to somebody: sent and taken back three times, it can wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.base.clock import now, standing_at
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.errors import AskedTooOften
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.services import enquiry_ask, enquiry_decline, enquiry_withdraw

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_after_the_third_time_there_is_a_pause_for_this_person_and_listing_alone(cast: Cast, offer: str) -> None:
    for _time in range(rules.TIMES):
        enquiry_withdraw(public_id=sent(cast.amina, offer), by=cast.amina)
    with pytest.raises(AskedTooOften):
        sent(cast.amina, offer)
    assert Enquiry.objects.count() == rules.TIMES
    sent(cast.uma, offer)
    sent(cast.amina, published(cast.kofi, Kind.OFFER).id)
    with standing_at(now() + rules.ASK_AGAIN_AFTER + timedelta(minutes=1)):
        sent(cast.amina, offer)


def test_what_was_answered_in_between_does_not_count(cast: Cast, offer: str) -> None:
    for _time in range(rules.TIMES + 1):
        one = sent(cast.amina, offer)
        enquiry_ask(public_id=one, text="Where?", by=cast.kofi)
        enquiry_withdraw(public_id=one, by=cast.amina)
    enquiry_decline(public_id=sent(cast.amina, offer), reason=DeclineReason.TOO_COSTLY, by=cast.kofi)
    sent(cast.amina, offer)


@given(st.lists(st.integers(0, 24 * 90), max_size=12))
def test_the_pause_is_never_longer_than_said(hours: list[int]) -> None:
    taken_back = sorted((NOW - timedelta(hours=one) for one in hours), reverse=True)
    until = rules.ask_again_from(taken_back, NOW)
    recent = [one for one in taken_back if NOW - one < rules.ASK_AGAIN_AFTER]
    assert (until is None) == (len(recent) < rules.TIMES)
    assert until is None or NOW < until <= NOW + rules.ASK_AGAIN_AFTER
