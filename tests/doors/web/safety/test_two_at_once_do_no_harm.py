"""Steps taken at the same moment, each in a connection of its own: one of them wins, and nothing is half done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from tests.cast import Cast, gather
from tests.factories.listings import OFFER, draft, published

from banyan.base.errors import BanyanError
from banyan.domain.listings.models import Listing
from banyan.domain.listings.selectors import history, listing_get
from banyan.domain.listings.services import (
    listing_import_draft,
    listing_transition,
    listing_update,
    listing_withdraw,
    sample_remove,
)
from banyan.domain.listings.types import Kind, Origin, State, Verb

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return gather()


def at_once(*steps: Callable[[], object]) -> list[BaseException]:
    """Takes all steps together and returns what went wrong."""
    gate = threading.Barrier(len(steps))
    wrong: list[BaseException] = []

    def take(step: Callable[[], object]) -> None:
        gate.wait()
        try:
            step()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_publishing_and_withdrawing(people: Cast) -> None:
    for _round in range(3):
        one = draft(people.kofi, Kind.OFFER).id
        wrong = at_once(
            partial(listing_transition, public_id=one, verb=Verb.PUBLISH, by=people.kofi),
            partial(listing_transition, public_id=one, verb=Verb.PUBLISH, by=people.kofi),
            partial(listing_withdraw, public_id=one, by=people.kofi),
        )
        assert all(isinstance(error, BanyanError) for error in wrong), wrong
        assert Listing.objects.get(public_id=one).state == State.WITHDRAWN
        assert len(history(one, for_user=people.noor)) == 1 + 3 - len(wrong)


def test_two_saves(people: Cast) -> None:
    one = published(people.kofi, Kind.OFFER)
    save = partial(listing_update, public_id=one.id, expected_version=one.version, by=people.kofi)
    wrong = at_once(*(partial(save, raw={"title": title}) for title in ("The first title", "The second", "The third")))
    assert [type(error).__name__ for error in wrong] == ["Stale", "Stale"]
    assert listing_get(one.id, for_user=people.kofi).version == one.version + 1


def test_samples_go_while_somebody_takes_them_in_or_pauses_them(people: Cast) -> None:
    def take_in(number: int) -> str:
        origin = Origin(node="sample", id=str(number))
        raw = {**OFFER, "id": str(number)}
        return listing_import_draft(
            origin=origin, kind=Kind.OFFER, raw=raw, follows_source=True, is_sample=True
        ).change.id

    ids = [take_in(number) for number in range(4)]
    wrong = at_once(
        sample_remove,
        sample_remove,
        lambda: [listing_transition(public_id=one, verb=Verb.PAUSE, by=people.noor) for one in reversed(ids)],
    )
    assert all(isinstance(error, BanyanError) for error in wrong), wrong
    assert not Listing.objects.filter(is_sample=True).exists()
