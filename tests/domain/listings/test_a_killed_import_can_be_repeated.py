from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.cast import Cast
from tests.factories.listings import NEED

from banyan.base.errors import Invalid, NotAllowed
from banyan.base.outbox.models import OutboxEvent
from banyan.base.outbox.services import publish
from banyan.domain.listings.errors import Incomplete
from banyan.domain.listings.models import Listing
from banyan.domain.listings.policy import may_edit
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import (
    SAMPLE_NODE,
    listing_import_draft,
    listing_transition,
    listing_update,
    listing_withdraw,
    sample_remove,
)
from banyan.domain.listings.types import Imported, Kind, Origin, RejectReason, State, Verb, Who

NODE = "exchange.example.net"


def harvested(number: int = 1, **more: object) -> Imported:
    origin = Origin(NODE, f"rec-{number}", licence="CC-BY-4.0", chain=(NODE,))
    return listing_import_draft(origin=origin, kind=Kind.NEED, raw={**NEED, **more}, follows_source=True)


def of_file(cast: Cast, number: int = 1, **more: object) -> Imported:
    origin = Origin("file:needs.csv", str(number))
    return listing_import_draft(origin=origin, kind=Kind.NEED, raw={**NEED, **more}, by=cast.amina)


@pytest.mark.django_db
def test_an_import_killed_in_the_middle_leaves_whole_records_and_doubles_none(monkeypatch: pytest.MonkeyPatch) -> None:

    def dying(*, topic: str, key: str, payload: Mapping[str, object] | None = None) -> OutboxEvent:
        if Listing.objects.count() >= 3:
            raise KeyboardInterrupt
        return publish(topic=topic, key=key, payload=payload)

    monkeypatch.setattr("banyan.domain.listings.services.ground.publish", dying)
    with pytest.raises(KeyboardInterrupt):
        for number in range(5):
            harvested(number)
    assert Listing.objects.count() == 2
    assert OutboxEvent.objects.count() == 2
    monkeypatch.undo()
    outcomes = [harvested(number).outcome for number in range(5)]
    assert outcomes == ["unchanged", "unchanged", "created", "created", "created"]
    assert Listing.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_take_a_record_in_once() -> None:
    def run(_: int) -> str:
        try:
            return harvested().outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(run, range(4)))
    assert outcomes == ["created", "unchanged", "unchanged", "unchanged"]
    assert Listing.objects.count() == 1


def test_a_source_changes_its_record_and_owners_here_do_not(cast: Cast) -> None:
    made = harvested(outcome="Dry fruit").change
    assert made.state is State.PUBLISHED
    newer = harvested(title="New title")
    assert (newer.outcome, newer.change.id) == ("updated", made.id)
    view = listing_get(made.id, for_user=cast.uma)
    assert view.title == "New title"
    assert "outcome" not in view.values
    assert view.origin is not None
    assert (view.origin.node, view.origin.id) == (NODE, "rec-1")
    assert not may_edit(cast.noor, Listing.objects.get(public_id=made.id))
    with pytest.raises(NotAllowed):
        listing_update(public_id=made.id, raw={"title": "x"}, expected_version=newer.change.version, by=cast.noor)


def test_a_moderator_stands_above_the_source_and_the_source_above_its_own_deletion(cast: Cast) -> None:
    made = harvested().change
    listing_transition(public_id=made.id, verb=Verb.REJECT, by=cast.noor, reason=RejectReason.ADVERTISING)
    assert harvested(title="Changed").change.state is State.REJECTED
    listing_withdraw(public_id=made.id, by=cast.noor)
    assert harvested(title="Changed again").outcome == "kept"
    other = harvested(2).change
    listing_withdraw(public_id=other.id, by=None, as_=Who.SOURCE)
    assert harvested(2).change.state is State.PUBLISHED


@pytest.mark.django_db
def test_a_hollow_record_is_taken_from_a_source_and_one_without_a_title_is_not() -> None:
    assert harvested(problem=None, summary=None).change.state is State.PUBLISHED
    with pytest.raises(Incomplete):
        harvested(2, title=" ")


@pytest.mark.django_db
def test_a_record_past_its_day_arrives_expired() -> None:
    assert harvested(published="2020-01-01", expires="2021-01-01").change.state is State.EXPIRED


def test_a_file_gives_drafts_and_never_overwrites_what_was_edited_since(cast: Cast) -> None:
    made = of_file(cast)
    assert (made.outcome, made.change.state) == ("created", State.DRAFT)
    assert of_file(cast).outcome == "unchanged"
    assert of_file(cast, title="Corrected in the file").outcome == "updated"
    view = listing_get(made.change.id, for_user=cast.amina)
    listing_update(public_id=view.id, raw={"title": "By hand"}, expected_version=view.version, by=cast.amina)
    assert of_file(cast, title="File again").outcome == "kept"
    assert listing_get(view.id, for_user=cast.amina).title == "By hand"


def test_a_bad_record_writes_nothing_and_names_every_answer(cast: Cast) -> None:
    with pytest.raises(Invalid) as caught:
        of_file(cast, deadline="soon", places=["Atlantis"], organisation="nobody")
    assert set(caught.value.fields) == {"deadline", "places", "organisation"}
    assert not Listing.objects.exists()


def test_the_sample_goes_away_as_a_whole_and_nothing_else_does(cast: Cast) -> None:
    kept = of_file(cast).change
    for number in range(3):
        origin = Origin(SAMPLE_NODE, f"need-{number}")
        listing_import_draft(origin=origin, kind=Kind.NEED, raw=NEED, follows_source=True, is_sample=True)
    assert sample_remove(actor=cast.noor.public_id) == 3
    assert sample_remove() == 0
    assert list(Listing.objects.values_list("public_id", flat=True)) == [kept.id]
    assert OutboxEvent.objects.filter(topic="listing.unpublished").count() == 3
