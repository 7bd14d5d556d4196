"""Who is written to. Nothing stays in a dead mailbox: there is always somebody next."""

from banyan.practice.brokerage.people.enquiry import (
    People,
    answerers,
    askers,
    askers_days,
    awaited,
    days_of,
    deputies,
    desk,
    keeps_its_name,
    nobody_here,
    promised_days,
)

__all__ = [
    "People",
    "answerers",
    "askers",
    "askers_days",
    "awaited",
    "days_of",
    "deputies",
    "desk",
    "keeps_its_name",
    "nobody_here",
    "promised_days",
]
