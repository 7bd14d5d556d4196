"""A search as a feed, a table, a workbook or lines of JSON; the address takes what the search page takes."""

from __future__ import annotations

import hashlib
from itertools import islice

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banyan.base.clock import now
from banyan.base.limits.services import Limit, use
from banyan.domain.listings.formats import write_csv, write_jsonl, write_xlsx
from banyan.domain.listings.types import ListingView, label
from banyan.doors.federation.asking import address, for_xml, who
from banyan.doors.federation.reading import asked, found, newest

_FED = Limit("listings-feed", times=600, seconds=3600)
_EXPORTED = Limit("listings-export", times=60, seconds=3600)
_ENTRIES = 50
#: A workbook is built in memory; whoever wants more takes the table.
_MOST_ROWS = 5000
_FRESH = {"Cache-Control": "public, max-age=300", "Vary": "Accept-Language, Cookie"}


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The newest of a search as an Atom feed; 304 for a reader that knows it already."""
    use(_FED, who=who(request))
    query = request.GET.copy()
    body = _feed(newest(asked(query), _ENTRIES), query.urlencode())
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer = HttpResponse(body, content_type="application/atom+xml; charset=utf-8", headers={**_FRESH, "ETag": etag})
    return get_conditional_response(request, etag=etag, response=answer) or answer


@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """A table."""
    use(_EXPORTED, who=who(request))
    return _download(StreamingHttpResponse(write_csv(found(asked(request.GET))), content_type="text/csv"), "csv")


@require_safe
def as_jsonl(request: HttpRequest) -> HttpResponseBase:
    """One record a line."""
    use(_EXPORTED, who=who(request))
    lines = write_jsonl(found(asked(request.GET)))
    return _download(StreamingHttpResponse(lines, content_type="application/jsonl"), "jsonl")


@require_safe
def as_xlsx(request: HttpRequest) -> HttpResponseBase:
    """A workbook of at most 5,000 rows."""
    use(_EXPORTED, who=who(request))
    content = write_xlsx(islice(found(asked(request.GET)), _MOST_ROWS))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(HttpResponse(content, content_type=kind), "xlsx")


def _download(answer: HttpResponseBase, ending: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="listings-{now():%Y-%m-%d}.{ending}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _feed(views: list[ListingView], query: str) -> bytes:
    home = settings.BANYAN_URL
    itself = address("listings_feed") + (f"?{query}" if query else "")
    made = Atom1Feed(
        title=for_xml(_("%(node)s: new listings") % {"node": settings.BANYAN_NODE_NAME}),
        link=address("search") + (f"?{query}" if query else ""),
        description=_("New listings, as they come."),
        feed_url=itself,
        feed_guid=itself,
        language=get_language() or "en",
        author_name=for_xml(settings.BANYAN_NODE_NAME),
    )
    for view in views:
        link = home + reverse("listing", args=[view.id])
        made.add_item(
            title=for_xml(view.title),
            link=link,
            description=for_xml(view.summary or view.title),
            unique_id=link,
            pubdate=view.published,
            updateddate=view.changed,
            author_name=for_xml(view.organisation_name or settings.BANYAN_NODE_NAME),
            categories=[for_xml(str(label(view.kind)))],
        )
    return made.writeString("utf-8").encode()
