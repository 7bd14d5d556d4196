"""Answers in words: the signs of their states, and what a seeker's enquiry says before they change it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from banyan.domain.listings.types import ListingView
from banyan.practice.brokerage.types import Words
from banyan.practice.brokerage.types.answer import AnswerState, ReplyWord

#: Which verdict's sign an answer and a reply carry.
MARKS: Mapping[AnswerState, str] = {
    AnswerState.DRAFT: "unknown",
    AnswerState.SENT: "fits",
    AnswerState.REPLIED: "fits",
    AnswerState.WITHDRAWN: "conflict",
}
REPLY_MARKS: Mapping[ReplyWord, str] = {
    ReplyWord.YES: "fits",
    ReplyWord.NO: "conflict",
    ReplyWord.LATER: "doubt",
}


def first_said(need: ListingView, *, unnamed: bool) -> Words:
    """The three answers of the enquiry that a yes begins, from the need; of one that keeps its name without it."""
    about = {"title": need.title, "organisation": need.organisation_name}
    if unnamed:
        who = _("We stand behind the need “%(title)s”, and give our name when you say yes.") % about
    elif need.organisation_name:
        who = _("We are %(organisation)s, and stand behind the need “%(title)s”.") % about
    else:
        who = _("I stand behind the need “%(title)s”.") % about
    hopes = _("The chapter recommended you to us. We would like a call, a price, and the name of somebody who uses it.")
    return Words(who=who, what=(need.summary or need.title)[:1500], hopes=hopes)
