"""What can go wrong with enquiries and cases, besides the errors of ``base`` and of listings.

NotFound
├── NoSuchEnquiry   none that the asker has a part in
├── NoSuchThread    the same of messages
├── NoSuchCase      the same of a case
├── NoSuchAnswer    the same of an answer
└── NotWaiting      nothing of this id waits at a desk of the asker's
Conflict
├── NotNow          the table of states has no such step from here; the sentence says what happened first
│   └── OthersSay   it has, but not for this person
├── AskedTooOften   sent and taken back again and again
├── ThreadClosed    the enquiry was put away, so nothing more is written in it
├── Moved           somebody did something since the page was opened
├── NoMoveNow       the table of a case's moves has no such move from here
├── CaseMoved       somebody changed the case, or this part of it, since the page was opened
├── AnswerNotNow    the table of an answer's states has no such step from here
├── AnswerMoved     somebody wrote or said something since the page was opened
├── AlreadyTaken    somebody else has it in hand; the sentence says who
└── DeskMoved       it is in other hands than when the page was opened
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from banyan.base.errors import Conflict, NotFound, Stale, WrongState
from banyan.domain.accounts.policy import SignedIn


class NoSuchEnquiry(NotFound):
    """No enquiry of this id in which the reader has a part."""

    sentence = _("There is no enquiry here, or it is not yours.")


class NotNow(WrongState):
    """The table of states has no such step from here."""

    sentence = _("This cannot be done any more: the enquiry has moved on. Your words are kept below.")


class OthersSay(NotNow):
    """The step can be taken now, but it is for the other side, or for those who answer for the listing."""

    sentence = _("This is for the other side to say. Your words are kept below.")


class AskedTooOften(Conflict):
    """Sent and taken back again and again: those who are asked have got a letter each time."""

    code = "asked_too_often"
    sentence = _("You took your question back three times. Please wait before you ask the same again.")

    @classmethod
    def until(cls, moment: datetime, person: SignedIn) -> AskedTooOften:
        """With the day from which the person may ask again."""
        day = date_format(moment.astimezone(ZoneInfo(person.time_zone)).date() + timedelta(days=1), "DATE_FORMAT")
        said = _("You took your question back three times, so you can ask again from %(day)s. Your words are kept.")
        return cls(said % {"day": day}, until=moment.isoformat())


class Moved(Stale):
    """The page was opened before somebody's last step."""

    sentence = _("Somebody answered after you opened this page. Look at it again; your words are kept below.")


class NoSuchThread(NotFound):
    """No thread of messages of this id in which the reader has a part."""

    sentence = _("There is nothing written here, or it is not yours to read.")


class ThreadClosed(WrongState):
    """It was put away by one side."""

    sentence = _("One of you has put this away, so nothing more can be written here. Your words are kept below.")


class NoSuchCase(NotFound):
    """No case of this id in which the reader has a part."""

    sentence = _("There is no case here, or you have no part in it.")


class NoMoveNow(WrongState):
    """The table of moves has no such move from here for this person."""

    sentence = _("This cannot be done any more: the case has moved on. Your words are kept below.")


class CaseMoved(Stale):
    """The page was opened before somebody's last step."""

    sentence = _("Somebody changed this after you opened the page. Look at it again; your words are kept below.")


class NotWaiting(NotFound):
    """Nothing of this id waits where the asker works: it is done, or it never was theirs."""

    sentence = _("This does not wait any more. Somebody has dealt with it.")


class AlreadyTaken(Conflict):
    """Of two who take the same thing one is first."""

    code = "already_taken"
    sentence = _("Somebody else has this in hand already.")

    @classmethod
    def by(cls, name: str) -> AlreadyTaken:
        """With the name of who was first."""
        return cls(_("%(name)s has this in hand already.") % {"name": name}, holder=name)


class DeskMoved(Stale):
    """It was taken, given back or handed over meanwhile."""

    sentence = _("This has come into other hands since you opened the page. Look at it again; your note is kept below.")


class NoSuchAnswer(NotFound):
    """No answer of this id in which the reader has a part."""

    sentence = _("There is no answer here, or it is not open to you.")


class AnswerNotNow(WrongState):
    """The table of states has no such step from here for this person."""

    sentence = _("This cannot be done any more: the answer has moved on. Your words are kept below.")


class AnswerMoved(Stale):
    """The page was opened before somebody's last step."""

    sentence = _("Somebody changed this answer after you opened the page. Look at it again; your words are kept below.")
