"""Packages in words: slots, conditions and whether they are met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import Text
from banyan.domain.organisations.types import OrganisationKind, OrganisationSize
from banyan.domain.taxonomy.selectors import place, sdg, sector
from banyan.doors.web.listing.words import day, named
from banyan.practice.brokerage.types.package import Eligible, Held, Slot, SlotState

SLOTS: Mapping[Slot, Text] = {
    Slot.TECHNOLOGY: _("Technology"),
    Slot.MONEY: _("Money"),
    Slot.TRAINING: _("Training"),
    Slot.TESTING: _("Testing and certification"),
    Slot.IP: _("Rights: patents and licences"),
    Slot.SERVICE: _("Advice and other help"),
}
STATES: Mapping[SlotState, Text] = {
    SlotState.OPEN: _("open"),
    SlotState.FILLED: _("found"),
    SlotState.OUTSIDE: _("found elsewhere"),
    SlotState.NOT_NEEDED: _("not needed"),
}
HELD: Mapping[str, Text] = {
    Held.OPEN.value: _("Still open"),
    Held.HOLDS.value: _("It holds"),
    Held.FAILS.value: _("It does not hold"),
}
#: (condition, verdict) → a sentence; ``%(asked)s`` is what the listing asks for.
_SENTENCES: Mapping[tuple[str, str], Text] = {
    ("places", "fits"): _("It is open to this place."),
    ("places", "conflict"): _("It is only open to: %(asked)s."),
    ("places", "unknown"): _("It is only open to: %(asked)s. The place of the need is not known."),
    ("kinds", "fits"): _("It is open to organisations of this kind."),
    ("kinds", "conflict"): _("It is only open to: %(asked)s."),
    ("kinds", "unknown"): _("It is only open to: %(asked)s. Who would apply is not known here."),
    ("sizes", "fits"): _("It is open to organisations of this size."),
    ("sizes", "conflict"): _("It is only open to organisations of: %(asked)s."),
    ("sizes", "unknown"): _("It is only open to organisations of: %(asked)s. The size is not known here."),
    ("sdgs", "fits"): _("It serves a goal of this need."),
    ("sdgs", "doubt"): _("It may serve a goal of this need; it asks for: %(asked)s."),
    ("sdgs", "conflict"): _("It is only for: %(asked)s."),
    ("sdgs", "unknown"): _("It is only for: %(asked)s. The need names no goal."),
    ("sectors", "fits"): _("It is open to this sector."),
    ("sectors", "conflict"): _("It is only open to: %(asked)s."),
    ("sectors", "unknown"): _("It is only open to: %(asked)s. The need names no sector."),
    ("trl", "fits"): _("The technology is as mature as it asks."),
    ("trl", "conflict"): _("It asks for a maturity (TRL) of: %(asked)s."),
    ("trl", "unknown"): _("It asks for a maturity (TRL) of: %(asked)s. That of the technology is not known."),
}
_DATES: Mapping[str, Text] = {
    "closed": _("It closed on %(asked)s."),
    "opens": _("It opens on %(asked)s."),
    "soon": _("It closes soon: on %(asked)s."),
    "open": _("It is open now."),
}


def eligible_words(found: Eligible) -> str:
    """One condition and whether it is met, in a sentence."""
    if found.condition == "dates":
        return str(_DATES[found.have[0]]) % {"asked": ", ".join(day(date.fromisoformat(one)) for one in found.asked)}
    return str(_SENTENCES[found.condition, found.verdict]) % {"asked": _asked(found)}


def _asked(found: Eligible) -> str:
    if found.condition == "trl":
        return "–".join(dict.fromkeys(found.asked))
    word = _WORDS[found.condition]
    return ", ".join(word(one) for one in found.asked[:6])


_WORDS: Mapping[str, Callable[[str], str]] = {
    "places": lambda code: named(place, code),
    "kinds": lambda code: str(dict(OrganisationKind.choices).get(code, code)),
    "sizes": lambda code: str(dict(OrganisationSize.choices).get(code, code)),
    "sdgs": lambda code: f"{code} {named(sdg, code)}",
    "sectors": lambda code: named(sector, code),
}
