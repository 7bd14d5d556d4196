"""Lists and counts of cases for those who have no part in them; ``tests/permissions`` tries each service."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.factories.cases import opened

from banyan.base.errors import NotFound
from banyan.practice.brokerage.selectors.cases import case_counts, case_get, cases


def test_those_without_a_part_see_and_count_nothing(cast: Cast) -> None:
    case = opened(cast)
    for reader in (*cast.outsiders(), cast.mei):
        with pytest.raises(NotFound):
            case_get(case, for_user=reader)
        for chapter in (False, True):
            assert cases(reader, chapter=chapter).rows == []
            assert case_counts(reader, chapter=chapter) == {}
