"""Which column means what. Names are those of listings everywhere in Banyan, with a few that other files use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from banyan.doors.cli.records import values
from banyan.engine.rank.scales import SCALES

#: Other names of a column → ours.
ALIASES: Final = {
    "name": "title", "description": "text", "abstract": "text", "body": "text", "lang": "language",
    "organization": "organisation", "org": "organisation", "organisation_name": "organisation", "sdg": "sdgs",
    "goals": "sdgs", "sector": "sectors", "technology": "technologies", "places_served": "territories",
    "deadline_date": "deadline", "closes_on": "closes", "cost": "cost_purchase", "price": "cost_purchase",
}  # fmt: skip

#: Texts that are read for matching besides title, summary and text, in reading order.
TEXTS: Final = (
    "problem", "outcome", "problem_solved", "how_it_works", "compared", "success", "tried", "beneficiaries",
    "site_rules", "site_notes", "trl_evidence", "accreditation", "prices", "facility_type", "equipment", "standards",
    "access_terms", "how_to_apply", "audience", "certificate", "topics",
)  # fmt: skip

#: Column → reader of one item; the column holds a list.
LISTS: Final[dict[str, Callable[[Any], str]]] = {
    "sdgs": values.sdg, "eligible_sdgs": values.sdg,
    "sectors": values.sector, "eligible_sectors": values.sector,
    "technologies": values.technology,
    "places": values.place, "territories": values.place, "eligible_places": values.place,
    "languages": values.language, "taught_in": values.language,
    "cooperation": values.code, "support_wanted": values.code, "comes_with": values.code, "services": values.code,
    "site_climate": values.climate, "works_in_climate": values.climate, "fails_in_climate": values.climate,
}  # fmt: skip

#: Lists whose unknown words are a topic to be read as text rather than a mistake.
TOPICS: Final = frozenset({"sectors", "technologies", "eligible_sectors"})

#: Column → reader of its value.
SINGLE: Final[dict[str, Callable[[Any], Any]]] = {
    "language": values.language, "organisation": values.text, "currency": values.currency,
    "budget_min": values.number, "budget_max": values.number, "amount_min": values.number, "amount_max": values.number,
    "cost_purchase": values.number, "cost_per": values.text, "quantity": values.number,
    "quantity_unit": values.text, "opens": values.day,
    "deadline": values.day, "closes": values.day, "published": values.day,
    "trl": values.trl, "trl_min": values.trl, "lead_time_days": values.whole(0, 100_000),
    **{f"site_{dimension}": values.level(dimension) for dimension in SCALES},
    **{f"needs_{dimension}": values.level(dimension) for dimension in SCALES},
}  # fmt: skip

#: Columns of listings that say nothing to the matching of files; they are passed over without a word.
SILENT: Final = frozenset({
    "url", "licence", "license", "contact", "deputy", "chapter", "visibility", "translations", "expires",
    "last_confirmed", "ip_kind", "ip_patents", "ip_licence", "ip_label", "claims", "in_use", "did_not_work", "trl_date",
    "cost_running", "cost_year", "maintainable_locally", "beneficiaries_count",
    "beneficiary_groups", "anonymous", "reimbursement_percent", "eligible_kinds", "eligible_sizes",
    "eligible_trl_min", "eligible_trl_max", "level", "mode", "length_hours", "instruments",
})  # fmt: skip

KNOWN: Final = frozenset({
    "id", "kind", "title", "summary", "text", "hard", *TEXTS, *LISTS, *SINGLE, *SILENT,
})  # fmt: skip
