"""What those are asked who help others: services, facilities and training."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types.enums import FacilityType, Kind, Level, Mode, ServiceKind
from banyan.domain.listings.types.fields import Field, Shape, Vocabulary
from banyan.domain.listings.types.labels import options

_SERVICE = frozenset({Kind.SERVICE})
_FACILITY = frozenset({Kind.FACILITY})
_TRAINING = frozenset({Kind.TRAINING})

SERVICE: tuple[Field, ...] = (
    Field(
        name="services",
        kinds=_SERVICE,
        shape=Shape.CODES,
        options=options(ServiceKind),
        label=_("What you do"),
        why=_("Each case has gaps; this tells which of them you fill."),
        example=_("Testing and certification"),
        required=True,
        weight=15,
        most=7,
    ),
    Field(
        name="accreditation",
        kinds=_SERVICE,
        shape=Shape.LONG,
        label=_("Accreditation"),
        why=_("Some buyers may only use accredited services."),
        example=_("ISO/IEC 17065, national accreditation body, until 2028"),
        weight=5,
        most=2000,
    ),
    Field(
        name="prices",
        kinds=_SERVICE,
        shape=Shape.LONG,
        label=_("Prices"),
        why=_("Small organisations do not ask when they fear the answer."),
        example=_("First talk free; a study of five pages from 800 USD; half for cooperatives."),
        weight=5,
        most=2000,
    ),
)

FACILITY: tuple[Field, ...] = (
    Field(
        name="facility_type",
        kinds=_FACILITY,
        shape=Shape.CODE,
        options=options(FacilityType),
        label=_("What it is"),
        why=_("A laboratory measures, a test bed lets things run as in real life."),
        example=_("Test bed"),
        required=True,
        weight=10,
    ),
    Field(
        name="standards",
        kinds=_FACILITY,
        shape=Shape.TEXTS,
        label=_("Standards covered"),
        why=_("Buyers ask for a test by a certain standard."),
        example="ISO/IEC 17025; ISO 19867-1",
        weight=6,
        most=60,
    ),
    Field(
        name="equipment",
        kinds=_FACILITY,
        shape=Shape.TEXTS,
        label=_("Equipment"),
        why=_("Engineers search for the instrument they lack."),
        example=_("Climate chamber −20 to 60 °C; pump test rig to 7.5 kW"),
        weight=6,
        most=100,
    ),
    Field(
        name="access_terms",
        kinds=_FACILITY,
        shape=Shape.LONG,
        label=_("Who may come, and on what terms"),
        why=_("It spares both sides the first three letters."),
        example=_("Anybody by appointment; start-ups free on Fridays; results stay yours."),
        weight=6,
        most=3000,
    ),
)

TRAINING: tuple[Field, ...] = (
    Field(
        name="audience",
        kinds=_TRAINING,
        shape=Shape.LONG,
        label=_("For whom"),
        why=_("People come when they recognise themselves."),
        example=_("Operators of village water points who can read and write"),
        required=True,
        weight=10,
        most=2000,
    ),
    Field(
        name="level",
        kinds=_TRAINING,
        shape=Shape.CODE,
        options=options(Level),
        label=_("Level"),
        why=_("It keeps beginners and experts from sitting in the wrong room."),
        example=_("For beginners"),
        weight=5,
    ),
    Field(
        name="mode",
        kinds=_TRAINING,
        shape=Shape.CODE,
        options=options(Mode),
        label=_("On site or online"),
        why=_("Many learners have a telephone and no computer."),
        example=_("Partly online"),
        weight=5,
    ),
    Field(
        name="length_hours",
        kinds=_TRAINING,
        shape=Shape.NUMBER,
        label=_("Hours in all"),
        why=_("People must plan their absence from work."),
        example="24",
        lowest=Decimal(0),
        highest=Decimal(10000),
        weight=4,
    ),
    Field(
        name="taught_in",
        kinds=_TRAINING,
        shape=Shape.CODES,
        vocabulary=Vocabulary.LANGUAGE,
        label=_("Taught in"),
        why=_("A course in a foreign language teaches half."),
        example=_("Swahili"),
        weight=5,
        most=20,
    ),
    Field(
        name="certificate",
        kinds=_TRAINING,
        shape=Shape.TEXT,
        label=_("Certificate"),
        why=_("For some it is the reason to come."),
        example=_("Certificate of attendance; national level 2 on passing the test"),
        weight=2,
        most=400,
    ),
)

HELP: tuple[Field, ...] = (*SERVICE, *FACILITY, *TRAINING)
