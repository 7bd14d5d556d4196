"""The codes of cases in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import Text
from banyan.practice.brokerage.types.case import Part, Stage
from banyan.practice.brokerage.types.outcome import UseAnswer

STAGES: Mapping[Stage, Text] = {
    Stage.INTRODUCED: _("Introduced"),
    Stage.IN_TALKS: _("In talks"),
    Stage.NEEDS_CHECKED: _("Need checked"),
    Stage.PACKAGE_ASSEMBLED: _("Package assembled"),
    Stage.AGREEMENT: _("Agreement"),
    Stage.PILOT: _("Pilot"),
    Stage.ADOPTED: _("Adopted"),
    Stage.IN_USE: _("In use"),
    Stage.CLOSED: _("Closed"),
}
PARTS: Mapping[Part, Text] = {
    Part.SEEKER: _("The seeker"),
    Part.PROVIDER: _("The provider"),
    Part.BROKER: _("The broker"),
}
USE_ANSWERS: Mapping[UseAnswer, Text] = {
    UseAnswer.STILL: _("Yes, it is in use"),
    UseAnswer.TROUBLE: _("Yes, but with trouble"),
    UseAnswer.NOT_ANY_MORE: _("No, not any more"),
}
