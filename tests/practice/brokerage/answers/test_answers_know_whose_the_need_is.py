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


def test_what_the_seekers_side_offers_itself_is_no_option(cast: Cast) -> None:
    own = published(cast.amina, Kind.OFFER, organisation=SEEKER, checked_by=cast.sami, title="Our own dryer").id
    answer = drafted(cast)
    view = answer_get(answer, for_user=cast.rosa)
    places = {one.listing: 0 for one in view.words.options}
    with pytest.raises(Invalid) as refused:
        answer_save(public_id=answer, edit=edit_of(view, places=places, add=own), by=cast.rosa)
    assert refused.value.fields.keys() == {"add"}
    assert own not in {one.listing for one in answer_get(answer, for_user=cast.rosa).words.options}
