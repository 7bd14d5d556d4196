"""In which sections, and in which order, a listing's page shows the fields of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import Kind, Text


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its anchor, its heading, its fields in order."""

    id: str
    heading: Text
    fields: tuple[str, ...]


#: Two amounts that are shown as one answer: name → label, lower field, upper field.
RANGES: Mapping[str, tuple[Text, str, str]] = {
    "budget": (_("Budget"), "budget_min", "budget_max"),
    "amounts": (_("Amount"), "amount_min", "amount_max"),
}
#: Numbers that are shown with the unit of another field.
JOINED: Mapping[str, str] = {"quantity": "quantity_unit"}
#: Fields that hold a readiness level.
LEVELS = frozenset({"trl", "trl_min", "eligible_trl_min", "eligible_trl_max"})
#: Forms ask the owner ("where you can supply it"); pages tell the reader.
TOLD_AS: Mapping[str, Text] = {
    "problem": _("The trouble, in their own words"),
    "outcome": _("What they wish for"),
    "trl_min": _("Lowest maturity accepted"),
    "support_wanted": _("What they are looking for"),
    "trl": _("Maturity"),
    "cost_per": _("What the price is for"),
    "lead_time_days": _("Days from order to start"),
    "territories": _("Where it can be supplied"),
    "languages": _("Languages they work in"),
    "services": _("What they do"),
    "instruments": _("In which form the money comes"),
    "eligible_sdgs": _("Goals that are paid for"),
    "eligible_sectors": _("Sectors that are paid for"),
    "eligible_trl_min": _("Lowest maturity that is paid for"),
    "eligible_trl_max": _("Highest maturity that is paid for"),
}
#: Whole numbers that name a year.
YEARS = frozenset({"cost_year"})
#: Fields with a place of their own on the page: the head, the owner's box, the history, or nobody's business.
ELSEWHERE = frozenset(
    "id kind title summary language translations organisation contact deputy chapter anonymous visibility "
    "published expires last_confirmed licence url currency claims in_use did_not_work".split()
)

_SUBJECT = Part("subject", _("Subject and place"), ("places", "sdgs", "sectors", "technologies", "languages"))
_TERMS = Part("terms", _("Working together"), ("cooperation",))
#: What no section names.
REST = Part("more", _("More"), ())

SECTIONS: Mapping[Kind, tuple[Part, ...]] = {
    Kind.NEED: (
        Part("trouble", _("The trouble"), ("problem", "outcome", "tried", "success")),
        Part(
            "site",
            _("The site"),
            (
                "site_power",
                "site_water",
                "site_climate",
                "site_connectivity",
                "site_skills",
                "site_spare_parts",
                "maintainable_locally",
                "site_rules",
            ),
        ),
        Part(
            "limits",
            _("What it has to keep to"),
            ("hard", "budget", "deadline", "quantity", "trl_min"),
        ),
        Part("wanted", _("What is wanted"), ("support_wanted", "cooperation")),
        Part("gain", _("Who benefits"), ("beneficiaries", "beneficiaries_count", "beneficiary_groups")),
        _SUBJECT,
    ),
    Kind.OFFER: (
        Part("what", _("What it does"), ("problem_solved", "how_it_works", "compared")),
        Part("maturity", _("How mature it is"), ("trl", "trl_date", "trl_evidence")),
        Part(
            "site",
            _("What the site must have"),
            (
                "needs_power",
                "needs_water",
                "needs_connectivity",
                "needs_skills",
                "needs_spare_parts",
                "works_in_climate",
                "fails_in_climate",
                "site_notes",
            ),
        ),
        Part(
            "cost",
            _("Cost and delivery"),
            ("cost_purchase", "cost_running", "cost_per", "cost_year", "lead_time_days", "comes_with", "territories"),
        ),
        Part("rights", _("Rights"), ("ip_kind", "ip_licence", "ip_label", "ip_patents", "cooperation")),
        _SUBJECT,
    ),
    Kind.SERVICE: (
        Part("what", _("What is done"), ("services", "accreditation")),
        Part("cost", _("Price and delivery"), ("prices", "cost_purchase", "cost_per", "lead_time_days", "territories")),
        _TERMS,
        _SUBJECT,
    ),
    Kind.FACILITY: (
        Part("what", _("What is there"), ("facility_type", "standards", "equipment")),
        Part("cost", _("Access and price"), ("access_terms", "cost_purchase", "cost_per", "territories")),
        _TERMS,
        _SUBJECT,
    ),
    Kind.FUNDING: (
        Part("what", _("The money"), ("instruments", "amounts", "reimbursement_percent")),
        Part(
            "eligible",
            _("Who may apply"),
            (
                "eligible_kinds",
                "eligible_sizes",
                "eligible_places",
                "eligible_sdgs",
                "eligible_sectors",
                "eligible_trl_min",
                "eligible_trl_max",
            ),
        ),
        Part("apply", _("How to apply"), ("opens", "closes", "how_to_apply")),
        _TERMS,
        _SUBJECT,
    ),
    Kind.TRAINING: (
        Part("what", _("The course"), ("audience", "level", "mode", "length_hours", "taught_in", "certificate")),
        Part("cost", _("Price and places"), ("cost_purchase", "territories")),
        _TERMS,
        _SUBJECT,
    ),
}
