"""Pure decisions of the room: no ORM, no clock, no network."""

from banyan.practice.brokerage.rules.enquiry import ANSWERING, LIVE, STANDING, TABLE, Step, target, verbs_for
from banyan.practice.brokerage.rules.promise import (
    FEW,
    LEAST_DAYS,
    MOST_DAYS,
    REMINDERS,
    TO_CHAPTER,
    TO_END,
    due_after,
    in_time,
    longest_notice,
    next_nudge,
    plan,
    share,
    taken_over,
    turn_days,
)
from banyan.practice.brokerage.rules.telling import names_told, without_addresses

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
    "in_time",
    "longest_notice",
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
