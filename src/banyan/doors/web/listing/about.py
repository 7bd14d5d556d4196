"""What is not on a listing's page: fields kept back, and questions nobody answered."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.formats import BY_NAME, fields_of
from banyan.domain.listings.types import ListingView, Text, Visibility
from banyan.doors.web.listing.showing import label_of

_WHEN: Mapping[Visibility, Text] = {
    Visibility.PUBLIC: "",
    Visibility.SIGNED_IN: _("shown when you sign in"),
    Visibility.AFTER_ENQUIRY: _("shown after an enquiry"),
    Visibility.AFTER_ACCEPTANCE: _("shown when the owner accepts an enquiry"),
}
#: Who stands behind a listing is told in words of its own.
_OWN_WORDS = frozenset({"organisation", "visibility", "anonymous"})


def kept_back(view: ListingView) -> tuple[tuple[Text, Text], ...]:
    """Each field that the reader does not see yet: its label, and from when on."""
    if view.anonymous and not view.inside:
        names = [name for name in view.hidden if name not in _OWN_WORDS | {"contact", "deputy", "url"}]
    else:
        names = [name for name in view.hidden if name not in _OWN_WORDS]
    order = list(BY_NAME)
    return tuple((label_of(name), _WHEN[view.hidden[name]]) for name in sorted(names, key=order.index))


def unsaid(view: ListingView) -> tuple[Text, ...]:
    """Questions that count for completeness and have no answer, also none that is kept back; weightiest first."""
    there = {*view.values, *view.hidden}
    gaps = [
        one
        for one in fields_of(view.kind)
        if one.weight and one.name not in there and not there.intersection(one.instead)
    ]
    return tuple(label_of(one.name) for one in sorted(gaps, key=lambda one: -one.weight))
