"""Pure decisions of the room: no ORM, no clock, no network."""

from banyan.practice.matchmaking.rules.matching import (
    ANSWERED_BY,
    CLOSE,
    COMPARED_TOGETHER,
    answering_kinds,
    batches,
    near_in_meaning,
    part_after,
    priced_unit,
    support_given,
    worth_showing,
)

__all__ = [
    "ANSWERED_BY",
    "CLOSE",
    "COMPARED_TOGETHER",
    "answering_kinds",
    "batches",
    "near_in_meaning",
    "part_after",
    "priced_unit",
    "support_given",
    "worth_showing",
]
