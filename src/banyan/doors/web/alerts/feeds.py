"""Atom feeds under a secret address: what an alert found, as anybody may see it, without a word about whose it is."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banyan.base.limits.services import Limit, use
from banyan.domain.listings.types import label
from banyan.doors.web.posting.limits import who
from banyan.doors.web.shell.requests import PageRequest
from banyan.practice.matchmaking.selectors import feed_of
from banyan.practice.matchmaking.types import About, FeedView

_FETCHED = Limit("alert-feed", times=240, seconds=3600)
#: Control characters are left out of what people write; of what remains XML has no place for these two.
_NOT_IN_XML = {0xFFFE: None, 0xFFFF: None}
_FRESH = 900
"""Seconds for which a reader need not ask again."""


@require_safe
def feed(request: PageRequest, secret: str) -> HttpResponseBase:
    """The feed; 304 when it is as its reader knows it, 404 when its address was renewed or taken back."""
    use(_FETCHED, who=who(request))
    view = feed_of(secret)
    body = _written(view, reverse("alert_feed", args=[secret]))
    answer = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer["ETag"] = etag
    answer["Last-Modified"] = view.updated.strftime("%a, %d %b %Y %H:%M:%S GMT")
    answer["Cache-Control"] = f"private, max-age={_FRESH}"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    modified = int(view.updated.timestamp())
    return get_conditional_response(request, etag=etag, last_modified=modified, response=answer) or answer


def _written(view: FeedView, address: str) -> bytes:
    home = settings.BANYAN_URL
    made = Atom1Feed(
        title=_title(view),
        link=home + reverse("search"),
        description=_("New listings, as they come."),
        feed_url=home + address,
        feed_guid=f"{home}/alerts/{view.id}",
        language=get_language() or "en",
        author_name=settings.BANYAN_NODE_NAME,
    )
    for entry in view.entries:
        listing = entry.listing
        link = home + reverse("listing", args=[listing.id])
        made.add_item(
            title=listing.title,
            link=link,
            description=listing.summary,
            unique_id=link,
            pubdate=listing.published,
            updateddate=entry.found,
            categories=[str(label(listing.kind))],
        )
    return made.writeString("utf-8").translate(_NOT_IN_XML).encode()


def _title(view: FeedView) -> str:
    node = {"node": settings.BANYAN_NODE_NAME, "name": view.name}
    if not view.name:
        return _("%(node)s: new listings") % node
    if view.about is About.SEARCH:
        return _("%(node)s: new for “%(name)s”") % node
    return _("%(node)s: new answers to “%(name)s”") % node
