"""Who would read an answer, and whose offers are none for them."""

from __future__ import annotations

import pytest
from tests.cast import SEEKER, Cast
from tests.factories.answers import drafted, edit_of, need
from tests.factories.listings import published

from banyan.base.errors import Invalid
from banyan.domain.listings.types import Kind
from banyan.practice.brokerage.selectors.answers import answer_get, unanswered
from banyan.practice.brokerage.services.answers import answer_draft, answer_save
from banyan.practice.matchmaking.services import index_rebuild


def test_a_need_waits_for_an_answer_while_its_organisation_has_an_administrator(cast: Cast) -> None:
    about = need(cast)
    index_rebuild()
    cast.amina.is_active = False
    cast.amina.save()
    assert [one.need for one in unanswered(cast.rosa)] == [about]
    assert answer_draft(need=about, by=cast.rosa).made
    assert [one.need for one in unanswered(cast.rosa)] == [about]


@pytest.mark.parametrize("kind", [Kind.OFFER, Kind.TRAINING, Kind.FUNDING])
def test_what_the_seekers_side_offers_itself_is_no_part_of_an_answer(cast: Cast, kind: Kind) -> None:
    words = {"summary": "It dries fresh mango slices when it rains, so that no mould grows on them."}
    own = published(cast.amina, kind, organisation=SEEKER, checked_by=cast.sami, title="Our own dryer", **words).id
    answer = drafted(cast)
    view = answer_get(answer, for_user=cast.rosa)
    places = {one.listing: 0 for one in view.words.options}
    with pytest.raises(Invalid) as refused:
        answer_save(public_id=answer, edit=edit_of(view, places=places, add=own), by=cast.rosa)
    assert refused.value.fields.keys() == {"add"}
    now = answer_get(answer, for_user=cast.rosa).words
    assert own not in {one.listing for one in now.options} | {one.listing for one in now.helps}


def test_whether_it_is_mature_enough_for_a_fund_stays_open_until_an_option_is_chosen(cast: Cast) -> None:
    published(
        cast.kofi,
        Kind.FUNDING,
        title="Grants for what is in use",
        summary="Money for a cooperative that wants to dry fresh mango slices when it rains.",
        eligible_trl_min=9,
    )
    helps = answer_get(drafted(cast), for_user=cast.rosa).words.helps
    [verdict] = [mark.verdict for one in helps for mark in one.marks if mark.of == "trl"]
    assert verdict == "unknown"
