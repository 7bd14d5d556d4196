"""Letters about reports. None says who reported, and none quotes what was reported."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _

from banyan.base.letters import Letter, isolated
from banyan.domain.moderation.models import Flag
from banyan.domain.moderation.types import MEASURES, REASONS, Measure, Reason, State


class Told(StrEnum):
    """What a letter tells, and to whom."""

    STEWARD_REPORTED = "steward_reported"
    STEWARD_APPEALED = "steward_appealed"
    REPORTER_DECIDED = "reporter_decided"
    REPORTER_CHANGED = "reporter_changed"
    OWNER_TAKEN_DOWN = "owner_taken_down"
    OWNER_ANSWERED = "owner_answered"


def compose(flag: Flag, told: Told) -> Letter:
    """The letter in the active language."""
    about = isolated(flag.title) if flag.title else _("a message")
    subject, paragraphs, button = _WORDS[told](flag, about)
    return Letter(
        subject=subject,
        paragraphs=tuple(one for one in paragraphs if one),
        buttons=((button, f"{settings.BANYAN_URL}/reports/{flag.public_id}/"),),
    )


_Parts = tuple[str, tuple[str, ...], str]


def _reported(flag: Flag, about: str) -> _Parts:
    return (
        _("Reported: %(about)s") % {"about": about},
        (
            _("Somebody reported %(about)s: %(reason)s.") % {"about": about, "reason": REASONS[Reason(flag.reason)]},
            _("It stays as it is until one of you decides."),
        ),
        _("Look at it"),
    )


def _appealed(flag: Flag, about: str) -> _Parts:
    return (
        _("Its owner objects: %(about)s") % {"about": about},
        (
            _("%(about)s was taken down, and its owner objects. Somebody who did not decide before decides now.")
            % {"about": about},
        ),
        _("Look at it"),
    )


def _decided(flag: Flag, about: str) -> _Parts:
    if flag.state == State.DISMISSED:
        said = _("You reported %(about)s. Somebody has looked at it, and it stays as it is.") % {"about": about}
    else:
        said = _("You reported %(about)s. Somebody has looked at it, and it was taken down.") % {"about": about}
    note = flag.note if flag.state == State.DISMISSED else ""
    return (
        _("What became of your report"),
        (said, _written(note), _("Thank you for telling. Nobody learns that it was you.")),
        _("Read the report"),
    )


def _changed(flag: Flag, about: str) -> _Parts:
    return (
        _("What became of your report"),
        (
            _("You reported %(about)s, and it was taken down. Its owner objected, and the decision was taken back.")
            % {"about": about},
        ),
        _("Read the report"),
    )


def _taken_down(flag: Flag, about: str) -> _Parts:
    return (
        _("Taken down: %(about)s") % {"about": about},
        (
            _("%(about)s was taken down: %(reason)s.") % {"about": about, "reason": REASONS[Reason(flag.found)]},
            _written(flag.note),
            str(MEASURES[Measure(flag.measure)]),
            _("You may object once. Somebody else then decides."),
        ),
        _("Read the decision, or object"),
    )


def _answered(flag: Flag, about: str) -> _Parts:
    if flag.state == State.OVERTURNED:
        said = _("You objected, and the decision about %(about)s was taken back. We are sorry.") % {"about": about}
        after = str(MEASURES[Measure.PUT_BACK]) if flag.measure == Measure.PUT_BACK else _("You can send it out again.")
    else:
        said = _("You objected. Somebody else looked at %(about)s, and it stays down.") % {"about": about}
        after = ""
    return _("About your objection"), (said, _written(flag.answer), after), _("Read the decision")


def _written(note: str) -> str:
    return _("They wrote: %(note)s") % {"note": isolated(note)} if note else ""


_WORDS = {
    Told.STEWARD_REPORTED: _reported,
    Told.STEWARD_APPEALED: _appealed,
    Told.REPORTER_DECIDED: _decided,
    Told.REPORTER_CHANGED: _changed,
    Told.OWNER_TAKEN_DOWN: _taken_down,
    Told.OWNER_ANSWERED: _answered,
}
