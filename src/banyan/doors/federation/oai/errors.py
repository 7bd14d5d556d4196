"""The errors of OAI-PMH 2.0, as its section 3.6 has them."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """What the standard calls what went wrong."""

    ARGUMENT = "badArgument"
    RESUMING = "badResumptionToken"
    VERB = "badVerb"
    FORMAT = "cannotDisseminateFormat"
    NO_ID = "idDoesNotExist"
    NO_RECORDS = "noRecordsMatch"


class Refused(Exception):
    """A request that is answered with an error of the protocol; its sentence is English, since programs read it."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
