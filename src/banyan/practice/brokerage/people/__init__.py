"""Who is written to. Nothing stays in a dead mailbox: there is always somebody next."""

from banyan.practice.brokerage.people.enquiry import (
    People,
    answerers,
    askers,
    askers_days,
    awaited,
    deputies,
    desk,
    keeps_back,
    keeps_its_name,
    nobody_here,
    over,
    promise_of,
    promised,
)

__all__ = [
    "People",
    "answerers",
    "askers",
    "askers_days",
    "awaited",
    "deputies",
    "desk",
    "keeps_back",
    "keeps_its_name",
    "nobody_here",
    "over",
    "promise_of",
    "promised",
]
