from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import DeclineReason, options


class AsideForm(forms.Form):
    """One answer that is not for the reader, and why; ``undo`` takes it back."""

    listing = forms.CharField(max_length=40)
    undo = forms.BooleanField(required=False)
    reason = forms.ChoiceField(label=_("Because"), choices=options(DeclineReason), required=False)
