from __future__ import annotations

import re
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from banyan.base.text import tidy
from banyan.practice.matchmaking.types import SearchRequest

#: Facets in the order of the page; each is a field of ``SearchRequest`` and a parameter of the address.
FACETS: Final = ("kinds", "sdgs", "sectors", "technologies", "places", "trl", "cooperation", "languages")
SORTS: Final = (
    ("relevance", _("Best match first")),
    ("newest", _("Newest first")),
    ("closing_soon", _("Closing soon first")),
)
_CODE = re.compile(r"^[\w.:<>+-]{1,40}$")
_EACH, _WORDS = 20, 500


class SearchForm(forms.Form):
    """The box and the order; facets are read beside it, since their codes come from what is there."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "id": "q", "maxlength": _WORDS, "enterkeyhint": "search"}),
    )
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)


def wanted(query: QueryDict) -> SearchRequest:
    """What the address asks for. Whatever cannot be meant is left out; nothing a reader can type makes an error."""
    codes = {name: tuple(dict.fromkeys(filter(_CODE.match, query.getlist(name))))[:_EACH] for name in FACETS}
    text = " ".join(tidy(query.get("q", "")).split())[:_WORDS]
    sort = query.get("sort", "")
    known = {code for code, _label in SORTS}
    return SearchRequest(
        text=text,
        sort=sort if sort in known else "relevance" if text else "newest",
        cursor=query.get("cursor", "")[:2000],
        **codes,
    )
