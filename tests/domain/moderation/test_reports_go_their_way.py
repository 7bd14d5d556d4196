"""A report from the first word to the last: who decides, what is taken down, and how it comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from tests.cast import Cast, person
from tests.factories.listings import published

from banyan.base.audit.selectors import history
from banyan.base.clock import now, standing_at
from banyan.base.errors import Invalid, NotAllowed, TooMany
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import listing_transition, listing_update
from banyan.domain.listings.types import Kind
from banyan.domain.listings.types import State as ListingState
from banyan.domain.listings.types import Verb as ListingVerb
from banyan.domain.moderation.errors import AlreadyJudged, AlreadyReported, DecidedMeanwhile, NoSuchFlag, YourOwn
from banyan.domain.moderation.models import Flag, FlagStep
from banyan.domain.moderation.selectors import decision_about, flag_get, flags, waiting_count
from banyan.domain.moderation.services import (
    flag_appeal,
    flag_dismiss,
    flag_overturn,
    flag_resolve,
    flag_uphold,
    flags_forget,
    listing_report,
)
from banyan.domain.moderation.types import Measure, Reason, State, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(cast: Cast) -> str:
    return published(cast.kofi, Kind.OFFER, places=["KE"]).id


def reported(cast: Cast, offer: str, line: str = "They ask for money first.") -> str:
    return listing_report(public_id=offer, reason=Reason.FRAUD, line=line, by=cast.uma)


def reworded(cast: Cast, offer: str, words: str) -> None:
    version = listing_get(offer, for_user=cast.kofi).version
    listing_update(public_id=offer, raw={"summary": words}, by=cast.kofi, expected_version=version)


def taken_down(cast: Cast, flag: str) -> None:
    flag_resolve(public_id=flag, by=cast.sami, reason=Reason.FRAUD, note="Show who you are.")


def test_nothing_is_hidden_however_many_report(cast: Cast, offer: str) -> None:
    for number in range(12):
        listing_report(public_id=offer, reason=Reason.SPAM, by=person(f"angry{number}"))
    assert listing_get(offer, for_user=cast.visitor).state is ListingState.PUBLISHED
    assert len(flags(cast.sami).rows) == 12


def test_a_person_has_one_standing_report_about_a_thing(cast: Cast, offer: str) -> None:
    flag = reported(cast, offer)
    with pytest.raises(AlreadyReported):
        reported(cast, offer)
    flag_dismiss(public_id=flag, by=cast.sami, note="This is usual.")
    with pytest.raises(AlreadyJudged):
        reported(cast, offer)
    reworded(cast, offer, "Send money to this account first.")
    assert reported(cast, offer) != flag


def test_a_visitor_reports_and_only_a_digest_of_the_address_is_kept(cast: Cast, offer: str) -> None:
    with pytest.raises(NotAllowed):
        listing_report(public_id=offer, reason=Reason.SPAM, by=cast.visitor)
    flag = listing_report(public_id=offer, reason=Reason.SPAM, by=cast.visitor, visitor="192.0.2.7")
    assert "192.0.2.7" not in str(Flag.objects.values().get())
    assert flag_get(flag, for_user=cast.sami).anonymous
    with pytest.raises(AlreadyReported):
        listing_report(public_id=offer, reason=Reason.SPAM, by=cast.visitor, visitor="192.0.2.7")
    listing_report(public_id=offer, reason=Reason.SPAM, by=cast.visitor, visitor="192.0.2.8")


def test_a_visitor_reports_a_few_things_a_day(cast: Cast) -> None:
    offers = [published(cast.kofi, Kind.OFFER, title=f"Dryer {number}").id for number in range(6)]
    with standing_at(now().replace(hour=12)):
        for one in offers[:5]:
            listing_report(public_id=one, reason=Reason.SPAM, by=cast.visitor, visitor="192.0.2.7")
        with pytest.raises(TooMany):
            listing_report(public_id=offers[5], reason=Reason.SPAM, by=cast.visitor, visitor="192.0.2.7")


def test_a_reason_is_needed_and_a_line_where_it_says_nothing(cast: Cast, offer: str) -> None:
    with pytest.raises(Invalid):
        listing_report(public_id=offer, reason=None, by=cast.uma)
    with pytest.raises(Invalid):
        listing_report(public_id=offer, reason=Reason.OTHER, line=" \n", by=cast.uma)
    with pytest.raises(Invalid):
        listing_report(public_id=offer, reason=Reason.SPAM, line="x" * 2001, by=cast.uma)
    with pytest.raises(YourOwn):
        listing_report(public_id=offer, reason=Reason.SPAM, by=cast.kofi)
    assert not Flag.objects.exists()


def test_the_words_are_kept_as_they_were(cast: Cast, offer: str) -> None:
    flag = reported(cast, offer)
    reworded(cast, offer, "Nothing to see.")
    assert "200 kg of fruit" in flag_get(flag, for_user=cast.sami).words


def test_words_and_lines_are_forgotten_half_a_year_after_the_decision(cast: Cast, offer: str) -> None:
    flag = reported(cast, offer)
    with standing_at(now() + timedelta(days=400)):
        assert flags_forget() == 0
    flag_dismiss(public_id=flag, by=cast.sami)
    assert flags_forget() == 0
    with standing_at(now() + timedelta(days=181)):
        assert flags_forget() == 1
        assert flags_forget() == 0
    row = Flag.objects.get()
    assert (row.words, row.line, len(row.digest)) == ("", "", 64)
    assert "money" not in str(list(FlagStep.objects.values()))


def test_a_listing_is_sent_back_and_after_an_objection_shown_again(cast: Cast, offer: str) -> None:
    flag = reported(cast, offer)
    assert waiting_count(cast.sami) == 1
    taken_down(cast, flag)
    with pytest.raises(NoSuchListing):
        listing_get(offer, for_user=cast.visitor)
    view = flag_get(decision_about(offer, for_user=cast.kofi), for_user=cast.kofi)
    assert (view.verbs, view.measure, view.note) == ((Verb.APPEAL,), Measure.SENT_BACK, "Show who you are.")
    flag_appeal(public_id=flag, by=cast.kofi, text="We are a company with a register number.")
    assert waiting_count(cast.sami) == 0
    with pytest.raises(NotAllowed):
        flag_overturn(public_id=flag, by=cast.sami)
    flag_overturn(public_id=flag, by=cast.noor, note="Checked by telephone.")
    assert listing_get(offer, for_user=cast.visitor).state is ListingState.PUBLISHED
    assert flag_get(flag, for_user=cast.kofi).measure is Measure.PUT_BACK
    with pytest.raises(DecidedMeanwhile):
        flag_appeal(public_id=flag, by=cast.kofi, text="Once more.")


def test_an_objection_is_the_last_word(cast: Cast, offer: str) -> None:
    flag = reported(cast, offer)
    taken_down(cast, flag)
    flag_appeal(public_id=flag, by=cast.kofi, text="No.")
    flag_uphold(public_id=flag, by=cast.noor, note="The register does not know you.")
    for again in (flag_uphold, flag_overturn, flag_dismiss):
        with pytest.raises(DecidedMeanwhile):
            again(public_id=flag, by=cast.noor, note="x")
    assert [step.verb for step in FlagStep.objects.order_by("pk")] == ["flag", "resolve", "appeal", "uphold"]
    assert len(history(object_type="flag", object_id=flag)) == 4
    assert OutboxEvent.objects.filter(topic="flag.changed", key=flag).count() == 4


def test_what_its_owner_took_back_to_work_on_is_theirs_to_send_out(cast: Cast, offer: str) -> None:
    flag = reported(cast, offer)
    taken_down(cast, flag)
    listing_transition(public_id=offer, verb=ListingVerb.REWORK, by=cast.kofi)
    flag_appeal(public_id=flag, by=cast.kofi, text="Changed now.")
    flag_overturn(public_id=flag, by=cast.noor)
    assert flag_get(flag, for_user=cast.kofi).state is State.OVERTURNED
    assert listing_get(offer, for_user=cast.kofi).state is ListingState.DRAFT


def test_what_nobody_sees_any_more_need_not_be_taken_down(cast: Cast, offer: str) -> None:
    flag = reported(cast, offer)
    listing_transition(public_id=offer, verb=ListingVerb.ARCHIVE, by=cast.kofi)
    taken_down(cast, flag)
    assert flag_get(flag, for_user=cast.kofi).measure is Measure.NONE
    assert listing_get(offer, for_user=cast.kofi).state is ListingState.ARCHIVED


def test_all_reports_about_a_thing_are_decided_with_one(cast: Cast, offer: str) -> None:
    flag = reported(cast, offer)
    other = listing_report(public_id=offer, reason=Reason.SPAM, by=cast.amina)
    assert flag_get(flag, for_user=cast.sami).others == (other,)
    taken_down(cast, flag)
    assert flag_get(other, for_user=cast.amina).state is State.FOLLOWED
    assert flags(cast.sami).rows == []
    assert len(flags(cast.sami, open_=False).rows) == 2


def test_a_refused_decision_changes_nothing(cast: Cast, offer: str) -> None:
    flag = reported(cast, offer)
    with pytest.raises(Invalid):
        flag_resolve(public_id=flag, by=cast.sami, reason=Reason.FRAUD, note="")
    with pytest.raises(Invalid):
        flag_resolve(public_id=flag, by=cast.sami, reason=None, note="x")
    with pytest.raises(DecidedMeanwhile):
        flag_dismiss(public_id=flag, by=cast.sami, expected_version=7)
    assert flag_get(flag, for_user=cast.sami).state is State.WAITING
    assert listing_get(offer, for_user=cast.visitor).state is ListingState.PUBLISHED


def test_everybody_concerned_has_a_letter_and_none_says_who_reported(
    cast: Cast, offer: str, do_jobs: Callable[[], list[str]]
) -> None:
    do_jobs()
    mail.outbox.clear()
    flag = reported(cast, offer)
    do_jobs()
    assert [one.to for one in mail.outbox] == [["sami@example.org"]]
    taken_down(cast, flag)
    do_jobs()
    assert {one.to[0] for one in mail.outbox[1:]} == {"kofi@example.org", "uma@example.org"}
    before = len(mail.outbox)
    flag_appeal(public_id=flag, by=cast.kofi, text="No.")
    do_jobs()
    assert [one.to for one in mail.outbox[before:]] == [["noor@example.org"]]
    before = len(mail.outbox)
    flag_overturn(public_id=flag, by=cast.noor, note="You are right.")
    do_jobs()
    assert {one.to[0] for one in mail.outbox[before:]} == {"kofi@example.org", "uma@example.org"}
    for letter in mail.outbox:
        html = str(getattr(letter, "alternatives", ""))
        assert "uma" not in f"{letter.subject} {letter.body} {html}".lower()
        assert "They ask for money first." not in letter.body


def test_a_second_report_about_the_same_does_not_write_again(
    cast: Cast, offer: str, do_jobs: Callable[[], list[str]]
) -> None:
    reported(cast, offer)
    listing_report(public_id=offer, reason=Reason.SPAM, by=cast.amina)
    assert [name for name in do_jobs() if name == "moderation.tell"] == ["moderation.tell"]


def test_the_trail_cannot_be_rewritten(cast: Cast, offer: str) -> None:
    reported(cast, offer)
    with pytest.raises(Exception, match="Cannot update or delete"):
        FlagStep.objects.all().delete()


def test_an_owner_does_not_learn_of_a_report_that_waits(cast: Cast, offer: str) -> None:
    flag = reported(cast, offer)
    with pytest.raises(NoSuchFlag):
        flag_get(flag, for_user=cast.kofi)
    with pytest.raises(NoSuchFlag):
        flag_dismiss(public_id=flag, by=cast.kofi)
