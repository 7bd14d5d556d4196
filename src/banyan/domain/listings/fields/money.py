"""Money as every kind asks it: amounts share one ``currency``."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types.enums import Kind
from banyan.domain.listings.types.fields import Field, Shape, Vocabulary

_PRICED = frozenset({Kind.OFFER, Kind.SERVICE, Kind.FACILITY})

MONEY: tuple[Field, ...] = (
    Field(
        name="cost_purchase",
        kinds=_PRICED | {Kind.TRAINING},
        shape=Shape.MONEY,
        label=_("Price"),
        why=_("A rough price brings serious enquiries; without one, people turn to the next listing."),
        example="18500",
        good=_("Good ones give the price of the usual size, delivered."),
        weight=6,
    ),
    Field(
        name="cost_running",
        kinds=frozenset({Kind.OFFER}),
        shape=Shape.MONEY,
        label=_("Running cost"),
        why=_("A cheap machine can be dear to run. Seekers compare both."),
        example="640",
        weight=3,
    ),
    Field(
        name="cost_per",
        kinds=_PRICED,
        shape=Shape.TEXT,
        label=_("Price of what, running cost per what"),
        why=_("It makes two prices comparable."),
        example=_("one dryer for 200 kg a day; running cost per month"),
        weight=1,
    ),
    Field(
        name="cost_year",
        kinds=frozenset({Kind.OFFER}),
        shape=Shape.WHOLE,
        label=_("Prices of the year"),
        why=_("Old prices mislead."),
        example="2026",
        lowest=Decimal(1990),
        highest=Decimal(2100),
    ),
    Field(
        name="currency",
        kinds=frozenset(set(Kind)),
        shape=Shape.CODE,
        vocabulary=Vocabulary.CURRENCY,
        label=_("Currency"),
        why=_("An amount without its currency says nothing."),
        example="KES",
    ),
    Field(
        name="lead_time_days",
        kinds=frozenset({Kind.OFFER, Kind.SERVICE}),
        shape=Shape.WHOLE,
        label=_("Days from order to start"),
        why=_("Many needs have a date after which help is too late."),
        example="60",
        lowest=Decimal(0),
        highest=Decimal(3650),
        weight=2,
    ),
    Field(
        name="territories",
        kinds=frozenset(set(Kind)) - {Kind.NEED, Kind.FUNDING},
        shape=Shape.CODES,
        vocabulary=Vocabulary.PLACE,
        label=_("Where you can supply it"),
        why=_("Nobody writes to you from a place you cannot serve."),
        example=_("Eastern Africa; India"),
        good=_("Good ones name only places with a way to deliver and to repair."),
        weight=5,
        most=60,
        column=True,
    ),
)
