"""What crosses the threshold of the room, one file per entity."""

from banyan.practice.brokerage.types.case import CaseRow, CaseView, Move, Opened, Part, Somebody, Stage, Stay, TaskView
from banyan.practice.brokerage.types.case_labels import PARTS, STAGES
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
from banyan.practice.brokerage.types.message import FileView, MessageView, ThreadView, Upload
from banyan.practice.brokerage.types.promise import Promise, ReplyRate
from banyan.practice.brokerage.types.sighting import Seen, ToSend, What

__all__ = [
    "PARTS",
    "STAGES",
    "CaseRow",
    "CaseView",
    "Draft",
    "EnquiryView",
    "FileView",
    "Line",
    "MessageView",
    "Move",
    "Nudge",
    "Opened",
    "Part",
    "Party",
    "Promise",
    "ReplyRate",
    "Row",
    "Seen",
    "Sent",
    "Side",
    "Somebody",
    "Stage",
    "State",
    "Stay",
    "TaskView",
    "ThreadView",
    "ToSend",
    "Upload",
    "Verb",
    "What",
    "Words",
]
