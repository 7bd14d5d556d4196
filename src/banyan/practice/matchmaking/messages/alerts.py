"""Why a saved search found something; what the engine says of a match is in ``templates``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALERTS: Final[Mapping[str, Promise]] = {
    "alert_words": _("It has your words: {terms}."),
    "alert_meaning": _("It says something close to your words in other words."),
    "alert_choice": _("It fits everything you chose."),
}
