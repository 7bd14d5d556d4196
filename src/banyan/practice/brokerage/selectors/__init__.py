"""Reads of the room. Whatever a person sees of an enquiry has gone through ``viewing``."""

from banyan.practice.brokerage.selectors.drafts import (
    draft_of,
    own_among,
    own_choices,
    promise_about,
    standing_enquiry,
)
from banyan.practice.brokerage.selectors.enquiries import (
    counts,
    enquiries,
    enquiry_get,
    granted,
    waiting_count,
)
from banyan.practice.brokerage.selectors.messages import message_file, thread_get, thread_whole
from banyan.practice.brokerage.selectors.promises import promises_of, reply_rate
from banyan.practice.brokerage.selectors.seeing import enquiry_seen_by, listing_seen_by
from banyan.practice.brokerage.selectors.unread import unread_in

__all__ = [
    "counts",
    "draft_of",
    "enquiries",
    "enquiry_get",
    "enquiry_seen_by",
    "granted",
    "listing_seen_by",
    "message_file",
    "own_among",
    "own_choices",
    "promise_about",
    "promises_of",
    "reply_rate",
    "standing_enquiry",
    "thread_get",
    "thread_whole",
    "unread_in",
    "waiting_count",
]
