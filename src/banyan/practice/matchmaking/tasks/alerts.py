"""Jobs of alerts. Each bears being done twice."""

from __future__ import annotations

from banyan.base.jobs import job
from banyan.practice.matchmaking.alerting import digests, finding, sending
from banyan.practice.matchmaking.models import AlertPending


@job("matchmaking.alerts", alone="matchmaking.alerts")
def find_for_alerts() -> None:
    """Everything new, for the alerts of everybody; letters at once follow at once."""
    if finding.alerts_find():
        tell_alerts.once("all").enqueue()


@job("matchmaking.tell", alone="matchmaking.tell")
def tell_alerts() -> None:
    """The letters that are due."""
    digests.alerts_tell()


@job("matchmaking.letter")
def write_letter(*, letter: str) -> None:
    """One letter, at most once."""
    sending.send(letter)


def wake_alerts() -> None:
    """Gets new listings looked at, when there are any."""
    if AlertPending.objects.exists():
        find_for_alerts.once("all").enqueue()
