from __future__ import annotations

import json

import pytest
from tests.cast import Cast
from tests.factories.listings import draft, published

from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.selectors import attachment_file, for_index, history, listing_get, search_facets
from banyan.domain.listings.services import attachment_add, listing_transition
from banyan.domain.listings.types import Facet, Filters, State, Verb, Visibility

CHOSEN = {"budget_max": "after_enquiry", "site_power": "signed_in", "trl_min": "after_acceptance"}


def test_a_field_opens_step_by_step(cast: Cast) -> None:
    made = published(cast.kofi, visibility=CHOSEN)
    visitor = listing_get(made.id, for_user=cast.visitor, granted=Visibility.AFTER_ACCEPTANCE)
    uma = listing_get(made.id, for_user=cast.uma)
    asked = listing_get(made.id, for_user=cast.uma, granted=Visibility.AFTER_ENQUIRY)
    accepted = listing_get(made.id, for_user=cast.uma, granted=Visibility.AFTER_ACCEPTANCE)
    names = ("site_power", "budget_max", "trl_min", "contact")
    assert [[name in view.values for name in names] for view in (visitor, uma, asked, accepted)] == [
        [False, False, False, False],
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, True],
    ]
    assert uma.hidden["budget_max"] is Visibility.AFTER_ENQUIRY
    assert listing_get(made.id, for_user=cast.kofi).hidden == {}


def test_what_is_hidden_is_in_no_index_row_and_in_no_count(cast: Cast) -> None:
    made = published(cast.kofi, visibility={**CHOSEN, "places": "signed_in"})
    (row,) = for_index([made.id])
    assert not {"budget_max", "site_power", "trl_min", "contact", "deputy", "places"} & set(row.values)
    facets = search_facets(None, Filters())
    assert facets[Facet.TRLS] == ()
    assert facets[Facet.PLACES] == ()
    assert facets[Facet.SDGS]


def test_a_draft_is_seen_by_its_owner_alone_until_it_is_sent(cast: Cast) -> None:
    made = draft(cast.amina)
    for asker in (*cast.outsiders(), cast.kofi, cast.sami, cast.rosa, cast.noor):
        with pytest.raises(NoSuchListing):
            listing_get(made.id, for_user=asker, granted=Visibility.AFTER_ACCEPTANCE)
    assert listing_get(made.id, for_user=cast.amina).inside
    assert listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=cast.amina).state is State.IN_REVIEW
    assert listing_get(made.id, for_user=cast.sami).inside
    assert listing_get(made.id, for_user=cast.noor).inside


def test_a_file_opens_as_its_owner_said(cast: Cast) -> None:
    made = published(cast.kofi)
    file = attachment_add(
        public_id=made.id, name="plan.pdf", content=b"%PDF-1.7 x", visibility=Visibility.AFTER_ENQUIRY, by=cast.kofi
    )
    with pytest.raises(NoSuchListing):
        attachment_file(file.id, for_user=cast.uma)
    assert attachment_file(file.id, for_user=cast.uma, granted=Visibility.AFTER_ENQUIRY).name == "plan.pdf"
    assert listing_get(made.id, for_user=cast.uma).attachments == ()


def test_those_in_talks_keep_seeing_it_while_it_is_paused_and_others_do_not(cast: Cast) -> None:
    made = published(cast.kofi)
    listing_transition(public_id=made.id, verb=Verb.PAUSE, by=cast.kofi)
    assert listing_get(made.id, for_user=cast.uma, granted=Visibility.AFTER_ENQUIRY).state is State.PAUSED
    for asker in cast.outsiders():
        with pytest.raises(NoSuchListing):
            listing_get(made.id, for_user=asker)
    with pytest.raises(NoSuchListing):
        listing_get(made.id, for_user=cast.visitor, granted=Visibility.AFTER_ENQUIRY)


def test_the_trail_keeps_no_address(cast: Cast) -> None:
    made = published(cast.kofi)
    kept = json.dumps([(line.before, line.after) for line in history(made.id, for_user=cast.kofi)])
    assert "#" in kept
    assert "@example.org" not in kept
