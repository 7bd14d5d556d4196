"""What a saved search asks for, and what it is called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from banyan.practice.matchmaking.models import Alert
from banyan.practice.matchmaking.selectors.facets import chosen_labels
from banyan.practice.matchmaking.selectors.search import filters_of, text_of
from banyan.practice.matchmaking.types import SearchRequest

_LONGEST = 120


def request_of(alert: Alert) -> SearchRequest:
    """What was saved; a part that this version does not know is left out."""
    said = alert.request
    return SearchRequest.of(lambda name: map(str, said.get(name, ())), text=str(said.get("text", "")))


def name_of_search(alert: Alert) -> str:
    """As its owner calls it, else what it looks for."""
    return alert.name or described(request_of(alert))


def described(request: SearchRequest) -> str:
    """A search in a few words of the active language."""
    parts = [text_of(request), *chosen_labels(filters_of(request))]
    return ", ".join(part for part in parts if part)[:_LONGEST] or _("Everything new")
