"""Who reads a report and whose list it stands in; ``tests/permissions`` tries each service."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast, person
from tests.factories.listings import published
from ulid import ULID

from banyan.base.audit.models import AuditRow
from banyan.base.clock import now, standing_at
from banyan.base.errors import BanyanError, NotAllowed, NotFound
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.accounts.selectors import person_of
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.services import servant_add
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.selectors import history as listing_history
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Kind, Verb
from banyan.domain.listings.types import State as ListingState
from banyan.domain.moderation import services
from banyan.domain.moderation.selectors import flag_get, flags, waiting_count
from banyan.domain.moderation.types import Reason, State

pytestmark = pytest.mark.django_db

PEOPLE = ("amina", "kofi", "mei", "rosa", "sami", "noor", "uma", "visitor")
#: Who reads a report, before and after the first decision; Mei posted the listing, Uma reported it, Sami decided.
READERS: dict[State, frozenset[str]] = {
    State.WAITING: frozenset({"sami", "noor", "uma"}),
    State.RESOLVED: frozenset({"sami", "noor", "uma", "mei", "kofi"}),
}


@pytest.fixture
def offer(cast: Cast) -> str:
    return published(cast.mei, Kind.OFFER, places=["KE"], organisation="jua-dryers").id


def flag_in(state: State, cast: Cast, offer: str) -> str:
    flag = services.listing_report(public_id=offer, reason=Reason.FRAUD, by=cast.uma)
    if state is not State.WAITING:
        services.flag_resolve(public_id=flag, by=cast.sami, reason=Reason.FRAUD, note="Say who you are.")
    if state is State.APPEALED:
        services.flag_appeal(public_id=flag, by=cast.mei, text="We said it.")
    return flag


@pytest.mark.parametrize("state", READERS)
def test_who_reads_it(cast: Cast, offer: str, state: State) -> None:
    flag = flag_in(state, cast, offer)
    for who in PEOPLE:
        if who in READERS[state]:
            assert flag_get(flag, for_user=getattr(cast, who)).state is state
        else:
            with pytest.raises((NotAllowed, NotFound)):
                flag_get(flag, for_user=getattr(cast, who))


def test_the_list_is_for_those_who_decide(cast: Cast, offer: str) -> None:
    flag_in(State.WAITING, cast, offer)
    for who in PEOPLE:
        count = 1 if who in {"sami", "noor"} else 0
        assert len(flags(getattr(cast, who)).rows) == count
        assert waiting_count(getattr(cast, who)) == count


def test_nobody_decides_about_their_own_or_what_they_reported(cast: Cast) -> None:
    mine = published(cast.sami, Kind.OFFER, places=["KE"]).id
    flag = services.listing_report(public_id=mine, reason=Reason.SPAM, by=cast.noor)
    for steward in (cast.sami, cast.noor):
        assert flags(steward).rows == []
        with pytest.raises((NotAllowed, NotFound)):
            services.flag_dismiss(public_id=flag, by=steward)
    other = person("second")
    servant_add(
        chapter=chapter_by_slug("eastern-africa"), user_pk=other.pk, person=person_of(other), role=ChapterRole.STEWARD
    )
    services.flag_dismiss(public_id=flag, by=other)


def test_a_steward_of_elsewhere_has_no_part(cast: Cast, offer: str) -> None:
    elsewhere = published(cast.mei, Kind.OFFER, title="Far away", places=["PE"], organisation="jua-dryers").id
    flag = services.listing_report(public_id=elsewhere, reason=Reason.SPAM, by=cast.uma)
    with pytest.raises(NotFound):
        services.flag_dismiss(public_id=flag, by=cast.sami)
    services.flag_dismiss(public_id=flag, by=cast.noor)


def test_what_is_not_open_is_not_reported(cast: Cast, offer: str) -> None:
    hidden = published(cast.mei, Kind.OFFER, title="Soon gone", organisation="jua-dryers").id
    flag = services.listing_report(public_id=hidden, reason=Reason.SPAM, by=cast.uma)
    services.flag_resolve(public_id=flag, by=cast.noor, reason=Reason.SPAM, note="No.")
    with pytest.raises(BanyanError):
        services.listing_report(public_id=hidden, reason=Reason.SPAM, by=cast.amina)


def test_the_name_of_a_reporter_is_seen_by_stewards_alone(cast: Cast, offer: str) -> None:
    flag = flag_in(State.APPEALED, cast, offer)
    assert flag_get(flag, for_user=cast.sami).reporter == "Uma"
    for reader in (cast.mei, cast.kofi, cast.uma):
        view = str(flag_get(flag, for_user=reader))
        assert "Uma" not in view
        assert cast.uma.public_id not in view
        assert "Sami" not in view
    kept = [
        *OutboxEvent.objects.values_list("payload", flat=True),
        *listing_history(offer, for_user=cast.kofi),
        *AuditRow.objects.filter(object_type="flag").values_list("before", "after", "note"),
    ]
    assert kept
    assert cast.uma.public_id not in str(kept)


def test_a_steward_does_not_let_out_their_own_that_was_taken_down(cast: Cast) -> None:
    mine = published(cast.sami, Kind.OFFER, places=["KE"]).id
    flag = services.listing_report(public_id=mine, reason=Reason.SPAM, by=cast.uma)
    services.flag_resolve(public_id=flag, by=cast.noor, reason=Reason.SPAM, note="No.")
    with pytest.raises(BanyanError):
        listing_transition(public_id=mine, verb=Verb.REVIVE, by=cast.sami)
    listing_transition(public_id=mine, verb=Verb.REWORK, by=cast.sami)
    assert services.listing_publish(public_id=mine, by=cast.sami) is ListingState.IN_REVIEW
    with pytest.raises(BanyanError):
        listing_transition(public_id=mine, verb=Verb.PUBLISH, by=cast.sami)
    assert listing_transition(public_id=mine, verb=Verb.PUBLISH, by=cast.rosa).state is ListingState.PUBLISHED


def test_the_owner_does_not_learn_when_it_was_reported(cast: Cast, offer: str) -> None:
    with standing_at(now() - timedelta(days=3)) as then:
        flag = services.listing_report(public_id=offer, reason=Reason.FRAUD, by=cast.uma)
    services.flag_resolve(public_id=flag, by=cast.sami, reason=Reason.FRAUD, note="Say who you are.")
    view = flag_get(flag, for_user=cast.mei)
    assert min(view.at, view.changed, *(line.at for line in view.history)) > then + timedelta(days=2)
    told = ULID.from_str(flag.removeprefix("flg_").upper()).milliseconds / 1000
    assert abs(told - now().timestamp()) > 86400 * 30
