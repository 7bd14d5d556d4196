from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What an organisation is."""

    COMPANY = "company", _("Company")
    SMALL_FIRM = "small_firm", _("Small firm")
    START_UP = "start_up", _("Start-up")
    COOPERATIVE = "cooperative", _("Cooperative")
    NGO = "ngo", _("Non-governmental organisation")
    UNIVERSITY = "university", _("University")
    RESEARCH_INSTITUTE = "research_institute", _("Research institute")
    GOVERNMENT = "government", _("Government body")
    CITY = "city", _("City")
    VILLAGE = "village", _("Village or community")
    FOUNDATION = "foundation", _("Foundation")
    BANK = "bank", _("Bank or fund")
    INTERNATIONAL_ORGANISATION = "international_organisation", _("International organisation")
    NETWORK = "network", _("Network or association")
    GRASSROOTS_INVENTOR = "grassroots_inventor", _("Grassroots inventor")


class OrganisationSize(TextChoices):
    """How many people work there."""

    MICRO = "micro", _("Up to 9 people")
    SMALL = "small", _("10 to 49 people")
    MEDIUM = "medium", _("50 to 249 people")
    LARGE = "large", _("250 people or more")


class MemberRole(TextChoices):
    """What a member may do for the organisation."""

    MEMBER = "member", _("Member")
    ADMIN = "organisation_admin", _("Administrator")


class Standing(StrEnum):
    """What a chapter has said of an organisation."""

    WAITING = "waiting"
    VERIFIED = "verified"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who acts for an organisation. ``of_its_site``: writes from an address of its own website."""

    name: str
    role: str
    of_its_site: bool
    joined: datetime


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """What somebody says of an organisation; codes as in the types above, country as ISO 3166-1 alpha-2."""

    name: str
    kind: str
    country: str
    size: str = ""
    languages: tuple[str, ...] = ()
    website: str = ""
    about: str = ""
    ror: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation as everybody may see it."""

    id: str
    slug: str
    name: str
    kind: str
    kind_label: str
    size_label: str
    country: str
    languages: tuple[str, ...]
    website: str
    about: str
    ror: str
    verified: bool
    is_sample: bool
    version: int
