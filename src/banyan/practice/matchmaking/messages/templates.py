"""Every message of the engine as a translatable sentence; a test compares keys and English with the engine's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEMPLATES: Final[Mapping[str, Promise]] = {
    # territory
    "territory.fits": _("It may be supplied in {places}."),
    "territory.world": _("It may be supplied anywhere."),
    "territory.part": _("It may be supplied in {served}, but not in {missing}."),
    "territory.conflict": _("It is supplied in {territories}, not in {places}."),
    "territory.unknown": _("It does not say whether it may be supplied in {places}."),
    # trl
    "trl.fits": _("Technology readiness level {trl}; at least {wanted} is asked for."),
    "trl.doubt": _("Technology readiness level {trl}, one below the {wanted} asked for."),
    "trl.conflict": _("Technology readiness level {trl}, well below the {wanted} asked for."),
    "trl.unknown": _("It does not say how mature it is; at least level {wanted} is asked for."),
    # budget
    "budget.fits": _("The price, {price}, is within the budget of {budget}."),
    "budget.over": _("The price, {price}, is above the budget of {budget}."),
    "budget.conflict": _("The price, {price}, is more than twice the budget of {budget}."),
    "budget.close": _("The price, {price}, is close to the budget of {budget} at approximate exchange rates."),
    "budget.converted_fits": _("The price, {price}, is within the budget of {budget} at approximate exchange rates."),
    "budget.converted_over": _("The price, {price}, is above the budget of {budget} at approximate exchange rates."),
    "budget.per_unit": _("The price is {price} per {unit}; ask for a total for {quantity}."),
    "budget.per": _("The price is {price} per {unit}; ask for a total."),
    "budget.no_rate": _("The price is in {price_currency} and the budget in {budget_currency}; compare them by hand."),
    "budget.unknown": _("It does not say what it costs; the budget is {budget}."),
    "budget.funding_fits": _("It gives {price}; the budget is {budget}."),
    "budget.funding_differs": _("It gives {price}, which is far from the budget of {budget}."),
    # deadline
    "deadline.fits": _("Ready by {ready}, before {deadline}."),
    "deadline.doubt": _("Ready by {ready}, up to a month after {deadline}."),
    "deadline.conflict": _("Ready by {ready}, more than a month after {deadline}."),
    "deadline.unknown": _("It does not say how long delivery takes; it is needed by {deadline}."),
    "deadline.closed": _("It closed on {closes}."),
    "deadline.closes_soon": _("It closes on {closes}: little time to apply."),
    "deadline.open": _("It is open until {closes}."),
    # site
    "site.fits": _("It suits the site: {suits}."),
    "site.fits_partly": _("It suits the site's {suits}; it does not say what {silent} it needs."),
    "site.power": _("Needs {needs}; the site has {has}."),
    "site.water": _("Needs {needs}; the site has {has}."),
    "site.connectivity": _("Needs {needs}; the site has {has}."),
    "site.skills": _("Needs {needs} to run it; the site has {has}."),
    "site.spare_parts": _("Needs {needs}; the site has {has}."),
    "site.bad_climate": _("It is known to fail in {climates} conditions."),
    "site.untried_climate": _("It has not been shown to work in {climates} conditions."),
    "site.unknown": _("It does not say what {silent} it needs."),
    # language
    "language.fits": _("You can work together in {languages}."),
    "language.differs": _("They work in {theirs}; you work in {yours}."),
    "language.unknown": _("It does not say which languages they work in; you work in {yours}."),
    # cooperation
    "cooperation.fits": _("Both want {modes}."),
    "cooperation.conflict": _("They want {theirs}; you want {yours}."),
    "cooperation.unknown": _("It does not say which kind of cooperation they want; you want {yours}."),
    # support
    "support.fits": _("It brings {met}."),
    "support.part": _("It brings {met}; {missing} must come from elsewhere."),
    "support.none": _("It does not bring {missing}."),
    # reason
    "reason.terms": _("Both speak of {terms}."),
    "reason.phrases": _("Both use the words {phrases}."),
    "reason.title": _("Its title speaks of {terms}."),
    "reason.meaning": _("The two texts are close in meaning."),
    "reason.meaning_language": _("The texts are close in meaning: one is in {need_language}, the other in {language}."),
    "reason.sdg": _("Both serve {sdgs}."),
    "reason.technology": _("Both are about {technologies}."),
    "reason.sector": _("Both belong to sector {sectors}."),
    # doubt
    "doubt.thin": _("It says little about itself."),
    "doubt.empty": _("It has no text beyond its title."),
    "doubt.weak": _("The match is weak: little of the need is spoken of."),
    "doubt.general": _("The two share only general words."),
    # ask
    "ask.territory": _("May it be supplied in {places}?"),
    "ask.trl": _("How mature is it (technology readiness level 1 to 9)?"),
    "ask.budget": _("What does it cost in total?"),
    "ask.deadline": _("How long does delivery take?"),
    "ask.site": _("What does it need on site: {silent}?"),
    "ask.language": _("Which languages do they work in?"),
    "ask.cooperation": _("Which kind of cooperation do they want?"),
    "ask.support": _("What comes with it?"),
    "ask.need.territory": _("In which country is it needed?"),
    "ask.need.site": _("What does the site have: {silent}?"),
    "ask.need.budget": _("What is the budget?"),
    "ask.need.deadline": _("By when is it needed?"),
    "ask.need.trl": _("How mature must it be (technology readiness level 1 to 9)?"),
    "ask.need.cooperation": _("Which kind of cooperation do you want?"),
    "ask.need.language": _("Which languages can you work in?"),
}
