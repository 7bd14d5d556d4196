"""The part of a form by which programs give themselves away. People neither see it nor meet it with a screen reader."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from banyan.domain.moderation.services import moment_known, moment_now
from banyan.domain.moderation.types import Guard

MOMENT, TRAP = "opened_at", "website"


def guard_in(request: HttpRequest) -> Guard:
    """What a form that was sent says of itself."""
    return Guard(moment=request.POST.get(MOMENT, ""), trap=request.POST.get(TRAP, ""))


def guard_fields(request: HttpRequest, purpose: str) -> SafeString:
    """The two fields, for a form drawn by hand; a form that comes back keeps the moment it was first shown."""
    return SafeString(moment_field(request.POST.get(MOMENT, ""), purpose) + trap_field())


def moment_field(moment: str, purpose: str) -> SafeString:
    """When the form was shown."""
    kept = moment if moment_known(moment, purpose) else moment_now(purpose)
    return format_html('<input type="hidden" name="{}" value="{}">', MOMENT, kept)


def trap_field() -> SafeString:
    """A field in a part of the page that is hidden from everybody; always empty, so that a person gets through."""
    return format_html(
        '<span hidden><input type="text" name="{}" value="" tabindex="-1" autocomplete="off"></span>', TRAP
    )


class MomentInput(forms.HiddenInput):
    """``moment_field`` in a form of Django's."""

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def render(
        self,
        name: str,
        value: object,
        attrs: Mapping[str, object] | None = None,
        renderer: object = None,
    ) -> SafeString:
        return moment_field(str(value or ""), self.purpose)


class TrapInput(forms.HiddenInput):
    """``trap_field`` in a form of Django's."""

    def render(
        self,
        name: str,
        value: object,
        attrs: Mapping[str, object] | None = None,
        renderer: object = None,
    ) -> SafeString:
        return trap_field()
