"""Pure decisions of the room: no ORM, no clock, no network."""

from banyan.practice.brokerage.rules.addresses import without_addresses
from banyan.practice.brokerage.rules.enquiry import ANSWERING, LIVE, STANDING, TABLE, Step, target, verbs_for
from banyan.practice.brokerage.rules.promise import (
    FEW,
    LEAST_DAYS,
    MOST_DAYS,
    REMINDERS,
    TO_CHAPTER,
    TO_END,
    due_after,
    end_of_day,
    in_time,
    last_day,
    looks_at,
    next_nudge,
    plan,
    share,
    taken_over,
    turn_days,
)
from banyan.practice.brokerage.rules.telling import names_told

__all__ = [
    "ANSWERING",
    "FEW",
    "LEAST_DAYS",
    "LIVE",
    "MOST_DAYS",
    "REMINDERS",
    "STANDING",
    "TABLE",
    "TO_CHAPTER",
    "TO_END",
    "Step",
    "due_after",
    "end_of_day",
    "in_time",
    "last_day",
    "looks_at",
    "names_told",
    "next_nudge",
    "plan",
    "share",
    "taken_over",
    "target",
    "turn_days",
    "verbs_for",
    "without_addresses",
]
