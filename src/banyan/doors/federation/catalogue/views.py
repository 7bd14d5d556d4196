"""The catalogue and our schemes of terms, in Turtle or JSON-LD as the reader prefers."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from banyan.base.limits.services import Limit, use
from banyan.domain.listings.selectors import latest_change, settled
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.formats import to_jsonld, to_turtle
from banyan.doors.federation.asking import address, who
from banyan.doors.federation.catalogue.graph import catalogue as whole
from banyan.doors.federation.dump.keeping import dumps

_ASKED = Limit("catalogue", times=600, seconds=3600)
_TYPES = {"ttl": "text/turtle; charset=utf-8", "jsonld": "application/ld+json"}
_CODE = re.compile(r"[A-Za-z0-9:.\-]{1,20}\Z")


@require_safe
def catalogue(request: HttpRequest, form: str = "") -> HttpResponse:
    """The node's catalogue."""
    use(_ASKED, who=who(request))
    chosen = form or _preferred(request)
    graph = whole(changed=latest_change() or settled(), dump=next(iter(dumps()), None))
    return _answer(graph.serialize(format="turtle" if chosen == "ttl" else "json-ld"), chosen, varies=not form)


@require_safe
def terms(request: HttpRequest, scheme: str, form: str = "") -> HttpResponse:
    """One of our schemes as SKOS."""
    use(_ASKED, who=who(request))
    chosen = form or _preferred(request)
    base = address("terms_linked", "sdg").removesuffix("sdg")
    try:
        content = (to_turtle if chosen == "ttl" else to_jsonld)(scheme, base)
    except UnknownCode as error:
        raise Http404 from error
    return _answer(content, chosen, varies=not form)


@require_safe
def term(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """A single term is described in its scheme."""
    if not _CODE.match(code):
        raise Http404
    answer = HttpResponseRedirect(reverse("terms_linked", args=[scheme]))
    answer.status_code = 303
    return answer


def _preferred(request: HttpRequest) -> str:
    return (
        "jsonld"
        if request.get_preferred_type(["text/turtle", "application/ld+json"]) == "application/ld+json"
        else "ttl"
    )


def _answer(content: str, form: str, *, varies: bool) -> HttpResponse:
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"}
    answer = HttpResponse(content, content_type=_TYPES[form], headers=headers)
    if varies:
        patch_vary_headers(answer, ["Accept"])
    return answer
