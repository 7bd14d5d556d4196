from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

SORTS: Final = (
    ("relevance", _("Best match first")),
    ("newest", _("Newest first")),
    ("closing_soon", _("Closing soon first")),
)
_WORDS = 500


class SearchForm(forms.Form):
    """The box and the order; facets are read beside it, since their codes come from what is there."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "id": "q", "maxlength": _WORDS, "enterkeyhint": "search"}),
    )
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)
