"""Reads of the room. Whatever a person sees of an enquiry has gone through ``viewing``."""

from banyan.practice.brokerage.selectors.drafts import days_promised, draft_of, own_choices, standing_enquiry
from banyan.practice.brokerage.selectors.enquiries import (
    counts,
    enquiries,
    enquiry_get,
    granted,
    waiting_count,
)
from banyan.practice.brokerage.selectors.promises import promises_of, reply_rate

__all__ = [
    "counts",
    "days_promised",
    "draft_of",
    "enquiries",
    "enquiry_get",
    "granted",
    "own_choices",
    "promises_of",
    "reply_rate",
    "standing_enquiry",
    "waiting_count",
]
