"""Tables of the room, one file per entity."""

from banyan.practice.brokerage.models.agreement import CaseAgreement, CasePilot, CaseTerm
from banyan.practice.brokerage.models.answer import Answer, AnswerEdition, AnswerReply
from banyan.practice.brokerage.models.calendar import CalendarLink
from banyan.practice.brokerage.models.case import Case, CaseStay, CaseTask
from banyan.practice.brokerage.models.desk import Taken
from banyan.practice.brokerage.models.document import CaseDocument
from banyan.practice.brokerage.models.enquiry import Enquiry, EnquiryDraft, EnquiryLine
from banyan.practice.brokerage.models.message import Message, MessageFile, MessageMark
from banyan.practice.brokerage.models.outcome import CaseOutcome
from banyan.practice.brokerage.models.package import CaseCheck, CaseSlot
from banyan.practice.brokerage.models.promise import ReplyPromise
from banyan.practice.brokerage.models.sighting import Sighting

__all__ = [
    "Answer",
    "AnswerEdition",
    "AnswerReply",
    "CalendarLink",
    "Case",
    "CaseAgreement",
    "CaseCheck",
    "CaseDocument",
    "CaseOutcome",
    "CasePilot",
    "CaseSlot",
    "CaseStay",
    "CaseTask",
    "CaseTerm",
    "Enquiry",
    "EnquiryDraft",
    "EnquiryLine",
    "Message",
    "MessageFile",
    "MessageMark",
    "ReplyPromise",
    "Sighting",
    "Taken",
]
