from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.cast import Cast, gather
from tests.factories.listings import draft, published

from banyan.base.errors import Invalid, NotAllowed
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import CannotNow, Incomplete, NoSuchListing, Withdrawn
from banyan.domain.listings.models import Listing
from banyan.domain.listings.policy import goes_out_directly, may_do
from banyan.domain.listings.selectors import history, in_review, listing_get
from banyan.domain.listings.services import listing_transition, listing_update, listing_withdraw
from banyan.domain.listings.types import Kind, RejectReason, State, Verb


def topics(public_id: str) -> list[str]:
    return list(OutboxEvent.objects.filter(key=public_id).order_by("id").values_list("topic", flat=True))


def test_a_newcomer_is_read_first_and_told_why(cast: Cast) -> None:
    made = draft(cast.amina)
    assert "first listing" in str(goes_out_directly(cast.amina, Listing.objects.get(public_id=made.id)).reason)
    sent = listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=cast.amina)
    assert sent.state is State.IN_REVIEW
    assert [view.id for view in in_review(cast.sami)] == [made.id]
    assert in_review(cast.amina) == []
    out = listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=cast.sami)
    assert out.state is State.PUBLISHED
    assert topics(made.id) == ["listing.changed", "listing.changed", "listing.published"]
    second = listing_transition(public_id=draft(cast.amina).id, verb=Verb.PUBLISH, by=cast.amina)
    assert second.state is State.PUBLISHED


def test_members_of_a_verified_organisation_and_stewards_publish_at_once(cast: Cast) -> None:
    for person in (cast.kofi, cast.mei, cast.sami, cast.noor):
        assert published(person, Kind.OFFER).state is State.PUBLISHED


def test_what_was_sent_back_comes_with_a_reason_and_a_way_back(cast: Cast) -> None:
    made = draft(cast.amina)
    listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=cast.amina)
    with pytest.raises(Invalid):
        listing_transition(public_id=made.id, verb=Verb.REJECT, by=cast.sami)
    back = listing_transition(
        public_id=made.id, verb=Verb.REJECT, by=cast.sami, reason=RejectReason.UNCLEAR, note="How much fruit a day?"
    )
    assert back.state is State.REJECTED
    view = listing_get(made.id, for_user=cast.amina)
    assert view.reason == "unclear: How much fruit a day?"
    assert Verb.REWORK in view.verbs
    again = listing_transition(public_id=made.id, verb=Verb.REWORK, by=cast.amina)
    listing_update(public_id=made.id, raw={"outcome": "4 t a day"}, expected_version=again.version, by=cast.amina)
    assert listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=cast.amina).state is State.IN_REVIEW


def test_after_a_takedown_even_a_verified_member_is_read_again(cast: Cast) -> None:
    made = published(cast.kofi)
    listing_transition(public_id=made.id, verb=Verb.REJECT, by=cast.sami, reason=RejectReason.ADVERTISING)
    listing_transition(public_id=made.id, verb=Verb.REWORK, by=cast.kofi)
    assert listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=cast.kofi).state is State.IN_REVIEW


def test_required_answers_and_a_day_to_come_are_asked_before_others_see_it(cast: Cast) -> None:
    with pytest.raises(Incomplete) as caught:
        listing_transition(public_id=draft(cast.kofi, problem=None, title=None).id, verb=Verb.PUBLISH, by=cast.kofi)
    assert set(caught.value.fields) == {"problem", "title"}
    with pytest.raises(Incomplete) as late:
        listing_transition(public_id=draft(cast.kofi, deadline="2020-01-01").id, verb=Verb.PUBLISH, by=cast.kofi)
    assert set(late.value.fields) == {"deadline"}


def test_a_step_outside_the_table_changes_nothing(cast: Cast) -> None:
    made = published(cast.kofi)
    with pytest.raises(CannotNow):
        listing_transition(public_id=made.id, verb=Verb.RESUME, by=cast.kofi)
    for stranger in (cast.uma, cast.visitor, cast.amina):
        with pytest.raises(NotAllowed):
            listing_transition(public_id=made.id, verb=Verb.WITHDRAW, by=stranger)
        assert not may_do(stranger, Listing.objects.get(public_id=made.id), Verb.WITHDRAW)
    assert listing_get(made.id, for_user=cast.uma).version == made.version


def test_a_withdrawn_listing_leaves_a_tombstone_and_nothing_else(cast: Cast) -> None:
    made = published(cast.kofi)
    listing_withdraw(public_id=made.id, by=cast.kofi)
    assert topics(made.id)[-1] == "listing.unpublished"
    for asker in cast.outsiders():
        with pytest.raises(Withdrawn):
            listing_get(made.id, for_user=asker)
    secret = draft(cast.kofi)
    listing_withdraw(public_id=secret.id, by=cast.kofi)
    with pytest.raises(NoSuchListing):
        listing_get(secret.id, for_user=cast.uma)


def test_the_trail_replays_to_the_present_state(cast: Cast) -> None:
    made = draft(cast.amina)
    steps = ((Verb.PUBLISH, cast.amina), (Verb.PUBLISH, cast.sami), (Verb.PAUSE, cast.amina), (Verb.RESUME, cast.amina))
    for verb, by in (*steps, (Verb.CONFIRM, cast.amina), (Verb.ARCHIVE, cast.amina)):
        listing_transition(public_id=made.id, verb=verb, by=by)
    replayed: dict[str, object] = {}
    for happening in reversed(history(made.id, for_user=cast.amina)):
        assert all(replayed.get(name) == value for name, value in happening.before.items())
        replayed.update(happening.after)
    view = listing_get(made.id, for_user=cast.amina)
    assert (replayed["state"], replayed["version"], replayed["title"]) == (view.state, view.version, view.title)


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_deciding_at_once_one_is_told_that_it_is_done() -> None:
    cast = gather()
    made = draft(cast.amina)
    listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=cast.amina)

    def decide(by: SignedIn) -> bool:
        try:
            listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=by)
        except CannotNow:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, [cast.sami, cast.rosa])) == [False, True]
    assert topics(made.id).count("listing.published") == 1
