from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from banyan.base.clock import now, standing_at
from banyan.base.errors import TooMany
from banyan.base.limits.models import RateWindow
from banyan.base.limits.services import Limit, forget_old, use

THREE = Limit("try", times=3, seconds=3600)


@pytest.mark.django_db
def test_past_the_limit_the_answer_says_when_to_come_back() -> None:
    with standing_at(now()):
        assert [use(THREE, who="a") for _ in range(3)] == [2, 1, 0]
        with pytest.raises(TooMany) as caught:
            use(THREE, who="a")
        assert 1 <= caught.value.retry_after <= 3600
        assert use(THREE, who="b") == 2


@pytest.mark.django_db(transaction=True)
def test_uses_at_the_same_moment_are_all_counted() -> None:
    moment = now()

    def once(_: int) -> bool:
        try:
            with standing_at(moment):
                use(THREE, who="crowd")
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as crowd:
        assert sum(crowd.map(once, range(12))) == 3


@pytest.mark.django_db
def test_old_windows_are_forgotten() -> None:
    with standing_at(now() - timedelta(days=3)):
        use(THREE, who="a")
    use(THREE, who="a")
    assert forget_old() == 1
    assert RateWindow.objects.count() == 1
