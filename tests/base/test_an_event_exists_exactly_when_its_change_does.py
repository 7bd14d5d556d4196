from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from banyan.base.clock import now, standing_at
from banyan.base.outbox import services
from banyan.base.outbox.models import OutboxEvent
from banyan.base.outbox.services import Event, deliver_pending, publish, subscribe


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only this test's subscribers hear its events."""
    monkeypatch.setattr(services, "_subscribers", defaultdict(dict))
    monkeypatch.setattr(services, "_wake", [])
    yield


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        publish(topic="t", key="k")


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_change_rolled_back_never_was() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(topic="t", key="k")
        raise ZeroDivisionError
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db
def test_each_subscriber_hears_once_and_one_that_fails_is_tried_again_alone() -> None:
    heard: list[str] = []
    trouble = [True]

    def steady(event: Event) -> None:
        heard.append(f"steady {event.key}")

    def shaky(event: Event) -> None:
        if trouble:
            raise OSError("not now")
        heard.append(f"shaky {event.key}")

    subscribe("t", "steady", steady)
    subscribe("t", "shaky", shaky)
    publish(topic="t", key="k")
    assert deliver_pending() == 0
    assert heard == ["steady k"]
    trouble.clear()
    assert deliver_pending() == 0, "a failed delivery waits before the next try"
    with standing_at(now() + timedelta(minutes=1)):
        assert deliver_pending() == 1
    assert heard == ["steady k", "shaky k"]
    assert deliver_pending() == 0


@pytest.mark.django_db
def test_an_event_nobody_hears_is_done() -> None:
    publish(topic="nobody", key="k")
    assert deliver_pending() == 1


@pytest.mark.django_db
def test_what_nobody_hears_is_done_all_together(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(20):
        publish(topic="tests.nobody", key=str(number))
    with django_assert_max_num_queries(3):
        assert deliver_pending() == 20
    assert not OutboxEvent.objects.filter(delivered=None).exists()
