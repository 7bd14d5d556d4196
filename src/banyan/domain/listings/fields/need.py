"""What a need is asked: the trouble, the site, the limits, and how success will be known."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types.enums import (
    BeneficiaryGroup,
    Climate,
    Connectivity,
    Criterion,
    Kind,
    Power,
    Skills,
    SpareParts,
    Support,
    Water,
)
from banyan.domain.listings.types.fields import Field, Shape
from banyan.domain.listings.types.labels import options

_NEED = frozenset({Kind.NEED})

_TROUBLE = (
    Field(
        name="problem",
        kinds=_NEED,
        shape=Shape.LONG,
        label=_("The trouble, in your own words"),
        why=_("The search compares these words with every offer. Plain words work as well as technical ones."),
        example=_(
            "When the sky is clear our fruit dries in two days. When it rains, the slices grow mould on the third day "
            "and the buyer sends them back."
        ),
        good=_("Good ones say what happens, how often, what it costs, and name no solution."),
        weight=14,
        required=True,
        most=8000,
    ),
    Field(
        name="outcome",
        kinds=_NEED,
        shape=Shape.LONG,
        label=_("What you wish for"),
        why=_("It lets providers propose something you had not thought of."),
        example=_("Two shifts dry and pack 400 kg of slices a day, wet weeks included."),
        good=_("Good ones describe the day when it works."),
        weight=8,
        most=3000,
    ),
    Field(
        name="tried",
        kinds=_NEED,
        shape=Shape.LONG,
        label=_("What was tried before"),
        why=_("Nobody should offer you what has already failed."),
        example=_("Racks under greenhouse plastic since 2023: fine in dry weeks, a third lost in wet ones."),
        weight=5,
        most=3000,
    ),
    Field(
        name="success",
        kinds=_NEED,
        shape=Shape.LONG,
        label=_("How success will be measured"),
        why=_("Both sides can then agree on when the work is done."),
        example=_("Ten batches in a row at or below 15 % moisture."),
        good=_("Good ones have a number, a way to measure it and a date."),
        weight=6,
        most=3000,
    ),
)

_SITE = (
    Field(
        name="site_power",
        kinds=_NEED,
        shape=Shape.CODE,
        options=options(Power),
        label=_("Electricity at the site"),
        why=_("Most equipment fails where the power is weaker than it was built for."),
        example=_("A grid that often fails"),
        weight=4,
    ),
    Field(
        name="site_water",
        kinds=_NEED,
        shape=Shape.CODE,
        options=options(Water),
        label=_("Water at the site"),
        why=_("Some technologies need more water than a place has."),
        example=_("Little water"),
        weight=3,
    ),
    Field(
        name="site_climate",
        kinds=_NEED,
        shape=Shape.CODES,
        options=options(Climate),
        label=_("Climate"),
        why=_("Heat, dust and salt air decide how long a machine lives."),
        example=_("Hot and humid; coast, salt air"),
        most=8,
        weight=4,
    ),
    Field(
        name="site_connectivity",
        kinds=_NEED,
        shape=Shape.CODE,
        options=options(Connectivity),
        label=_("Connection"),
        why=_("Some technologies need the internet, others work with text messages."),
        example=_("Mobile data"),
        weight=2,
    ),
    Field(
        name="site_skills",
        kinds=_NEED,
        shape=Shape.CODE,
        options=options(Skills),
        label=_("Skills at hand"),
        why=_("Whoever is there every day must be able to run it."),
        example=_("A technician"),
        weight=4,
    ),
    Field(
        name="site_spare_parts",
        kinds=_NEED,
        shape=Shape.CODE,
        options=options(SpareParts),
        label=_("Spare parts"),
        why=_("A pump that waits four months for a seal is no pump."),
        example=_("Spare parts from the region"),
        weight=3,
    ),
    Field(
        name="site_rules",
        kinds=_NEED,
        shape=Shape.LONG,
        label=_("Rules and permits"),
        why=_("Standards and permits shut out some solutions and open doors to others."),
        example=_("The fire officer must approve any burner indoors."),
        weight=2,
        most=3000,
    ),
    Field(
        name="maintainable_locally",
        kinds=_NEED,
        shape=Shape.BOOL,
        label=_("People on site must be able to repair it"),
        why=_("It is the most common reason why a good technology stops after a year."),
        example=_("Yes"),
        weight=2,
    ),
)

_LIMITS = (
    Field(
        name="budget_min",
        kinds=_NEED,
        shape=Shape.MONEY,
        label=_("Budget from"),
        why=_("With a range, providers can offer a small and a full solution."),
        example="20000",
    ),
    Field(
        name="budget_max",
        kinds=_NEED,
        shape=Shape.MONEY,
        label=_("Budget up to"),
        why=_(
            "Providers answer needs with a budget far more often, even a rough one. You can hide it from the public."
        ),
        example="35000",
        weight=8,
        instead=("budget_min",),
    ),
    Field(
        name="deadline",
        kinds=_NEED,
        shape=Shape.DATE,
        label=_("Needed by"),
        why=_("It tells who can deliver in time."),
        example="2027-10-15",
        weight=4,
    ),
    Field(
        name="quantity",
        kinds=_NEED,
        shape=Shape.NUMBER,
        label=_("How much"),
        why=_("Size decides which technology fits and what it costs."),
        example="4",
        lowest=Decimal(0),
        weight=4,
    ),
    Field(
        name="quantity_unit",
        kinds=_NEED,
        shape=Shape.TEXT,
        label=_("Of what, per what time"),
        why=_("A number without its unit helps nobody."),
        example=_("tonnes of fresh mango per day"),
        most=120,
        weight=1,
    ),
    Field(
        name="trl_min",
        kinds=_NEED,
        shape=Shape.WHOLE,
        label=_("Lowest maturity you accept (TRL 1–9)"),
        why=_(
            "9 is in daily use elsewhere, 6 is a prototype at a real site. Leave it open if you would be a test site."
        ),
        example="7",
        lowest=Decimal(1),
        highest=Decimal(9),
        weight=3,
    ),
    Field(
        name="hard",
        kinds=_NEED,
        shape=Shape.CODES,
        options=options(Criterion),
        label=_("What must hold"),
        why=_("Answers that break one of these are listed apart; the rest is a matter of weighing."),
        example=_("It works at our site; it fits the budget"),
        good=_("Good ones name two or three. If everything must hold, little is found."),
        most=8,
    ),
)

_PEOPLE = (
    Field(
        name="beneficiaries",
        kinds=_NEED,
        shape=Shape.LONG,
        label=_("Who benefits"),
        why=_("Funders ask it first."),
        example=_("312 member families; eleven packing jobs"),
        weight=3,
        most=2000,
    ),
    Field(
        name="beneficiaries_count",
        kinds=_NEED,
        shape=Shape.WHOLE,
        label=_("How many people"),
        why=_("An estimate is enough."),
        example="1560",
        lowest=Decimal(0),
        highest=Decimal(9_000_000_000),
        weight=2,
    ),
    Field(
        name="beneficiary_groups",
        kinds=_NEED,
        shape=Shape.CODES,
        options=options(BeneficiaryGroup),
        label=_("Groups among them"),
        why=_("Some money is kept for work with these groups."),
        example=_("Women; small farmers"),
        most=6,
        weight=1,
    ),
    Field(
        name="support_wanted",
        kinds=_NEED,
        shape=Shape.CODES,
        options=options(Support),
        label=_("What you are looking for"),
        why=_(
            "We also look for money, training, testing, advice and partners, and put them together with a technology."
        ),
        example=_("A technology; money; training"),
        most=6,
        weight=5,
    ),
    Field(
        name="anonymous",
        kinds=_NEED,
        shape=Shape.BOOL,
        label=_("Do not show who asks"),
        why=_("Only the broker of your chapter knows then. Take care that your text does not name you."),
        example=_("No"),
        always_public=True,
        column=True,
    ),
)

NEED: tuple[Field, ...] = (*_TROUBLE, *_SITE, *_LIMITS, *_PEOPLE)
