"""What people read for each code."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import enums as c

Choice = tuple[str, str | Promise]

#: One table for each enumeration: members of two enumerations with the same code are equal as text.
_LABELS: Mapping[type[StrEnum], Mapping[str, str | Promise]] = {
    c.Kind: {
        c.Kind.NEED: _("Need"),
        c.Kind.OFFER: _("Technology offer"),
        c.Kind.SERVICE: _("Service"),
        c.Kind.FUNDING: _("Funding"),
        c.Kind.FACILITY: _("Laboratory or test site"),
        c.Kind.TRAINING: _("Training"),
    },
    c.State: {
        c.State.DRAFT: _("Draft"),
        c.State.IN_REVIEW: _("Being checked"),
        c.State.PUBLISHED: _("Published"),
        c.State.PAUSED: _("Paused"),
        c.State.EXPIRED: _("Expired"),
        c.State.ARCHIVED: _("Archived"),
        c.State.REJECTED: _("Sent back"),
        c.State.WITHDRAWN: _("Withdrawn"),
    },
    c.Verb: {
        c.Verb.SUBMIT: _("Send for checking"),
        c.Verb.PUBLISH: _("Publish"),
        c.Verb.REJECT: _("Send back"),
        c.Verb.REWORK: _("Work on it again"),
        c.Verb.PAUSE: _("Pause"),
        c.Verb.RESUME: _("Show it again"),
        c.Verb.CONFIRM: _("Still valid"),
        c.Verb.EXPIRE: _("Let it expire"),
        c.Verb.REVIVE: _("Publish it again"),
        c.Verb.ARCHIVE: _("Put it away"),
        c.Verb.WITHDRAW: _("Withdraw for good"),
        c.Verb.RETURN: _("Back from its source"),
    },
    c.Visibility: {
        c.Visibility.PUBLIC: _("Everybody"),
        c.Visibility.SIGNED_IN: _("People who are signed in"),
        c.Visibility.AFTER_ENQUIRY: _("Those who sent an enquiry"),
        c.Visibility.AFTER_ACCEPTANCE: _("Those whose enquiry was accepted"),
    },
    c.Cooperation: {
        c.Cooperation.LICENCE: _("Licence"),
        c.Cooperation.PURCHASE: _("Purchase"),
        c.Cooperation.MANUFACTURING: _("Manufacturing"),
        c.Cooperation.JOINT_VENTURE: _("Joint venture"),
        c.Cooperation.JOINT_RESEARCH: _("Joint research"),
        c.Cooperation.SERVICE_CONTRACT: _("Service contract"),
        c.Cooperation.ADAPTATION: _("Adaptation to the place"),
        c.Cooperation.TECHNICAL_ASSISTANCE: _("Technical assistance"),
        c.Cooperation.OPEN_SOURCE: _("Open source"),
        c.Cooperation.EQUITY: _("A share in the firm"),
    },
    c.DeclineReason: {
        c.DeclineReason.WRONG_PROBLEM: _("It solves another problem"),
        c.DeclineReason.SITE_DOES_NOT_FIT: _("It does not fit the site"),
        c.DeclineReason.TOO_COSTLY: _("It costs too much"),
        c.DeclineReason.NOT_MATURE: _("It is not mature enough"),
        c.DeclineReason.NO_EVIDENCE: _("There is no evidence that it works"),
        c.DeclineReason.TERRITORY: _("It is not supplied in this country"),
        c.DeclineReason.IP_TERMS: _("The terms of use or licence do not suit"),
        c.DeclineReason.LANGUAGE_OR_SUPPORT: _("No support, or not in our language"),
        c.DeclineReason.ALREADY_SOLVED: _("The problem is solved already"),
        c.DeclineReason.NO_MONEY_NOW: _("There is no money for it now"),
        c.DeclineReason.NO_ANSWER: _("The other side did not answer"),
        c.DeclineReason.DUPLICATE: _("We saw this one before"),
        c.DeclineReason.OTHER: _("Another reason"),
    },
    c.RejectReason: {
        c.RejectReason.UNCLEAR: _("It is not clear what is needed or offered"),
        c.RejectReason.NOT_A_LISTING: _("It is not a need, an offer or help"),
        c.RejectReason.ADVERTISING: _("It only advertises"),
        c.RejectReason.DUPLICATE: _("It is here already"),
        c.RejectReason.UNLAWFUL: _("It may break the law or harm people"),
        c.RejectReason.PRIVATE_DATA: _("It shows private data of people"),
        c.RejectReason.OTHER: _("Another reason"),
    },
    c.Power: {
        c.Power.NONE: _("No electricity"),
        c.Power.SOLAR_OR_BATTERY: _("Solar panels or batteries"),
        c.Power.WEAK_GRID: _("A grid that often fails"),
        c.Power.STABLE_GRID: _("A reliable grid"),
    },
    c.Water: {
        c.Water.NONE: _("No water"),
        c.Water.SEASONAL: _("Water in some seasons"),
        c.Water.LIMITED: _("Little water"),
        c.Water.RELIABLE: _("Enough water all year"),
    },
    c.Connectivity: {
        c.Connectivity.NONE: _("No connection"),
        c.Connectivity.SMS: _("Calls and text messages"),
        c.Connectivity.MOBILE_DATA: _("Mobile data"),
        c.Connectivity.BROADBAND: _("Fast internet"),
    },
    c.Skills: {
        c.Skills.NONE: _("No special skills"),
        c.Skills.BASIC: _("Somebody handy"),
        c.Skills.TECHNICIAN: _("A technician"),
        c.Skills.ENGINEER: _("An engineer"),
    },
    c.SpareParts: {
        c.SpareParts.NONE: _("No spare parts"),
        c.SpareParts.IMPORTED: _("Spare parts from abroad"),
        c.SpareParts.REGIONAL: _("Spare parts from the region"),
        c.SpareParts.LOCAL: _("Spare parts nearby"),
    },
    c.Climate: {
        c.Climate.HOT_HUMID: _("Hot and humid"),
        c.Climate.HOT_DRY: _("Hot and dry"),
        c.Climate.TEMPERATE: _("Temperate"),
        c.Climate.COLD: _("Cold"),
        c.Climate.HIGH_ALTITUDE: _("High altitude"),
        c.Climate.COASTAL: _("Coast, salt air"),
        c.Climate.FLOOD_PRONE: _("Floods happen"),
        c.Climate.DUSTY: _("Dust or sand"),
    },
    c.BeneficiaryGroup: {
        c.BeneficiaryGroup.WOMEN: _("Women"),
        c.BeneficiaryGroup.YOUTH: _("Young people"),
        c.BeneficiaryGroup.INDIGENOUS_PEOPLE: _("Indigenous people"),
        c.BeneficiaryGroup.SMALLHOLDERS: _("Small farmers"),
        c.BeneficiaryGroup.PEOPLE_WITH_DISABILITIES: _("People with disabilities"),
        c.BeneficiaryGroup.DISPLACED_PEOPLE: _("Displaced people"),
    },
    c.Support: {
        c.Support.TECHNOLOGY: _("A technology"),
        c.Support.MONEY: _("Money"),
        c.Support.TRAINING: _("Training"),
        c.Support.TESTING: _("Testing"),
        c.Support.ADVICE: _("Advice"),
        c.Support.PARTNER: _("A partner"),
    },
    c.Criterion: {
        c.Criterion.TERRITORY: _("It is supplied in our place"),
        c.Criterion.TRL: _("It is mature enough"),
        c.Criterion.BUDGET: _("It fits the budget"),
        c.Criterion.DEADLINE: _("It arrives in time"),
        c.Criterion.SITE: _("It works at our site"),
        c.Criterion.LANGUAGE: _("We share a language"),
        c.Criterion.COOPERATION: _("We can work together in a way that suits us"),
        c.Criterion.SUPPORT: _("It brings the support we want"),
    },
    c.ClaimStatus: {
        c.ClaimStatus.CLAIMED: _("Said by the provider"),
        c.ClaimStatus.DOCUMENT_SEEN: _("We saw a document"),
        c.ClaimStatus.TESTED_BY: _("Tested by a third party"),
        c.ClaimStatus.USED_BY: _("Confirmed by a user"),
    },
    c.IpKind: {
        c.IpKind.NONE: _("Not protected"),
        c.IpKind.PATENT: _("Patent"),
        c.IpKind.OPEN_LICENCE: _("Open licence"),
        c.IpKind.TRADE_SECRET: _("Trade secret"),
        c.IpKind.TRADITIONAL_KNOWLEDGE: _("Traditional knowledge"),
    },
    c.PatentStatus: {
        c.PatentStatus.PENDING: _("Applied for"),
        c.PatentStatus.GRANTED: _("Granted"),
        c.PatentStatus.EXPIRED: _("Expired"),
        c.PatentStatus.LAPSED: _("Lapsed"),
    },
    c.ComesWith: {
        c.ComesWith.TRAINING: _("Training"),
        c.ComesWith.SPARE_PARTS: _("Spare parts"),
        c.ComesWith.FINANCE: _("Finance"),
        c.ComesWith.INSTALLATION: _("Installation"),
        c.ComesWith.MAINTENANCE: _("Maintenance"),
    },
    c.ServiceKind: {
        c.ServiceKind.TECHNICAL_EVALUATION: _("Evaluating technologies"),
        c.ServiceKind.TESTING_CERTIFICATION: _("Testing and certification"),
        c.ServiceKind.IP_LEGAL: _("Intellectual property and law"),
        c.ServiceKind.MARKET_STUDY: _("Market studies"),
        c.ServiceKind.TRAINING: _("Training"),
        c.ServiceKind.BROKERAGE: _("Brokerage"),
        c.ServiceKind.ENGINEERING: _("Engineering"),
    },
    c.FacilityType: {
        c.FacilityType.LABORATORY: _("Laboratory"),
        c.FacilityType.TEST_BED: _("Test bed"),
        c.FacilityType.WORKSHOP: _("Workshop"),
        c.FacilityType.PILOT_PLANT: _("Pilot plant"),
    },
    c.Instrument: {
        c.Instrument.GRANT: _("Grant"),
        c.Instrument.MATCHING_GRANT: _("Grant that matches your own money"),
        c.Instrument.AWARD: _("Award"),
        c.Instrument.LOAN: _("Loan"),
        c.Instrument.GUARANTEE: _("Guarantee"),
        c.Instrument.EQUITY: _("A share in the firm"),
        c.Instrument.SEED: _("Seed money"),
        c.Instrument.LEASE: _("Lease"),
        c.Instrument.EXPORT_CREDIT: _("Export credit"),
        c.Instrument.PREPAID_SERVICE: _("Service paid in advance"),
        c.Instrument.TECHNICAL_ASSISTANCE: _("Technical assistance"),
        c.Instrument.IN_KIND: _("Help in kind"),
        c.Instrument.REIMBURSEMENT: _("Costs paid back"),
    },
    c.Level: {
        c.Level.INTRODUCTORY: _("For beginners"),
        c.Level.INTERMEDIATE: _("For those with some knowledge"),
        c.Level.ADVANCED: _("For experts"),
    },
    c.Mode: {
        c.Mode.ON_SITE: _("On site"),
        c.Mode.ONLINE: _("Online"),
        c.Mode.BLENDED: _("Partly online"),
    },
    c.TranslationStatus: {
        c.TranslationStatus.ORIGINAL: _("Original"),
        c.TranslationStatus.MACHINE: _("Translated by machine"),
        c.TranslationStatus.HUMAN: _("Translated or checked by a person"),
    },
}


def label(code: StrEnum) -> str | Promise:
    """What a person reads for the code, in the active language."""
    return _LABELS[type(code)][code]


def options(codes: type[StrEnum]) -> tuple[Choice, ...]:
    """The codes of an enumeration with their labels, in its order."""
    return tuple((code.value, label(code)) for code in codes)
