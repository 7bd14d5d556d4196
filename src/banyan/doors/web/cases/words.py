"""Cases in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from babel.dates import format_timedelta
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banyan.domain.listings.types import Text
from banyan.doors.web.listing.words import locale
from banyan.practice.brokerage.types import PARTS, STAGES, CaseView, Move, Somebody, Stage, Stay

#: What is to be done at each stage, where nobody has written a next step.
GUIDANCE: Mapping[Stage, Text] = {
    Stage.INTRODUCED: gettext_lazy("Call each other, and say what each of you expects."),
    Stage.IN_TALKS: gettext_lazy("Go through the conditions of the need together: which of them hold?"),
    Stage.NEEDS_CHECKED: gettext_lazy("Put together what it takes: technology, money, training, tests, rights, help."),
    Stage.PACKAGE_ASSEMBLED: gettext_lazy("Agree on price, territory, support and how long it lasts."),
    Stage.AGREEMENT: gettext_lazy("Try it in a small way, and measure what it does."),
    Stage.PILOT: gettext_lazy("Look at what was measured, and decide."),
    Stage.ADOPTED: gettext_lazy("Put it to work. After six months we ask whether it is in use."),
    Stage.IN_USE: gettext_lazy("It is in use. We ask again after a year and after two."),
    Stage.CLOSED: gettext_lazy("It is closed. When something has changed, open it again where it stood."),
}
#: Groups of stages that a list is narrowed to.
GROUPS: Mapping[str, tuple[Text, tuple[Stage, ...]]] = {
    "talking": (gettext_lazy("In talks"), (Stage.INTRODUCED, Stage.IN_TALKS, Stage.NEEDS_CHECKED)),
    "agreeing": (gettext_lazy("Package and agreement"), (Stage.PACKAGE_ASSEMBLED, Stage.AGREEMENT)),
    "trying": (gettext_lazy("Pilot"), (Stage.PILOT,)),
    "using": (gettext_lazy("Adopted or in use"), (Stage.ADOPTED, Stage.IN_USE)),
    "closed": (gettext_lazy("Closed"), (Stage.CLOSED,)),
}
_HOW: Mapping[Move, Text] = {
    Move.BACK: gettext_lazy("came back here"),
    Move.SKIP: gettext_lazy("without a pilot"),
    Move.REOPEN: gettext_lazy("opened again"),
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stage on the road as the page draws it."""

    label: Text
    here: bool
    passed: bool
    time: str
    stays: tuple[Stay, ...]


def mark(stage: Stage) -> str:
    """Which verdict's sign it carries."""
    if stage in {Stage.ADOPTED, Stage.IN_USE}:
        return "fits"
    return "conflict" if stage is Stage.CLOSED else "unknown"


def next_step(view: CaseView) -> str:
    """What is to be done now."""
    return view.present.next_step or str(GUIDANCE[view.stage])


def road(view: CaseView) -> tuple[Milestone, ...]:
    """The stages in order, each with how long the case was in it."""
    times = dict(view.times)
    stages = [stage for stage in Stage if stage is not Stage.CLOSED or view.stage is Stage.CLOSED]
    here = stages.index(view.left or view.stage)
    return tuple(
        Milestone(
            STAGES[stage],
            stage is view.stage,
            number <= here and stage in times,
            length(times[stage]) if stage in times and stage is not Stage.CLOSED else "",
            tuple(stay for stay in view.stays if stay.stage is stage),
        )
        for number, stage in enumerate(stages)
    )


def came(stay: Stay) -> str:
    """How the case came to a stage, where it was not by going on."""
    return str(_HOW.get(stay.how, ""))


def length(time: timedelta) -> str:
    """A length of time in days, weeks or months."""
    if time < timedelta(days=1):
        return _("less than a day")
    return str(format_timedelta(time, granularity="day", locale=locale()))


def somebody(one: Somebody | None) -> str:
    """A person of the case, or their side while they are not named."""
    if one is None:
        return _("nobody yet")
    if one.name:
        return one.name
    return str(PARTS[one.part]) if one.part else _("somebody who has left")
