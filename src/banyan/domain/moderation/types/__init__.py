"""Codes, labels and views of reports."""

from banyan.domain.moderation.types.enums import Measure, Reason, State, Thing, Verb, Who
from banyan.domain.moderation.types.labels import MEASURES, REASONS, STATES, THINGS, VERBS
from banyan.domain.moderation.types.views import FlagRow, FlagView, FlagWaits, Guard, Happening, Reported

__all__ = [
    "MEASURES",
    "REASONS",
    "STATES",
    "THINGS",
    "VERBS",
    "FlagRow",
    "FlagView",
    "FlagWaits",
    "Guard",
    "Happening",
    "Measure",
    "Reason",
    "Reported",
    "State",
    "Thing",
    "Verb",
    "Who",
]
