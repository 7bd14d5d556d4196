from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RemitKind(TextChoices):
    """What a chapter is responsible for."""

    NATIONAL = "national", _("A country or region")
    THEMATIC = "thematic", _("A subject")


class ChapterRole(TextChoices):
    """How a person serves a chapter."""

    STEWARD = "chapter_steward", _("Steward")
    BROKER = "broker", _("Broker")
    EVALUATOR = "evaluator", _("Evaluator")


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter as everybody may see it."""

    id: str
    slug: str
    name: str
    remit_kind: str
    places: tuple[str, ...]
    sdgs: tuple[str, ...]
    languages: tuple[str, ...]
    about: str
    stewards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remit:
    """What a chapter covers: place codes and goals or targets."""

    slug: str
    places: tuple[str, ...]
    sdgs: tuple[str, ...]
