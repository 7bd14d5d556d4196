"""Addresses in which plain words are understood by a hand-made reader, so that tests know what it will say."""

from __future__ import annotations

from django.urls import include, path

from banyan.doors.web.posting import views
from banyan.practice.matchmaking.types import DraftView, Understood


def understand(*, text: str, language_hint: str) -> DraftView:
    """Knows Kenya, drying, a budget and a day, where the words have them."""
    found = []
    raw: dict[str, object] = {}
    if "Kilifi" in text:
        found.append(Understood("places", ("KE",), ("Kenya",), 0.95, "near Kilifi"))
        raw["places"] = ["KE"]
    if "mould" in text:
        found.append(Understood("sdgs", ("12.3",), ("12.3 Halve food waste",), 0.4, "grow mould"))
        raw["sdgs"] = ["12.3"]
    if "30,000 dollars" in text:
        found.append(Understood("budget_max", ("30000",), ("30,000 USD",), 0.6, "30,000 dollars"))
        raw |= {"budget_max": "30000", "currency": "USD"}
    return DraftView("en", 0.97, tuple(found), raw)


_READ = {"understand": understand}
urlpatterns = [
    path("need/new/", views.trouble, _READ),
    path("need/draft/<str:draft_id>/", views.draft, _READ),
    path("listing/<str:listing_id>/edit/", views.listing_edit, _READ),
    path("", include("banyan.project.urls")),
]
