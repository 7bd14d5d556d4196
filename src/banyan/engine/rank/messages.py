"""What the engine says, in English: one template per message key, filled with named values.

A value is text, or codes that this module names: ``power:stable_grid``, ``language:fr``, ``place:KE``; several are
joined by ``", "``. A page in another language translates the template of the key and names the codes itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final

from babel import Locale

TEMPLATES: Final[dict[str, str]] = {
    # territory
    "territory.fits": "It may be supplied in {places}.",
    "territory.world": "It may be supplied anywhere.",
    "territory.part": "It may be supplied in {served}, but not in {missing}.",
    "territory.conflict": "It is supplied in {territories}, not in {places}.",
    "territory.unknown": "It does not say whether it may be supplied in {places}.",
    # who may use money, advice, courses and laboratories
    "open_to.fits": "It is open to those in {places}.",
    "open_to.world": "It is open to everybody, wherever they are.",
    "open_to.part": "It is open to those in {served}, but not in {missing}.",
    "open_to.conflict": "It is open to those in {territories}, not in {places}.",
    "open_to.unknown": "It does not say whether it is open to those in {places}.",
    # readiness
    "trl.fits": "Technology readiness level {trl}; at least {wanted} is asked for.",
    "trl.doubt": "Technology readiness level {trl}, one below the {wanted} asked for.",
    "trl.conflict": "Technology readiness level {trl}, well below the {wanted} asked for.",
    "trl.unknown": "It does not say how mature it is; at least level {wanted} is asked for.",
    # budget
    "budget.fits": "The price, {price}, is within the budget of {budget}.",
    "budget.over": "The price, {price}, is above the budget of {budget}.",
    "budget.conflict": "The price, {price}, is more than twice the budget of {budget}.",
    "budget.close": "The price, {price}, is close to the budget of {budget} at rough exchange rates of {day}.",
    "budget.converted_fits": "The price, {price}, is within the budget of {budget} at rough exchange rates of {day}.",
    "budget.converted_over": "The price, {price}, is above the budget of {budget} at rough exchange rates of {day}.",
    "budget.converted_conflict": (
        "The price, {price}, is more than twice the budget of {budget}, even at rough exchange rates of {day}."
    ),
    "budget.per": "The price is {price} per {unit}; ask for a total.",
    "budget.perhaps": (
        "At {price} per {unit}, {quantity} would come to {total}, if both count the same; the budget is {budget}."
    ),
    "budget.small": "It costs {price}, a small part of the budget of {budget}.",
    "budget.small_per": "It costs {price} per {unit}, a small part of the budget of {budget}.",
    "budget.no_rate": "The price is in {price_currency} and the budget in {budget_currency}; compare them by hand.",
    "budget.unknown": "It does not say what it costs; the budget is {budget}.",
    "budget.funding_fits": "It gives {price}; the budget is {budget}.",
    "budget.funding_differs": "It gives {price}, which is far from the budget of {budget}.",
    "budget.funding_unknown": "It does not say how much it gives; the budget is {budget}.",
    # deadline
    "deadline.fits": "Ready by {ready}, before {deadline}.",
    "deadline.doubt": "Ready by {ready}, up to a month after {deadline}.",
    "deadline.conflict": "Ready by {ready}, more than a month after {deadline}.",
    "deadline.unknown": "It does not say how long delivery takes; it is needed by {deadline}.",
    "deadline.closed": "It closed on {closes}.",
    "deadline.closes_soon": "It closes on {closes}: little time to apply.",
    "deadline.opens": "It opens on {opens} and closes on {closes}.",
    "deadline.open": "It is open until {closes}.",
    # site
    "site.fits": "It suits the site: {suits}.",
    "site.fits_partly": "It suits the site's {suits}; it does not say what {silent} it needs.",
    "site.power": "Needs {needs}; the site has {has}.",
    "site.water": "Needs {needs}; the site has {has}.",
    "site.connectivity": "Needs {needs}; the site has {has}.",
    "site.skills": "Needs {needs} to run it; the site has {has}.",
    "site.spare_parts": "Needs {needs}; the site has {has}.",
    "site.bad_climate": "It is known to fail in {climates} conditions.",
    "site.untried_climate": "It has not been shown to work in {climates} conditions.",
    "site.unknown": "It does not say what {silent} it needs.",
    # language
    "language.fits": "You can work together in {languages}.",
    "language.differs": "They work in {theirs}; you work in {yours}.",
    "language.unknown": "It does not say which languages they work in; you work in {yours}.",
    "taught.fits": "It is taught in {languages}.",
    "taught.differs": "It is taught in {theirs}; you work in {yours}.",
    "taught.unknown": "It does not say in which language it is taught; you work in {yours}.",
    # cooperation
    "cooperation.fits": "Both want {modes}.",
    "cooperation.conflict": "They want {theirs}; you want {yours}.",
    "cooperation.unknown": "It does not say which kind of cooperation they want; you want {yours}.",
    # support
    "support.fits": "It brings {met}.",
    "support.part": "It brings {met}; {missing} must come from elsewhere.",
    "support.none": "It does not bring {missing}.",
    # the same, said to the owner of an offer or of help who looks at a need
    "own.territory.fits": "Yours may be supplied in {places}.",
    "own.territory.world": "Yours may be supplied anywhere.",
    "own.territory.part": "Yours may be supplied in {served}, but not in {missing}.",
    "own.territory.conflict": "Yours is supplied in {territories}, not in {places}.",
    "own.territory.unknown": "Yours does not say whether it may be supplied in {places}.",
    "own.open_to.fits": "Yours is open to those in {places}.",
    "own.open_to.world": "Yours is open to everybody, wherever they are.",
    "own.open_to.part": "Yours is open to those in {served}, but not in {missing}.",
    "own.open_to.conflict": "Yours is open to those in {territories}, not in {places}.",
    "own.open_to.unknown": "Yours does not say whether it is open to those in {places}.",
    "own.trl.unknown": "Yours does not say how mature it is; at least level {wanted} is asked for.",
    "own.budget.unknown": "Yours does not say what it costs; the budget is {budget}.",
    "own.budget.small": "Yours costs {price}, a small part of the budget of {budget}.",
    "own.budget.small_per": "Yours costs {price} per {unit}, a small part of the budget of {budget}.",
    "own.budget.funding_fits": "Yours gives {price}; the budget is {budget}.",
    "own.budget.funding_differs": "Yours gives {price}, which is far from the budget of {budget}.",
    "own.budget.funding_unknown": "Yours does not say how much it gives; the budget is {budget}.",
    "own.deadline.unknown": "Yours does not say how long delivery takes; it is needed by {deadline}.",
    "own.deadline.closed": "Yours closed on {closes}.",
    "own.deadline.closes_soon": "Yours closes on {closes}: little time to apply.",
    "own.deadline.opens": "Yours opens on {opens} and closes on {closes}.",
    "own.deadline.open": "Yours is open until {closes}.",
    "own.site.fits": "Yours suits the site: {suits}.",
    "own.site.fits_partly": "Yours suits the site's {suits}; it does not say what {silent} it needs.",
    "own.site.bad_climate": "Yours is known to fail in {climates} conditions.",
    "own.site.untried_climate": "Yours has not been shown to work in {climates} conditions.",
    "own.site.unknown": "Yours does not say what {silent} it needs.",
    "own.language.unknown": "Yours does not say which languages you work in; they work in {yours}.",
    "own.taught.fits": "Yours is taught in {languages}.",
    "own.taught.differs": "Yours is taught in {theirs}; they work in {yours}.",
    "own.taught.unknown": "Yours does not say in which language it is taught; they work in {yours}.",
    "own.cooperation.unknown": "Yours does not say which kind of cooperation you want; they want {yours}.",
    "own.support.fits": "Yours brings {met}.",
    "own.support.part": "Yours brings {met}; {missing} must come from elsewhere.",
    "own.support.none": "Yours does not bring {missing}.",
    # reasons
    "reason.terms": "Both speak of {terms}.",
    "reason.phrases": "Both use the words {phrases}.",
    "reason.title": "Its title speaks of {terms}.",
    "reason.meaning": "The two texts are close in meaning.",
    "reason.meaning_language": "The texts are close in meaning: one is in {need_language}, the other in {language}.",
    "reason.sdg": "Both serve {sdgs}.",
    "reason.technology": "Both are about {technologies}.",
    "reason.sector": "Both belong to sector {sectors}.",
    # doubts
    "doubt.thin": "It says little about itself.",
    "doubt.empty": "It has no text beyond its title.",
    "doubt.weak": "The match is weak: little of the need is spoken of.",
    "doubt.general": "The two share only general words.",
    # questions
    "ask.territory": "May it be supplied in {places}?",
    "ask.trl": "How mature is it (technology readiness level 1 to 9)?",
    "ask.budget": "What does it cost in total?",
    "ask.deadline": "How long does delivery take?",
    "ask.site": "What does it need on site: {silent}?",
    "ask.language": "Which languages do they work in?",
    "ask.cooperation": "Which kind of cooperation do they want?",
    "ask.support": "What comes with it?",
    "ask.need.territory": "In which country is it needed?",
    "ask.need.site": "What does the site have: {silent}?",
    "ask.need.budget": "What is the budget?",
    "ask.need.deadline": "By when is it needed?",
    "ask.need.trl": "How mature must it be (technology readiness level 1 to 9)?",
    "ask.need.cooperation": "Which kind of cooperation do you want?",
    "ask.need.language": "Which languages can you work in?",
}

PHRASES: Final[dict[str, str]] = {
    "power:none": "no power", "power:solar_or_battery": "solar or batteries",
    "power:weak_grid": "grid power, even if weak", "power:stable_grid": "stable grid power",
    "water:none": "no water", "water:seasonal": "water in some seasons", "water:limited": "limited water",
    "water:reliable": "reliable water",
    "connectivity:none": "no connection", "connectivity:sms": "text messages (SMS)",
    "connectivity:mobile_data": "mobile data", "connectivity:broadband": "broadband",
    "skills:none": "no special skills", "skills:basic": "basic skills", "skills:technician": "a technician",
    "skills:engineer": "an engineer",
    "spare_parts:none": "no spare parts", "spare_parts:imported": "imported spare parts",
    "spare_parts:regional": "spare parts from the region", "spare_parts:local": "spare parts nearby",
    "climate:hot_humid": "hot and humid", "climate:hot_dry": "hot and dry", "climate:temperate": "temperate",
    "climate:cold": "cold", "climate:high_altitude": "high-altitude", "climate:coastal": "coastal",
    "climate:flood_prone": "flood-prone", "climate:dusty": "dusty",
    "site:power": "power", "site:water": "water", "site:connectivity": "connection", "site:skills": "skills",
    "site:spare_parts": "spare parts", "site:climate": "climate",
    "cooperation:licence": "a licence", "cooperation:purchase": "a purchase",
    "cooperation:manufacturing": "manufacturing", "cooperation:joint_venture": "a joint venture",
    "cooperation:joint_research": "joint research", "cooperation:service_contract": "a service contract",
    "cooperation:adaptation": "adaptation", "cooperation:technical_assistance": "technical assistance",
    "cooperation:open_source": "open source", "cooperation:equity": "equity",
    "support:technology": "technology", "support:money": "money", "support:training": "training",
    "support:testing": "testing", "support:advice": "advice", "support:partner": "a partner",
    "place:WORLD": "the whole world", "place:LDC": "the least developed countries",
    "place:LLDC": "the landlocked developing countries", "place:SIDS": "the small island developing states",
}  # fmt: skip

_CODE: Final = re.compile(r"^[a-z_]+:[^\s,]+$")
_MOST_NAMED: Final = 4
"""Codes named in one sentence; the rest are counted."""


def codes_of(scheme: str, codes: Iterable[str]) -> str:
    """Codes as one message value, sorted: ``codes_of("place", {"KE", "UG"})`` is ``"place:KE, place:UG"``."""
    return ", ".join(f"{scheme}:{code}" for code in sorted(codes))


def say(message: str, values: Mapping[str, str], *, names: Callable[[str], str] | None = None) -> str:
    """The English sentence of a message; ``names`` turns a code into words (``name_of`` unless given)."""
    naming = names or name_of
    return TEMPLATES[message].format_map({name: _in_words(value, naming) for name, value in values.items()})


def _in_words(value: str, naming: Callable[[str], str]) -> str:
    parts = value.split(", ")
    if not all(_CODE.match(part) for part in parts):
        return value
    named = [naming(part) for part in parts]
    if len(named) > _MOST_NAMED:
        return ", ".join(named[: _MOST_NAMED - 1]) + f" and {len(named) - _MOST_NAMED + 1} more"
    return named[0] if len(named) == 1 else ", ".join(named[:-1]) + " and " + named[-1]


@lru_cache(maxsize=4096)
def name_of(code: str) -> str:
    """The English name of a code such as ``place:KE``; the code itself when it has none."""
    if code in PHRASES:
        return PHRASES[code]
    scheme, _, bare = code.partition(":")
    if scheme == "place":
        return str(_english().territories.get(bare.removeprefix("M49:"), bare))
    if scheme == "language":
        return str(_english().languages.get(bare, bare))
    if scheme == "sdg":
        return f"SDG {bare}"
    return bare.replace("_", " ")


@lru_cache(maxsize=1)
def _english() -> Locale:
    return Locale.parse("en")
