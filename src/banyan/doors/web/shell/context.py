"""What every page's frame needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from banyan.domain.listings.selectors import sample_present
from banyan.practice.brokerage.selectors import waiting_count
from banyan.practice.brokerage.selectors.desk import at_desk
from banyan.practice.matchmaking.selectors import unread_count


def frame(request: HttpRequest) -> dict[str, Any]:
    """Name of the node, languages, navigation, and whether sample data is loaded."""
    entries = (
        ("search", _("Search")),
        ("trouble", _("Tell us the trouble")),
        ("offer", _("Describe your solution")),
        ("help", _("I help others")),
    )
    return {
        "node_name": settings.BANYAN_NODE_NAME,
        "languages": settings.LANGUAGES,
        "enquiries_waiting": SimpleLazyObject(lambda: waiting_count(request.user)),
        "notices_unread": SimpleLazyObject(lambda: unread_count(request.user)),
        "at_desk": SimpleLazyObject(lambda: at_desk(request.user)),
        "sample_present": SimpleLazyObject(sample_present),
        "main_nav": [
            {"url": (url := reverse(name)), "label": label, "current": request.path.startswith(url)}
            for name, label in entries
        ],
    }
