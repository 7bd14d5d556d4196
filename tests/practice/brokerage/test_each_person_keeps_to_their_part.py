"""Lists and counts of enquiries for those who have no part in them; ``tests/permissions`` tries each service."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.factories.enquiries import sent

from banyan.base.errors import NotFound
from banyan.practice.brokerage.selectors import counts, draft_of, enquiries, enquiry_get, waiting_count
from banyan.practice.brokerage.types import Side


def test_those_without_a_part_see_and_count_nothing(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    for reader in (*cast.outsiders(), cast.mei):
        with pytest.raises(NotFound):
            enquiry_get(one, for_user=reader)
        for side in (None, *Side):
            assert enquiries(reader, side=side).rows == []
            assert counts(reader, side) == {}
        assert waiting_count(reader) == 0
        assert draft_of(reader, offer) is None
    assert (waiting_count(cast.kofi), waiting_count(cast.amina)) == (1, 0)
