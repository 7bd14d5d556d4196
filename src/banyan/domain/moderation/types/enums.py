"""Every code of a report, without Django, so that ``rules`` can use them. Their names for people: ``labels.py``."""

from __future__ import annotations

from enum import StrEnum


class Thing(StrEnum):
    """What can be reported."""

    LISTING = "listing"
    MESSAGE = "message"


class Reason(StrEnum):
    """What is wrong with it, as whoever reports it or decides about it sees it."""

    SPAM = "spam"
    FRAUD = "fraud"
    HARMFUL = "harmful"
    NOT_THEIRS = "not_theirs"
    PERSONAL_DATA = "personal_data"
    OTHER = "other"


class State(StrEnum):
    """Where a report stands."""

    WAITING = "waiting"
    DISMISSED = "dismissed"
    RESOLVED = "resolved"
    FOLLOWED = "followed"  #: another report about the same thing was decided, and this one with it
    APPEALED = "appealed"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Verb(StrEnum):
    """What can be done."""

    FLAG = "flag"
    DISMISS = "dismiss"
    RESOLVE = "resolve"
    FOLLOW = "follow"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    OVERTURN = "overturn"


class Who(StrEnum):
    """In which quality somebody stands to a report."""

    REPORTER = "reporter"
    OWNER = "owner"
    STEWARD = "steward"
    OTHER_STEWARD = "other_steward"  #: one who did not take the first decision
    SYSTEM = "system"


class Measure(StrEnum):
    """What a decision did to the thing."""

    NONE = ""  #: nothing, or there was nothing left to take down
    SENT_BACK = "sent_back"
    HIDDEN = "hidden"
    PUT_BACK = "put_back"
