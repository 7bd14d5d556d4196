"""What people read for each code."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from banyan.domain.moderation.types.enums import Measure, Reason, State, Thing, Verb

REASONS: Mapping[Reason, Promise] = {
    Reason.SPAM: _("Advertising, or the same again and again"),
    Reason.FRAUD: _("Fraud, or somebody pretends to be another"),
    Reason.HARMFUL: _("Wrong in a way that does harm, dangerous or insulting"),
    Reason.NOT_THEIRS: _("They post what is not theirs"),
    Reason.PERSONAL_DATA: _("It shows what is private about somebody"),
    Reason.OTHER: _("Something else"),
}
STATES: Mapping[State, Promise] = {
    State.WAITING: _("Waits for a decision"),
    State.DISMISSED: _("Stays as it is"),
    State.RESOLVED: _("Taken down"),
    State.FOLLOWED: _("Decided together with another report"),
    State.APPEALED: _("Its owner objects"),
    State.UPHELD: _("Stays taken down"),
    State.OVERTURNED: _("The decision was taken back"),
}
VERBS: Mapping[Verb, Promise] = {
    Verb.FLAG: _("reported"),
    Verb.DISMISS: _("left as it is"),
    Verb.RESOLVE: _("taken down"),
    Verb.FOLLOW: _("decided together with another report"),
    Verb.APPEAL: _("its owner objected"),
    Verb.UPHOLD: _("decision kept"),
    Verb.OVERTURN: _("decision taken back"),
}
THINGS: Mapping[Thing, Promise] = {Thing.LISTING: _("A listing"), Thing.MESSAGE: _("A message")}
MEASURES: Mapping[Measure, Promise] = {
    Measure.NONE: _("Nothing was changed: it was not shown any more."),
    Measure.SENT_BACK: _("The listing was sent back to its owner, who can mend it and send it again."),
    Measure.HIDDEN: _("The message is hidden."),
    Measure.PUT_BACK: _("It is shown again."),
}
