"""Every code of a listing, without Django, so that ``rules.py`` can use them. Their names for people: ``labels.py``."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a listing is."""

    NEED = "need"
    OFFER = "offer"
    SERVICE = "service"
    FUNDING = "funding"
    FACILITY = "facility"
    TRAINING = "training"


class State(StrEnum):
    """Where a listing stands in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    PAUSED = "paused"
    EXPIRED = "expired"
    ARCHIVED = "archived"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What can be done to a listing's state."""

    SUBMIT = "submit"
    PUBLISH = "publish"
    REJECT = "reject"
    REWORK = "rework"
    PAUSE = "pause"
    RESUME = "resume"
    CONFIRM = "confirm"
    EXPIRE = "expire"
    REVIVE = "revive"
    ARCHIVE = "archive"
    WITHDRAW = "withdraw"
    RETURN = "return"


class Who(StrEnum):
    """In which quality somebody acts on a listing."""

    OWNER = "owner"
    MODERATOR = "moderator"
    SOURCE = "source"
    SYSTEM = "system"


class Visibility(StrEnum):
    """From when on a reader may see a field, widest first."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    AFTER_ENQUIRY = "after_enquiry"
    AFTER_ACCEPTANCE = "after_acceptance"


class Cooperation(StrEnum):
    """Which way the money and the rights flow."""

    LICENCE = "licence"
    PURCHASE = "purchase"
    MANUFACTURING = "manufacturing"
    JOINT_VENTURE = "joint_venture"
    JOINT_RESEARCH = "joint_research"
    SERVICE_CONTRACT = "service_contract"
    ADAPTATION = "adaptation"
    TECHNICAL_ASSISTANCE = "technical_assistance"
    OPEN_SOURCE = "open_source"
    EQUITY = "equity"


class DeclineReason(StrEnum):
    """Why somebody says no; kept, because it shows why offers fail in a place."""

    WRONG_PROBLEM = "wrong_problem"
    SITE_DOES_NOT_FIT = "site_does_not_fit"
    TOO_COSTLY = "too_costly"
    NOT_MATURE = "not_mature"
    NO_EVIDENCE = "no_evidence"
    TERRITORY = "territory"
    IP_TERMS = "ip_terms"
    LANGUAGE_OR_SUPPORT = "language_or_support"
    ALREADY_SOLVED = "already_solved"
    NO_MONEY_NOW = "no_money_now"
    NO_ANSWER = "no_answer"
    DUPLICATE = "duplicate"
    OTHER = "other"


class RejectReason(StrEnum):
    """Why a moderator sends a listing back; each names what would help."""

    UNCLEAR = "unclear"
    NOT_A_LISTING = "not_a_listing"
    ADVERTISING = "advertising"
    DUPLICATE = "duplicate"
    UNLAWFUL = "unlawful"
    PRIVATE_DATA = "private_data"
    OTHER = "other"


class Power(StrEnum):
    """Electricity at the site, or the least a technology needs; in rising order."""

    NONE = "none"
    SOLAR_OR_BATTERY = "solar_or_battery"
    WEAK_GRID = "weak_grid"
    STABLE_GRID = "stable_grid"


class Water(StrEnum):
    """Water, in rising order."""

    NONE = "none"
    SEASONAL = "seasonal"
    LIMITED = "limited"
    RELIABLE = "reliable"


class Connectivity(StrEnum):
    """Connection, in rising order."""

    NONE = "none"
    SMS = "sms"
    MOBILE_DATA = "mobile_data"
    BROADBAND = "broadband"


class Skills(StrEnum):
    """Skills at hand, in rising order."""

    NONE = "none"
    BASIC = "basic"
    TECHNICIAN = "technician"
    ENGINEER = "engineer"


class SpareParts(StrEnum):
    """Where spare parts come from, in rising order."""

    NONE = "none"
    IMPORTED = "imported"
    REGIONAL = "regional"
    LOCAL = "local"


class Climate(StrEnum):
    """Conditions outside; a place can have several."""

    HOT_HUMID = "hot_humid"
    HOT_DRY = "hot_dry"
    TEMPERATE = "temperate"
    COLD = "cold"
    HIGH_ALTITUDE = "high_altitude"
    COASTAL = "coastal"
    FLOOD_PRONE = "flood_prone"
    DUSTY = "dusty"


class BeneficiaryGroup(StrEnum):
    """Who gains from a solved need."""

    WOMEN = "women"
    YOUTH = "youth"
    INDIGENOUS_PEOPLE = "indigenous_people"
    SMALLHOLDERS = "smallholders"
    PEOPLE_WITH_DISABILITIES = "people_with_disabilities"
    DISPLACED_PEOPLE = "displaced_people"


class Support(StrEnum):
    """What a seeker wants."""

    TECHNOLOGY = "technology"
    MONEY = "money"
    TRAINING = "training"
    TESTING = "testing"
    ADVICE = "advice"
    PARTNER = "partner"


class Criterion(StrEnum):
    """A condition of a match (the engine's words)."""

    TERRITORY = "territory"
    TRL = "trl"
    BUDGET = "budget"
    DEADLINE = "deadline"
    SITE = "site"
    LANGUAGE = "language"
    COOPERATION = "cooperation"
    SUPPORT = "support"


class ClaimStatus(StrEnum):
    """How far a claim has been looked at."""

    CLAIMED = "claimed"
    DOCUMENT_SEEN = "document_seen"
    TESTED_BY = "tested_by"
    USED_BY = "used_by"


class IpKind(StrEnum):
    """How an offer is protected."""

    NONE = "none"
    PATENT = "patent"
    OPEN_LICENCE = "open_licence"
    TRADE_SECRET = "trade_secret"  # noqa: S105  a kind of protection, no password
    TRADITIONAL_KNOWLEDGE = "traditional_knowledge"


class PatentStatus(StrEnum):
    """Where a patent stands in its country."""

    PENDING = "pending"
    GRANTED = "granted"
    EXPIRED = "expired"
    LAPSED = "lapsed"


class ComesWith(StrEnum):
    """What is part of an offer."""

    TRAINING = "training"
    SPARE_PARTS = "spare_parts"
    FINANCE = "finance"
    INSTALLATION = "installation"
    MAINTENANCE = "maintenance"


class ServiceKind(StrEnum):
    """What a service provider does."""

    TECHNICAL_EVALUATION = "technical_evaluation"
    TESTING_CERTIFICATION = "testing_certification"
    IP_LEGAL = "ip_legal"
    MARKET_STUDY = "market_study"
    TRAINING = "training"
    BROKERAGE = "brokerage"
    ENGINEERING = "engineering"


class FacilityType(StrEnum):
    """What kind of place a facility is."""

    LABORATORY = "laboratory"
    TEST_BED = "test_bed"
    WORKSHOP = "workshop"
    PILOT_PLANT = "pilot_plant"


class Instrument(StrEnum):
    """In which form money is given."""

    GRANT = "grant"
    MATCHING_GRANT = "matching_grant"
    AWARD = "award"
    LOAN = "loan"
    GUARANTEE = "guarantee"
    EQUITY = "equity"
    SEED = "seed"
    LEASE = "lease"
    EXPORT_CREDIT = "export_credit"
    PREPAID_SERVICE = "prepaid_service"
    TECHNICAL_ASSISTANCE = "technical_assistance"
    IN_KIND = "in_kind"
    REIMBURSEMENT = "reimbursement"


class Level(StrEnum):
    """What a training asks of those who come."""

    INTRODUCTORY = "introductory"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Mode(StrEnum):
    """How a training is held."""

    ON_SITE = "on_site"
    ONLINE = "online"
    BLENDED = "blended"


class TranslationStatus(StrEnum):
    """Where a text in a language comes from."""

    ORIGINAL = "original"
    MACHINE = "machine"
    HUMAN = "human"
