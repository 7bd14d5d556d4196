"""Alerts as people make them, and the round from a published listing to a letter."""

from __future__ import annotations

from typing import Any

from banyan.base.outbox.services import deliver_pending
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.matchmaking.models import Alert, Finding
from banyan.practice.matchmaking.services import alert_save_search, alerts_find, index_embed, index_update
from banyan.practice.matchmaking.types import Frequency, SearchRequest


def saved(by: SignedIn, frequency: Frequency = Frequency.AT_ONCE, **asked: Any) -> str:
    """The id of a saved search."""
    return alert_save_search(request=SearchRequest(**asked), by=by, frequency=frequency)


def looked() -> int:
    """Everything that happened is heard, indexed and looked at; returns how many notices that made."""
    deliver_pending()
    index_update()
    index_embed()
    return alerts_find()


def found_by(alert: str) -> set[str]:
    """The ids of the listings that an alert found."""
    return set(Finding.objects.filter(alert__public_id=alert).values_list("notice__listing", flat=True))


def standing_of(listing: str) -> str:
    """The id of the alert that came with a listing."""
    return Alert.objects.get(listing=listing, standing=True).public_id
