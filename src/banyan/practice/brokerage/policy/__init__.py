"""Who has a part in what, and in which quality."""

from banyan.practice.brokerage.policy.enquiry import (
    answered_by,
    main_side,
    overseen_by,
    seen_as,
    sent_by,
    sides_of,
    was_accepted,
)

__all__ = ["answered_by", "main_side", "overseen_by", "seen_as", "sent_by", "sides_of", "was_accepted"]
