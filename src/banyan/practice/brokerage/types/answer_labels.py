"""Answers in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import Text
from banyan.practice.brokerage.types.answer import AnswerState, ReplyWord

ANSWER_STATES: Mapping[AnswerState, Text] = {
    AnswerState.DRAFT: _("In work"),
    AnswerState.SENT: _("Sent"),
    AnswerState.REPLIED: _("They have replied"),
    AnswerState.WITHDRAWN: _("Taken back"),
}
REPLY_WORDS: Mapping[ReplyWord, Text] = {
    ReplyWord.YES: _("Yes, bring us together"),
    ReplyWord.NO: _("Not for us"),
    ReplyWord.LATER: _("Not yet, or a question"),
}
#: What a funding or a training asks of those who apply.
CONDITIONS: Mapping[str, Text] = {
    "places": _("Place"),
    "kinds": _("Kind of organisation"),
    "sizes": _("Size of organisation"),
    "sdgs": _("Goals"),
    "sectors": _("Sector"),
    "trl": _("Maturity"),
    "dates": _("Open now"),
}
#: The words of the verdicts; the same as on every page.
VERDICT_WORDS: Mapping[str, Text] = {
    "fits": _("fits"),
    "doubt": _("doubt"),
    "conflict": _("does not fit"),
    "unknown": _("not known"),
}
HELP_KINDS: Mapping[str, Text] = {"funding": _("Money"), "training": _("Training")}
