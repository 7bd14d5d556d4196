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
    # open_to
    "open_to.fits": _("It is open to those in {places}."),
    "open_to.world": _("It is open to everybody, wherever they are."),
    "open_to.part": _("It is open to those in {served}, but not in {missing}."),
    "open_to.conflict": _("It is open to those in {territories}, not in {places}."),
    "open_to.unknown": _("It does not say whether it is open to those in {places}."),
    # trl
    "trl.fits": _("Technology readiness level {trl}; at least {wanted} is asked for."),
    "trl.doubt": _("Technology readiness level {trl}, one below the {wanted} asked for."),
    "trl.conflict": _("Technology readiness level {trl}, well below the {wanted} asked for."),
    "trl.unknown": _("It does not say how mature it is; at least level {wanted} is asked for."),
    # budget
    "budget.fits": _("The price, {price}, is within the budget of {budget}."),
    "budget.over": _("The price, {price}, is above the budget of {budget}."),
    "budget.conflict": _("The price, {price}, is more than twice the budget of {budget}."),
    "budget.close": _("The price, {price}, is close to the budget of {budget} at rough exchange rates of {day}."),
    "budget.converted_fits": _(
        "The price, {price}, is within the budget of {budget} at rough exchange rates of {day}."
    ),
    "budget.converted_over": _("The price, {price}, is above the budget of {budget} at rough exchange rates of {day}."),
    "budget.converted_conflict": _(
        "The price, {price}, is more than twice the budget of {budget}, even at rough exchange rates of {day}."
    ),
    "budget.per": _("The price is {price} per {unit}; ask for a total."),
    "budget.perhaps": _(
        "At {price} per {unit}, {quantity} would come to {total}, if both count the same; the budget is {budget}."
    ),
    "budget.small": _("It costs {price}, a small part of the budget of {budget}."),
    "budget.small_per": _("It costs {price} per {unit}, a small part of the budget of {budget}."),
    "budget.no_rate": _("The price is in {price_currency} and the budget in {budget_currency}; compare them by hand."),
    "budget.unknown": _("It does not say what it costs; the budget is {budget}."),
    "budget.funding_fits": _("It gives {price}; the budget is {budget}."),
    "budget.funding_differs": _("It gives {price}, which is far from the budget of {budget}."),
    "budget.funding_unknown": _("It does not say how much it gives; the budget is {budget}."),
    # deadline
    "deadline.fits": _("Ready by {ready}, before {deadline}."),
    "deadline.doubt": _("Ready by {ready}, up to a month after {deadline}."),
    "deadline.conflict": _("Ready by {ready}, more than a month after {deadline}."),
    "deadline.unknown": _("It does not say how long delivery takes; it is needed by {deadline}."),
    "deadline.closed": _("It closed on {closes}."),
    "deadline.closes_soon": _("It closes on {closes}: little time to apply."),
    "deadline.opens": _("It opens on {opens} and closes on {closes}."),
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
    # taught
    "taught.fits": _("It is taught in {languages}."),
    "taught.differs": _("It is taught in {theirs}; you work in {yours}."),
    "taught.unknown": _("It does not say in which language it is taught; you work in {yours}."),
    # cooperation
    "cooperation.fits": _("Both want {modes}."),
    "cooperation.conflict": _("They want {theirs}; you want {yours}."),
    "cooperation.unknown": _("It does not say which kind of cooperation they want; you want {yours}."),
    # support
    "support.fits": _("It brings {met}."),
    "support.part": _("It brings {met}; {missing} must come from elsewhere."),
    "support.none": _("It does not bring {missing}."),
    # own
    "own.territory.fits": _("Yours may be supplied in {places}."),
    "own.territory.world": _("Yours may be supplied anywhere."),
    "own.territory.part": _("Yours may be supplied in {served}, but not in {missing}."),
    "own.territory.conflict": _("Yours is supplied in {territories}, not in {places}."),
    "own.territory.unknown": _("Yours does not say whether it may be supplied in {places}."),
    "own.open_to.fits": _("Yours is open to those in {places}."),
    "own.open_to.world": _("Yours is open to everybody, wherever they are."),
    "own.open_to.part": _("Yours is open to those in {served}, but not in {missing}."),
    "own.open_to.conflict": _("Yours is open to those in {territories}, not in {places}."),
    "own.open_to.unknown": _("Yours does not say whether it is open to those in {places}."),
    "own.trl.unknown": _("Yours does not say how mature it is; at least level {wanted} is asked for."),
    "own.budget.unknown": _("Yours does not say what it costs; the budget is {budget}."),
    "own.budget.small": _("Yours costs {price}, a small part of the budget of {budget}."),
    "own.budget.small_per": _("Yours costs {price} per {unit}, a small part of the budget of {budget}."),
    "own.budget.funding_fits": _("Yours gives {price}; the budget is {budget}."),
    "own.budget.funding_differs": _("Yours gives {price}, which is far from the budget of {budget}."),
    "own.budget.funding_unknown": _("Yours does not say how much it gives; the budget is {budget}."),
    "own.deadline.unknown": _("Yours does not say how long delivery takes; it is needed by {deadline}."),
    "own.deadline.closed": _("Yours closed on {closes}."),
    "own.deadline.closes_soon": _("Yours closes on {closes}: little time to apply."),
    "own.deadline.opens": _("Yours opens on {opens} and closes on {closes}."),
    "own.deadline.open": _("Yours is open until {closes}."),
    "own.site.fits": _("Yours suits the site: {suits}."),
    "own.site.fits_partly": _("Yours suits the site's {suits}; it does not say what {silent} it needs."),
    "own.site.bad_climate": _("Yours is known to fail in {climates} conditions."),
    "own.site.untried_climate": _("Yours has not been shown to work in {climates} conditions."),
    "own.site.unknown": _("Yours does not say what {silent} it needs."),
    "own.language.unknown": _("Yours does not say which languages you work in; they work in {yours}."),
    "own.taught.fits": _("Yours is taught in {languages}."),
    "own.taught.differs": _("Yours is taught in {theirs}; they work in {yours}."),
    "own.taught.unknown": _("Yours does not say in which language it is taught; they work in {yours}."),
    "own.cooperation.unknown": _("Yours does not say which kind of cooperation you want; they want {yours}."),
    "own.support.fits": _("Yours brings {met}."),
    "own.support.part": _("Yours brings {met}; {missing} must come from elsewhere."),
    "own.support.none": _("Yours does not bring {missing}."),
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
