"""Reports and objections stand on the desk of those who decide about them, and of nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import CHAPTER, PROVIDER, Cast, person
from tests.factories.desk import item, items
from tests.factories.listings import published

from banyan.base.clock import now, standing_at
from banyan.base.errors import Invalid
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.services import servant_add
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.types import Kind
from banyan.domain.moderation.services import flag_appeal, flag_dismiss, flag_resolve, listing_report
from banyan.domain.moderation.types import Reason
from banyan.practice.brokerage.errors import NotWaiting
from banyan.practice.brokerage.selectors.desk import receivers
from banyan.practice.brokerage.selectors.desk_load import loads
from banyan.practice.brokerage.services.desk import desk_hand_over, desk_take
from banyan.practice.brokerage.services.desk_many import desk_release_many, desk_take_many, held_by
from banyan.practice.brokerage.services.silence import desks_look
from banyan.practice.brokerage.types.desk import Matter, Why


@pytest.fixture
def listing(cast: Cast) -> str:
    """An offer of the provider's, Mei's and Kofi's."""
    return published(cast.mei, Kind.OFFER, places=["KE"], organisation=PROVIDER).id


@pytest.fixture
def tendai(cast: Cast) -> SignedIn:
    """A second steward of the chapter."""
    one = person("tendai")
    branch = chapter_by_slug(CHAPTER)
    servant_add(chapter=branch, user_pk=one.pk, person=person_of(one), role=ChapterRole.STEWARD)
    return one


def reports(reader: SignedIn) -> list[str]:
    return [one.id for one in items(reader) if one.matter is Matter.FLAG]


def test_stewards_find_it_and_brokers_owners_and_reporters_do_not(cast: Cast, listing: str, tendai: SignedIn) -> None:
    flag = listing_report(public_id=listing, reason=Reason.FRAUD, by=tendai)
    assert reports(cast.sami) == reports(cast.noor) == [flag]
    assert reports(cast.rosa) == reports(tendai) == []
    line = item(cast.sami, flag)
    assert (line.whys, line.title, line.language) == (
        (Why.REPORTED,),
        "Dryer that runs on the sun and a small fan",
        "en",
    )
    for other in (cast.rosa, tendai):
        with pytest.raises(NotWaiting):
            desk_take(matter=Matter.FLAG, thing=flag, by=other)
    flag_dismiss(public_id=flag, by=cast.sami)
    assert reports(cast.sami) == reports(cast.noor) == []


def test_a_steward_learns_nothing_of_a_report_about_what_is_theirs(cast: Cast, tendai: SignedIn) -> None:
    own = published(cast.sami, Kind.OFFER, places=["KE"], checked_by=cast.noor).id
    flag = listing_report(public_id=own, reason=Reason.SPAM, by=cast.uma)
    assert desk_take(matter=Matter.FLAG, thing=flag, by=tendai)
    assert reports(cast.sami) == []
    assert [one.id for one in held_by(tendai, cast.sami)] == []
    assert {load.who.name: load.items for load in loads(cast.sami)}["Tendai"] == 0
    assert [one.id for one in held_by(tendai, cast.noor)] == [flag]


def test_several_reports_of_one_thing_are_one_line(cast: Cast, listing: str) -> None:
    first = listing_report(public_id=listing, reason=Reason.FRAUD, by=cast.uma)
    listing_report(public_id=listing, reason=Reason.SPAM, by=cast.amina)
    assert reports(cast.sami) == [first]
    flag_resolve(public_id=first, by=cast.sami, reason=Reason.FRAUD, note="Say who you are.")
    assert reports(cast.sami) == []


def test_it_goes_only_into_hands_that_may_decide(cast: Cast, listing: str, tendai: SignedIn) -> None:
    flag = listing_report(public_id=listing, reason=Reason.FRAUD, by=cast.uma)
    desk_take(matter=Matter.FLAG, thing=flag, by=cast.sami)
    assert {one.name for one in receivers(Matter.FLAG, flag, for_user=cast.sami)} == {"Sami", "Tendai"}
    for other in (cast.rosa, cast.uma):
        with pytest.raises(Invalid):
            desk_hand_over(matter=Matter.FLAG, thing=flag, to=other.public_id, note="Please.", by=cast.sami)
    desk_hand_over(matter=Matter.FLAG, thing=flag, to=tendai.public_id, note="Please.", by=cast.sami)
    assert item(tendai, flag).mine


def test_an_objection_waits_for_somebody_else(cast: Cast, listing: str, tendai: SignedIn) -> None:
    flag = listing_report(public_id=listing, reason=Reason.FRAUD, by=cast.uma)
    flag_resolve(public_id=flag, by=cast.sami, reason=Reason.FRAUD, note="Say who you are.")
    flag_appeal(public_id=flag, by=cast.mei, text="We said it.")
    assert reports(cast.sami) == []
    assert reports(tendai) == [flag] and item(tendai, flag).whys == (Why.OBJECTED,)


def test_many_are_taken_and_given_back_at_once(cast: Cast, listing: str) -> None:
    other = published(cast.kofi, Kind.OFFER, places=["KE"], title="Tunnel dryer").id
    made = [(Matter.FLAG, listing_report(public_id=one, reason=Reason.SPAM, by=cast.uma)) for one in (listing, other)]
    assert desk_take_many(made, by=cast.sami).done == 2
    assert all(item(cast.sami, thing).mine for _matter, thing in made)
    assert desk_release_many(made, by=cast.sami).done == 2


def test_a_report_that_nobody_looks_at_makes_the_desk_silent(cast: Cast, listing: str) -> None:
    flag = listing_report(public_id=listing, reason=Reason.FRAUD, by=cast.uma)
    with standing_at(now() + timedelta(days=10)):
        flag_dismiss(public_id=flag, by=cast.sami)
        listing_report(public_id=listing, reason=Reason.SPAM, by=cast.amina)
    with standing_at(now() + timedelta(days=20)):
        assert desks_look() == 0, "somebody decided ten days ago"
    with standing_at(now() + timedelta(days=30)):
        assert desks_look() == 1
