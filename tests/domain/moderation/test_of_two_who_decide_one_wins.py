"""Decisions at the same moment, each in a connection of its own: one wins, the other is told."""

from __future__ import annotations

from functools import partial

import pytest
from tests.cast import Cast, gather
from tests.doors.web.safety.test_two_at_once_do_no_harm import at_once
from tests.factories.listings import published

from banyan.base.audit.selectors import history
from banyan.domain.listings.types import Kind
from banyan.domain.moderation.models import Flag, FlagStep
from banyan.domain.moderation.services import (
    flag_appeal,
    flag_dismiss,
    flag_overturn,
    flag_resolve,
    flag_uphold,
    listing_report,
)
from banyan.domain.moderation.types import Reason, State

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return gather()


@pytest.fixture
def offer(people: Cast) -> str:
    return published(people.kofi, Kind.OFFER, places=["KE"]).id


def names(wrong: list[BaseException]) -> list[str]:
    return sorted(type(error).__name__ for error in wrong)


def test_the_button_pressed_three_times_is_one_report(people: Cast, offer: str) -> None:
    report = partial(listing_report, public_id=offer, reason=Reason.SPAM, by=people.uma)
    assert names(at_once(report, report, report)) == ["AlreadyReported", "AlreadyReported"]
    assert FlagStep.objects.count() == 1


def test_one_takes_down_what_another_leaves(people: Cast, offer: str) -> None:
    for number, reporter in enumerate((people.uma, people.amina, people.rosa)):
        one = published(people.kofi, Kind.OFFER, title=f"Dryer {number}", places=["KE"]).id
        flag = listing_report(public_id=one, reason=Reason.SPAM, by=reporter)
        wrong = at_once(
            partial(flag_resolve, public_id=flag, by=people.sami, reason=Reason.SPAM, note="No."),
            partial(flag_dismiss, public_id=flag, by=people.noor),
        )
        assert names(wrong) == ["DecidedMeanwhile"]
        assert len(history(object_type="flag", object_id=flag)) == 2


def test_two_reports_about_one_thing_are_decided_by_one(people: Cast, offer: str) -> None:
    one = listing_report(public_id=offer, reason=Reason.SPAM, by=people.uma)
    other = listing_report(public_id=offer, reason=Reason.FRAUD, by=people.amina)
    wrong = at_once(
        partial(flag_resolve, public_id=one, by=people.sami, reason=Reason.SPAM, note="No."),
        partial(flag_resolve, public_id=other, by=people.noor, reason=Reason.FRAUD, note="No."),
    )
    assert names(wrong) == ["DecidedMeanwhile"]
    states = sorted(Flag.objects.values_list("state", flat=True))
    assert states == sorted([State.FOLLOWED, State.RESOLVED])


def test_one_objection_and_one_last_word(people: Cast, offer: str) -> None:
    flag = listing_report(public_id=offer, reason=Reason.SPAM, by=people.uma)
    flag_resolve(public_id=flag, by=people.sami, reason=Reason.SPAM, note="No.")
    appeal = partial(flag_appeal, public_id=flag, by=people.kofi, text="Why?")
    assert names(at_once(appeal, appeal)) == ["DecidedMeanwhile"]
    wrong = at_once(
        partial(flag_overturn, public_id=flag, by=people.noor),
        partial(flag_uphold, public_id=flag, by=people.noor, note="It stays."),
    )
    assert names(wrong) == ["DecidedMeanwhile"]
    assert FlagStep.objects.count() == 4
