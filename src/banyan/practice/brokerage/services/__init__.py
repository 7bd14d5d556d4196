"""Writes of the room, one file per verb: one transaction, one audit row, one outbox event each."""

from banyan.practice.brokerage.services.drafts import draft_save
from banyan.practice.brokerage.services.due import enquiries_due
from banyan.practice.brokerage.services.listings import listing_gone
from banyan.practice.brokerage.services.messages import message_send, thread_read
from banyan.practice.brokerage.services.promise import promise_set
from banyan.practice.brokerage.services.reporting import message_report, message_to_report
from banyan.practice.brokerage.services.seeing import (
    enquiries_read,
    enquiry_read,
    file_read,
    listing_read,
    listings_seen,
    noted,
    sightings_forget,
)
from banyan.practice.brokerage.services.send import enquiry_send
from banyan.practice.brokerage.services.steps import (
    enquiry_accept,
    enquiry_ask,
    enquiry_decline,
    enquiry_finish,
    enquiry_reply,
    enquiry_withdraw,
)

__all__ = [
    "draft_save",
    "enquiries_due",
    "enquiries_read",
    "enquiry_accept",
    "enquiry_ask",
    "enquiry_decline",
    "enquiry_finish",
    "enquiry_read",
    "enquiry_reply",
    "enquiry_send",
    "enquiry_withdraw",
    "file_read",
    "listing_gone",
    "listing_read",
    "listings_seen",
    "message_report",
    "message_send",
    "message_to_report",
    "noted",
    "promise_set",
    "sightings_forget",
    "thread_read",
]
