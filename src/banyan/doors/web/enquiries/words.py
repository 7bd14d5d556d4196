"""Enquiries in words: how one stands for its reader, and what happens by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banyan.domain.listings.types import Text
from banyan.practice.brokerage.types import EnquiryView, Nudge, Row, Side, State, Verb

_ENDED: Mapping[Verb, Text] = {
    Verb.DECLINE: gettext_lazy("Declined"),
    Verb.WITHDRAW: gettext_lazy("Taken back"),
    Verb.FINISH: gettext_lazy("Put away"),
    Verb.CLOSE: gettext_lazy("Ended: the listing was taken away"),
    Verb.LEAVE: gettext_lazy("Ended: whoever asked has left"),
    Verb.LAPSE: gettext_lazy("Ended without an answer"),
}
#: Groups of states that a list is narrowed to.
GROUPS: Mapping[str, tuple[Text, tuple[State, ...]]] = {
    "live": (gettext_lazy("Under way"), (State.OPEN, State.ASKED)),
    "accepted": (gettext_lazy("Accepted"), (State.ACCEPTED,)),
    "ended": (gettext_lazy("Ended"), (State.DECLINED, State.WITHDRAWN, State.CLOSED)),
}
SIDES: Mapping[str, tuple[Text, Side]] = {
    "received": (gettext_lazy("Asked of us"), Side.ANSWERER),
    "sent": (gettext_lazy("Sent by you"), Side.ASKER),
    "chapter": (gettext_lazy("Of your chapter"), Side.BROKER),
}


#: What was tried when a message was written, beside the verbs of an enquiry.
WRITING = "message"


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that happens by itself if nobody speaks."""

    at: date
    sentence: str


def standing(one: EnquiryView | Row) -> str:
    """How it stands, in a word or two."""
    if one.state in {State.OPEN, State.ASKED}:
        return _("Your turn") if one.my_turn else _("Their turn")
    if one.state is State.ACCEPTED:
        return _("Accepted")
    return str(_ENDED.get(one.how, _("Ended")))


def mark(one: EnquiryView | Row) -> str:
    """Which verdict's sign it carries."""
    if one.state is State.ACCEPTED:
        return "fits"
    if one.state in {State.OPEN, State.ASKED}:
        return "doubt" if one.my_turn else "unknown"
    return "conflict" if one.state is State.DECLINED else "unknown"


def coming(view: EnquiryView) -> tuple[Coming, ...]:
    """What happens if nobody speaks, in order."""
    asked = view.state is State.ASKED
    reminder = _("a reminder to whoever asked") if asked else _("a reminder to those who are asked")
    sentences = {
        Nudge.REMINDER: reminder,
        Nudge.AGAIN: reminder,
        Nudge.DEPUTY: _("their deputy is asked to answer"),
        Nudge.CHAPTER: _("the chapter takes it up"),
        Nudge.END: _("it ends without an answer"),
    }
    return tuple(Coming(moment, sentences[nudge]) for nudge, moment in view.plan)


def next_step(view: EnquiryView) -> str:
    """What is to be done now, for this reader."""
    if view.state is State.OPEN:
        return (
            _("Please accept, ask back, or say no with a reason.")
            if view.my_turn
            else _("Those who are asked have the word. You need not do anything.")
            if view.side is Side.ASKER
            else _("Those who are asked have the word.")
        )
    if view.state is State.ASKED:
        return (
            _("They asked you something. Your answer starts their clock again.")
            if view.my_turn
            else _("A question was asked. The clock stands still until it is answered.")
        )
    if view.state is State.ACCEPTED:
        return _("Both sides now know how to reach each other. Write or call soon.")
    if view.side is Side.ASKER:
        return _("You may ask others, or ask here again when something has changed.")
    return _("There is nothing more to do here.")
