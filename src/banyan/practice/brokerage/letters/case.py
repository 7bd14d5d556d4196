"""Letters about a case. None tells an address, what people wrote, or who stands behind what is kept unnamed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from banyan.base.letters import Letter, isolated
from banyan.domain.listings.types import DeclineReason, label
from banyan.practice.brokerage.models import Case
from banyan.practice.brokerage.types import STAGES, Stage
from banyan.practice.brokerage.types.case_labels import USE_ANSWERS

#: Where a case is read; the door keeps its page there.
CASE_PAGE = "/cases/{id}/"
#: Where a question is answered without signing in, by the link of one letter.
OUTCOME_PAGE = "/outcome/{token}/"


@dataclass(frozen=True, slots=True)
class _About:
    """What the sentences are filled with."""

    title: str
    stage: str
    reason: str
    months: int


_Words = tuple[str, tuple[str, ...]]


def compose_case(letter: str, case: Case, *, stage: Stage, months: int = 0, token: str = "") -> Letter:
    """The letter in the active language; ``stage`` is the one it speaks of. ``token`` answers the question that is
    asked after so many ``months``."""
    about = _About(
        title=isolated(" ".join(case.title.split())[:120]),
        stage=str(STAGES[stage]),
        reason=str(label(DeclineReason(case.reason))) if case.reason else "",
        months=months,
    )
    subject, paragraphs = CASE_LETTERS[letter](about)
    page = settings.BANYAN_URL + CASE_PAGE.format(id=case.public_id)
    answering = settings.BANYAN_URL + OUTCOME_PAGE.format(token=token)
    buttons = (
        tuple((str(words), f"{answering}?answer={answer}") for answer, words in USE_ANSWERS.items())
        if token
        else ((_("Open the case"), page),)
    )
    return Letter(subject, paragraphs, buttons)


def _filled(about: _About, subject: str, *paragraphs: str) -> _Words:
    values = {"title": about.title, "stage": about.stage, "reason": about.reason, "months": about.months}
    return subject % values, tuple(one % values for one in paragraphs)


def _opened(about: _About) -> _Words:
    return _filled(
        about,
        _("A case is open: “%(title)s”"),
        _("From here on everything about it stands in one place: the stages from the introduction to use, who does "
          "what until when, and what is still missing."),
        _("Look at the next step and say who takes it in hand."),
    )  # fmt: skip


def _moved(about: _About) -> _Words:
    return _filled(
        about,
        _("“%(title)s” now stands at: %(stage)s"),
        _("Somebody of the case has moved it. On its page you find the next step and who has it in hand."),
    )


def _back(about: _About) -> _Words:
    return _filled(
        about,
        _("“%(title)s” goes back to: %(stage)s"),
        _("Somebody of the case has moved it one stage back. The reason stands on its page."),
    )


def _closed(about: _About) -> _Words:
    return _filled(
        about,
        _("The case “%(title)s” is closed"),
        _("The reason: %(reason)s. All that was agreed and written stays on its page, and it can be opened again."),
    )


def _reopened(about: _About) -> _Words:
    return _filled(
        about,
        _("The case “%(title)s” is open again"),
        _("It goes on where it stood: %(stage)s. The reason stands on its page."),
    )


def _named(about: _About) -> _Words:
    return _filled(
        about,
        _("In the case “%(title)s” you now read who the other side is"),
        _("They have told their name and address. Write to them soon."),
    )


def _given(about: _About) -> _Words:
    return _filled(
        about,
        _("Something to do for you in “%(title)s”"),
        _("Somebody of the case has put a task in your hands. What it is, and until when, stands on its page."),
    )


def _late(about: _About) -> _Words:
    return _filled(
        about,
        _("A task of yours in “%(title)s” is late"),
        _("Its day is over. If it is done, tick it off; if it cannot be done now, give it another day or other hands."),
    )


def _stage_late(about: _About) -> _Words:
    return _filled(
        about,
        _("“%(title)s” has stood at “%(stage)s” longer than planned"),
        _("You have this stage in hand, and its day is over. Move the case on, or say what it waits for, until when."),
    )


def _outcome(about: _About) -> _Words:
    return _filled(
        about,
        _("Is it in use? “%(title)s”"),
        _("You adopted it %(months)d months ago. Press the answer that is true; it takes a minute, and you need not "
          "sign in."),
        _("Your answer shows others what works and what does not. Trouble can still be helped: those who supplied it "
          "hear of it."),
    )  # fmt: skip


def _outcome_again(about: _About) -> _Words:
    return _filled(
        about,
        _("Once more: is it in use? “%(title)s”"),
        _("%(months)d months after you adopted it we asked you, and have no answer. One press tells us."),
        _("“Not any more” is as good an answer as yes: others learn from it. We do not ask this a third time."),
    )


def _used(about: _About) -> _Words:
    return _filled(
        about,
        _("“%(title)s” is in use"),
        _("Those who use it said so when they were asked. Thank you for bringing it there."),
    )


def _trouble(about: _About) -> _Words:
    return _filled(
        about,
        _("“%(title)s” is in use, with trouble"),
        _("Those who use it said so when they were asked. What they wrote stands on the page of the case: please see "
          "whether you can help."),
    )  # fmt: skip


#: Name of a letter → its words.
CASE_LETTERS: Mapping[str, Callable[[_About], _Words]] = {
    "opened": _opened,
    "moved": _moved,
    "back": _back,
    "closed": _closed,
    "reopened": _reopened,
    "named": _named,
    "given": _given,
    "late": _late,
    "stage_late": _stage_late,
    "outcome": _outcome,
    "outcome_again": _outcome_again,
    "used": _used,
    "trouble": _trouble,
}
