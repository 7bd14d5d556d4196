from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.cast import PROVIDER, SEEKER, Cast, gather
from tests.factories.listings import draft, published

from banyan.base.audit.selectors import history
from banyan.base.errors import Invalid, Stale
from banyan.base.outbox.models import OutboxEvent
from banyan.domain.listings.errors import Incomplete, NoSuchListing
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import listing_update


def test_the_second_of_two_forms_is_refused_and_the_first_stays(cast: Cast) -> None:
    made = draft(cast.amina)
    saved = listing_update(public_id=made.id, raw={"title": "First"}, expected_version=1, by=cast.amina)
    assert saved.version == 2
    assert saved.changed == {"title"}
    with pytest.raises(Stale) as caught:
        listing_update(public_id=made.id, raw={"title": "Second"}, expected_version=1, by=cast.amina)
    assert caught.value.data["version"] == 2
    assert listing_get(made.id, for_user=cast.amina).title == "First"


@pytest.mark.django_db(transaction=True)
def test_of_two_forms_saved_at_the_same_moment_one_wins() -> None:
    cast = gather()
    made = draft(cast.amina)

    def save(title: str) -> bool:
        try:
            listing_update(public_id=made.id, raw={"title": title}, expected_version=1, by=cast.amina)
        except Stale:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(save, ["a", "b", "c", "d"]))
    assert won.count(True) == 1
    assert listing_get(made.id, for_user=cast.amina).version == 2


def test_a_bad_answer_writes_nothing_unless_the_good_ones_are_to_be_kept(cast: Cast) -> None:
    made = draft(cast.amina)
    raw = {"title": "Better", "deadline": "soon"}
    with pytest.raises(Invalid) as caught:
        listing_update(public_id=made.id, raw=raw, expected_version=1, by=cast.amina)
    assert set(caught.value.fields) == {"deadline"}
    assert listing_get(made.id, for_user=cast.amina).version == 1
    kept = listing_update(public_id=made.id, raw=raw, expected_version=1, by=cast.amina, keep_good=True)
    assert set(kept.errors) == {"deadline"}
    assert listing_get(made.id, for_user=cast.amina).title == "Better"


def test_a_save_without_a_change_leaves_no_version_no_trail_and_no_event(cast: Cast) -> None:
    made = draft(cast.amina)
    rows, events = history(object_type="listing", object_id=made.id).count(), OutboxEvent.objects.count()
    again = listing_update(public_id=made.id, raw={"sdgs": "12.3; 2.3"}, expected_version=1, by=cast.amina)
    assert again.version == 1
    assert history(object_type="listing", object_id=made.id).count() == rows
    assert OutboxEvent.objects.count() == events


def test_each_write_leaves_one_audit_row_and_one_event(cast: Cast) -> None:
    made = draft(cast.amina)
    listing_update(public_id=made.id, raw={"title": "New", "tried": "Racks."}, expected_version=1, by=cast.amina)
    row = history(object_type="listing", object_id=made.id).first()
    assert row is not None
    assert (row.action, row.actor) == ("listing.update", cast.amina.public_id)
    assert row.before is not None
    assert row.before["title"] == "Drying mango slices when it rains"
    assert "tried" not in row.before
    topics = list(OutboxEvent.objects.filter(key=made.id).values_list("topic", flat=True))
    assert topics == ["listing.changed", "listing.changed"]


def test_a_published_listing_keeps_its_required_answers(cast: Cast) -> None:
    made = published(cast.kofi)
    with pytest.raises(Incomplete):
        listing_update(public_id=made.id, raw={"problem": ""}, expected_version=made.version, by=cast.kofi)
    assert listing_get(made.id, for_user=cast.kofi).values["problem"]


def test_answers_must_agree_with_those_given_before(cast: Cast) -> None:
    made = draft(cast.amina)
    with pytest.raises(Invalid) as caught:
        listing_update(
            public_id=made.id, raw={"budget_min": 90_000}, expected_version=1, by=cast.amina, keep_good=False
        )
    assert "budget_max" in caught.value.fields


def test_others_cannot_change_it_nor_post_for_an_organisation_that_is_not_theirs(cast: Cast) -> None:
    made = draft(cast.amina, organisation=SEEKER)
    for stranger in (cast.uma, cast.mei, cast.visitor):
        with pytest.raises(NoSuchListing):
            listing_update(public_id=made.id, raw={"title": "Mine"}, expected_version=1, by=stranger)
    with pytest.raises(Invalid) as caught:
        listing_update(public_id=made.id, raw={"organisation": PROVIDER}, expected_version=1, by=cast.amina)
    assert set(caught.value.fields) == {"organisation"}
