"""Which question stands in which section of each form. Every question of a kind stands in exactly one (tested)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import Kind


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form that can be left and come back to. ``folded`` ones are closed until somebody opens them."""

    slug: str
    title: str | Promise
    lead: str | Promise
    names: tuple[str, ...]
    folded: bool = False


_SUBJECTS = Section(
    "subject",
    _("Where it belongs"),
    _("People and funders search by these. Type a word in your own language; we look up the official term."),
    ("sdgs", "sectors", "technologies", "places", "languages"),
)
_PEOPLE = Section(
    "people",
    _("Who stands behind it"),
    _("Addresses are shown only to people whose enquiry you accept."),
    ("organisation", "contact", "deputy", "chapter", "url"),
)
_READERS = Section(
    "readers",
    _("Who may see which answer"),
    _("All is open unless you say otherwise. Title, summary and language always are, since lists show them."),
    ("visibility",),
    folded=True,
)
_TRANSLATIONS = Section(
    "translations",
    _("In other languages"),
    _("If you know another language, give the title and summary in it. Otherwise leave this to us."),
    ("translations",),
    folded=True,
)

_NEED = (
    Section(
        "words",
        _("Your words"),
        _("This is what others read. Change whatever does not sound like you."),
        ("title", "problem"),
    ),
    Section(
        "understood",
        _("What we understood"),
        _("We read these out of your words and may be wrong. Untick or change what does not fit."),
        (
            "language",
            "places",
            "sdgs",
            "technologies",
            "sectors",
            "budget_min",
            "budget_max",
            "currency",
            "deadline",
            "quantity",
            "quantity_unit",
        ),
    ),
    Section(
        "wish",
        _("What you wish for"),
        _("A picture of the day when it works, and what did not work before."),
        ("outcome", "success", "tried", "summary"),
    ),
    Section(
        "site",
        _("The place where it must work"),
        _("What the site has. Each line shuts out technologies that would fail there."),
        (
            "site_power",
            "site_water",
            "site_connectivity",
            "site_skills",
            "site_spare_parts",
            "maintainable_locally",
            "site_climate",
            "site_rules",
        ),
    ),
    Section(
        "limits",
        _("Limits"),
        _("Say what must hold, and what may give way."),
        ("trl_min", "hard"),
    ),
    Section(
        "together",
        _("Working together"),
        _("Which way will the money flow? Choose all that you would really sign."),
        ("cooperation", "support_wanted", "languages"),
    ),
    Section(
        "benefit",
        _("Who gains from it"),
        _("Some money is kept for certain groups; funders ask for this first."),
        ("beneficiaries", "beneficiaries_count", "beneficiary_groups"),
    ),
    Section(
        "people",
        _("Who asks"),
        _("You can stay unnamed: then only the broker of your chapter knows who asks."),
        ("anonymous", "organisation", "contact", "deputy", "chapter", "url"),
    ),
    _READERS,
    _TRANSLATIONS,
)

_OFFER = (
    Section(
        "words",
        _("What it does"),
        _("Seekers describe troubles, not technologies. Begin with the trouble."),
        ("title", "problem_solved", "summary", "how_it_works", "compared", "language"),
    ),
    Section(
        "proof",
        _("How well it is proven"),
        _("Checked facts win over praise. A failure that is explained wins too."),
        ("trl", "trl_date", "trl_evidence", "claims", "in_use", "did_not_work"),
    ),
    Section(
        "site",
        _("What the site must have"),
        _("The least it needs. It is set against what the seeker's site has."),
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
    Section(
        "cost",
        _("Cost and delivery"),
        _("A rough price brings serious enquiries. It can be hidden until somebody asks."),
        (
            "cost_purchase",
            "cost_running",
            "currency",
            "cost_per",
            "cost_year",
            "lead_time_days",
            "territories",
            "comes_with",
        ),
    ),
    Section(
        "rights",
        _("Rights and working together"),
        _("Which way will the money flow, and what may others do with it?"),
        ("cooperation", "ip_kind", "ip_licence", "ip_label", "ip_patents"),
    ),
    _SUBJECTS,
    _PEOPLE,
    _READERS,
    _TRANSLATIONS,
)


def _helper(what: Section, *more: Section) -> tuple[Section, ...]:
    words = Section(
        "words",
        _("In short"),
        _("Two lines that let people decide whether to read on."),
        ("title", "summary", "language"),
    )
    return (words, what, *more, _SUBJECTS, _PEOPLE, _READERS, _TRANSLATIONS)


_PRICE = ("cost_purchase", "cost_per", "currency")
_SERVICE = _helper(
    Section(
        "what",
        _("What you do"),
        _("Each case has gaps; this tells which of them you fill."),
        ("services", "accreditation", "territories", "cooperation"),
    ),
    Section(
        "cost",
        _("Price and time"),
        _("Small organisations do not ask when they fear the answer."),
        ("prices", *_PRICE, "lead_time_days"),
    ),
)
_FACILITY = _helper(
    Section(
        "what",
        _("What you have"),
        _("Engineers look for the standard and the instrument they lack."),
        ("facility_type", "standards", "equipment", "territories"),
    ),
    Section(
        "access",
        _("Who may come, and on what terms"),
        _("It spares both sides the first letters."),
        ("access_terms", *_PRICE, "cooperation"),
    ),
)
_FUNDING = _helper(
    Section(
        "what",
        _("What you give"),
        _("The form of the money, how much, and until when."),
        (
            "instruments",
            "amount_min",
            "amount_max",
            "currency",
            "reimbursement_percent",
            "opens",
            "closes",
            "how_to_apply",
            "cooperation",
        ),
    ),
    Section(
        "who",
        _("Who may apply"),
        _("We check this for every need, so that nobody writes an application that cannot win."),
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
)
_TRAINING = _helper(
    Section(
        "what",
        _("What is taught"),
        _("People come when they recognise themselves."),
        ("audience", "level", "mode", "length_hours", "taught_in", "certificate"),
    ),
    Section(
        "cost",
        _("Price and place"),
        _("What it costs one person, and where you can hold it."),
        ("cost_purchase", "currency", "territories", "cooperation"),
    ),
)

SECTIONS: Mapping[Kind, tuple[Section, ...]] = {
    Kind.NEED: _NEED,
    Kind.OFFER: _OFFER,
    Kind.SERVICE: _SERVICE,
    Kind.FACILITY: _FACILITY,
    Kind.FUNDING: _FUNDING,
    Kind.TRAINING: _TRAINING,
}
