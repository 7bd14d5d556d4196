from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from banyan.base.errors import Invalid
from banyan.doors.web.search import showing
from banyan.doors.web.search.forms import SearchForm
from banyan.doors.web.shell.requests import PageRequest
from banyan.practice.matchmaking.selectors import search as search_listings
from banyan.practice.matchmaking.selectors import search_asked
from banyan.practice.matchmaking.types import SearchRequest, SearchView


@require_safe
def search(request: PageRequest) -> HttpResponse:
    """Finds listings by words and by facets. With scripts only the part that changes is sent."""
    asked = search_asked(request.GET)
    view = _found(request, asked)
    chips = showing.chips(view, request.GET)
    context = {
        "form": SearchForm(initial={"q": asked.text, "sort": asked.sort}),
        "view": view,
        "chips": chips,
        "boxes": showing.boxes(view.facets),
        "clear": showing.with_words(request.GET.__class__(mutable=True), asked.text),
        "did_you_mean": showing.with_words(request.GET, view.did_you_mean) if view.did_you_mean else "",
        "query": showing.page_at(request.GET, ""),
        "save_url": showing.to_save(request.GET),
        "next_url": showing.page_at(request.GET, view.next) if view.next else "",
        "first_url": showing.page_at(request.GET, "") if asked.cursor else "",
    }
    part = bool(request.htmx) and not request.htmx.history_restore_request
    answer = render(request, "search/found.html" if part else "search/search.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _found(request: PageRequest, asked: SearchRequest) -> SearchView:
    """The results; a broken page link leads to the first page."""
    try:
        return search_listings(asked, request.user)
    except Invalid:
        return search_listings(replace(asked, cursor=""), request.user)
