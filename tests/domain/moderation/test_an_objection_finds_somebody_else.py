"""A chapter with one steward alone: an objection goes to the stewards of the chapter above, who have a say in nothing
else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from tests.cast import CHAPTER, PROVIDER, Cast, person
from tests.factories.listings import published
from tests.factories.places import chapter

from banyan.base.errors import NotFound
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.chapters.models import Chapter
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.services import servant_add
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.models import Listing
from banyan.domain.listings.types import Kind
from banyan.domain.listings.types import State as ListingState
from banyan.domain.moderation.selectors import flag_get, flags
from banyan.domain.moderation.services import flag_appeal, flag_overturn, flag_resolve, flag_uphold, listing_report
from banyan.domain.moderation.types import Measure, Reason, State

pytestmark = pytest.mark.django_db
DoJobs = Callable[[], list[str]]


def steward(name: str, branch: Chapter) -> SignedIn:
    one = person(name)
    servant_add(chapter=branch, user_pk=one.pk, person=person_of(one), role=ChapterRole.STEWARD)
    return one


@pytest.fixture
def awa(cast: Cast) -> SignedIn:
    """The steward of the chapter above."""
    parent, child = chapter("africa", sdgs=("17",)), chapter_by_slug(CHAPTER)
    child.parent = parent
    child.save()
    return steward("awa", parent)


@pytest.fixture
def flag(cast: Cast) -> str:
    """Sami, the only steward, has taken an offer of Mei's down."""
    offer = published(cast.mei, Kind.OFFER, places=["KE"], organisation=PROVIDER).id
    made = listing_report(public_id=offer, reason=Reason.FRAUD, by=cast.uma)
    flag_resolve(public_id=made, by=cast.sami, reason=Reason.FRAUD, note="Say who you are.")
    return made


def test_it_goes_to_the_chapter_above_and_is_shown_again(cast: Cast, awa: SignedIn, flag: str, do_jobs: DoJobs) -> None:
    with pytest.raises(NotFound):
        flag_get(flag, for_user=awa)
    do_jobs()
    mail.outbox.clear()
    flag_appeal(public_id=flag, by=cast.mei, text="We said it.")
    do_jobs()
    assert [one.to for one in mail.outbox] == [["awa@example.org"]]
    assert [row.id for row in flags(awa).rows] == [flag] and list(flags(cast.sami).rows) == []
    flag_overturn(public_id=flag, by=awa, note="They did.")
    view = flag_get(flag, for_user=awa)
    assert (view.state, view.measure) == (State.OVERTURNED, Measure.PUT_BACK)
    assert Listing.objects.get(public_id=view.about).state == ListingState.PUBLISHED
    assert list(flags(awa).rows) == []


def test_those_who_run_the_node_may_still_decide(cast: Cast, awa: SignedIn, flag: str) -> None:
    flag_appeal(public_id=flag, by=cast.mei, text="We said it.")
    flag_uphold(public_id=flag, by=cast.noor, note="It is not said.")
    assert flag_get(flag, for_user=awa).state is State.UPHELD


def test_where_there_is_another_steward_nobody_above_is_asked(
    cast: Cast, awa: SignedIn, flag: str, do_jobs: DoJobs
) -> None:
    steward("tendai", chapter_by_slug(CHAPTER))
    do_jobs()
    mail.outbox.clear()
    flag_appeal(public_id=flag, by=cast.mei, text="We said it.")
    do_jobs()
    assert [one.to for one in mail.outbox] == [["tendai@example.org"]]
    for ask in (lambda: flag_get(flag, for_user=awa), lambda: flag_uphold(public_id=flag, by=awa, note="No.")):
        with pytest.raises(NotFound):
            ask()


def test_without_anybody_above_those_who_run_the_node_are_asked(cast: Cast, flag: str, do_jobs: DoJobs) -> None:
    do_jobs()
    mail.outbox.clear()
    flag_appeal(public_id=flag, by=cast.mei, text="We said it.")
    do_jobs()
    assert [one.to for one in mail.outbox] == [["noor@example.org"]]


def test_whoever_has_a_part_in_it_above_is_passed_over(cast: Cast, awa: SignedIn, flag: str) -> None:
    top = chapter("world", sdgs=("16",))
    parent = chapter_by_slug("africa")
    parent.parent = top
    parent.save()
    lin = steward("lin", top)
    Listing.objects.update(deputy=awa)
    flag_appeal(public_id=flag, by=cast.mei, text="We said it.")
    assert list(flags(awa).rows) == [] and [row.id for row in flags(lin).rows] == [flag]
