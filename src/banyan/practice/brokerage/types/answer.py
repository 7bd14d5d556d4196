"""Answers to needs: up to three options with reasons, what is open and what comes next, money and training beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from banyan.domain.listings.types import DeclineReason

#: Three good answers, not twenty.
MOST_OPTIONS = 3
#: Beside those the broker finds some more in the draft, left out.
MOST_PROPOSED = 8
MOST_HELPS = 4
#: How much may be written, so that it fits two printed pages.
MOST_INTRO, MOST_PART, MOST_LINE = 900, 700, 300


class AnswerState(StrEnum):
    """Where an answer stands. ``replied``: the seeker has said something of an option."""

    DRAFT = "draft"
    SENT = "sent"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"


class AnswerVerb(StrEnum):
    """What can be done to an answer. ``draft`` makes one; ``hear``: the broker has read what the seeker said."""

    DRAFT = "draft"
    SAVE = "save"
    SEND = "send"
    REPLY = "reply"
    HEAR = "hear"
    WITHDRAW = "withdraw"


class AnswerPart(StrEnum):
    """In which quality somebody has a part in an answer."""

    SEEKER = "seeker"
    BROKER = "broker"


class ReplyWord(StrEnum):
    """What the seeker says of one option: bring us together, not for us, not yet or a question."""

    YES = "yes"
    NO = "no"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class AnswerMark:
    """One condition with its verdict (fits, doubt, conflict or unknown), in the language of the answer. ``of``: the
    code of the criterion, or of what money or training asks."""

    label: str
    verdict: str
    sentence: str = ""
    hard: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class OptionWords:
    """One option as it is written. ``place`` counts from 1; 0 is left out. ``why`` and ``doubts``: a line for each."""

    listing: str
    title: str
    place: int
    why: str = ""
    doubts: str = ""
    step: str = ""
    marks: tuple[AnswerMark, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpWords:
    """Money or training beside the options; ``taken``: it belongs to the answer."""

    listing: str
    title: str
    kind: str
    taken: bool
    line: str = ""
    marks: tuple[AnswerMark, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """All that is written in one edition. ``nothing`` is said where no option is named: why there is none yet."""

    intro: str = ""
    nothing: str = ""
    options: tuple[OptionWords, ...] = ()
    helps: tuple[HelpWords, ...] = ()

    @property
    def chosen(self) -> tuple[OptionWords, ...]:
        """The options that belong to the answer, in their order."""
        return tuple(sorted((one for one in self.options if one.place), key=lambda one: one.place))

    @property
    def taken(self) -> tuple[HelpWords, ...]:
        """The money and training that belong to it."""
        return tuple(one for one in self.helps if one.taken)


@dataclass(frozen=True, slots=True)
class OptionEdit:
    """What the broker writes of one option; ``place`` as it was typed, 0 for left out."""

    place: int
    why: str = ""
    doubts: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class HelpEdit:
    """What the broker writes of money or training."""

    taken: bool
    line: str = ""


@dataclass(frozen=True, slots=True)
class AnswerEdit:
    """What the broker's form says, by listing; what it does not name stays. ``add`` is one more offer, by its id."""

    intro: str
    nothing: str = ""
    options: Mapping[str, OptionEdit] | None = None
    helps: Mapping[str, HelpEdit] | None = None
    add: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What drafting did; ``made`` is false when there was a draft for this need already."""

    id: str
    made: bool


@dataclass(frozen=True, slots=True)
class ReplyView:
    """What was said of one option; ``enquiry`` began with a yes."""

    word: ReplyWord
    reason: DeclineReason | None
    line: str
    at: datetime
    enquiry: str = ""


@dataclass(frozen=True, slots=True)
class Titled:
    """A title with its language; empty where it is not told any more."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class OptionView:
    """One option as it is read. ``gone``: it is not shown any more, so neither are its reasons, and it cannot be
    chosen. ``owner`` and ``contact`` are what everybody may read of its owner; ``anonymous``: a yes tells who it is."""

    place: int
    listing: str
    title: Titled
    gone: bool
    why: tuple[str, ...]
    doubts: tuple[str, ...]
    step: str
    marks: tuple[AnswerMark, ...]
    owner: str = ""
    owner_slug: str = ""
    contact: str = ""
    anonymous: bool = False
    reply: ReplyView | None = None
    replies: tuple[ReplyWord, ...] = ()  #: what the reader may say of it now


@dataclass(frozen=True, slots=True)
class HelpView:
    """Money or training as it is read."""

    listing: str
    title: Titled
    kind: str
    gone: bool
    line: str
    marks: tuple[AnswerMark, ...]
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of what was written; ``by`` is a name, empty when the account is gone."""

    number: int
    sent: bool
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer as one reader may see it. ``words`` are of ``edition``, the latest unless another was asked for.

    ``need`` is its public id, empty when it was removed for good. ``language`` is that of the answer. In ``words`` what
    is gone has no title. ``unnamed``: the need keeps its name back, so a yes does not tell it.
    """

    id: str
    state: AnswerState
    parts: frozenset[AnswerPart]
    need: str
    title: Titled
    language: str
    words: AnswerWords
    edition: int
    options: tuple[OptionView, ...]
    helps: tuple[HelpView, ...]
    sender: str
    chapter: str
    sent: datetime | None
    verbs: tuple[AnswerVerb, ...]
    unheard: bool
    editions: tuple[Edition, ...]
    version: int
    made: datetime
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer in a list."""

    id: str
    state: AnswerState
    title: str
    language: str
    need: str
    options: int
    sent: datetime | None
    changed: datetime
    unheard: bool


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A need of the reader's chapters to which nobody has sent an answer yet."""

    need: str
    title: str
    language: str
    published: date
    draft: str = ""  #: the draft that somebody has begun
