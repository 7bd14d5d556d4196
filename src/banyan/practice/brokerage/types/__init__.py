"""What crosses the threshold of the room, one file per entity."""

from banyan.practice.brokerage.types.enquiry import (
    Draft,
    EnquiryView,
    Line,
    Nudge,
    Party,
    Row,
    Sent,
    Side,
    State,
    Verb,
    Words,
)
from banyan.practice.brokerage.types.promise import Promise, ReplyRate

__all__ = [
    "Draft",
    "EnquiryView",
    "Line",
    "Nudge",
    "Party",
    "Promise",
    "ReplyRate",
    "Row",
    "Sent",
    "Side",
    "State",
    "Verb",
    "Words",
]
