from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banyan.base.errors import Invalid, NotFound
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import ListingView, Text
from banyan.doors.web.alerts.forms import FREQUENCIES, AlertForm, frequency_in
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.matchmaking import services
from banyan.practice.matchmaking.selectors import (
    alert_get,
    alert_on_listing,
    alert_on_search,
    alerts_of,
    search_asked,
    search_described,
)
from banyan.practice.matchmaking.types import FACETS, AlertView, Frequency, SearchRequest

_DONE: Mapping[str, Text] = {
    "frequency": gettext_lazy("Saved. It holds from the next letter on."),
    "pause": gettext_lazy("Paused. Nothing is looked for until you go on; what comes meanwhile is not made up for."),
    "resume": gettext_lazy("It is looked for again from now on."),
    "feed": gettext_lazy("The feed has a new address. An earlier one is dead."),
    "feed_close": gettext_lazy("The feed is gone."),
    "delete": gettext_lazy("Deleted. What it found stays among your notices."),
}


@login_required
@require_safe
def alerts(request: PersonRequest) -> HttpResponse:
    """What one keeps an eye on: searches, listings, and one's own listings, which stand by themselves."""
    lines = [
        {
            "alert": one,
            "url": _address(one),
            "chosen": one.chosen if one.request and one.name != search_described(one.request) else (),
            "feed_url": settings.BANYAN_URL + reverse("alert_feed", args=[one.feed]) if one.feed else "",
        }
        for one in alerts_of(request.user)
    ]
    return render(request, "alerts/list.html", {"lines": lines, "frequencies": FREQUENCIES})


@login_required
@require_http_methods(["GET", "POST"])
def alert_new(request: PersonRequest) -> HttpResponse:
    """Saves the search, or the listing, that the address names; whoever saved it before changes it here."""
    public_id = request.GET.get("listing", "")[:40]
    listing = listing_get(public_id, for_user=request.user) if public_id else None
    asked = search_asked(request.GET)
    known = alert_on_listing(request.user, listing.id) if listing else alert_on_search(request.user, asked)
    before = next((one for one in alerts_of(request.user) if one.id == known), None)
    error: Invalid | None = None
    if request.method == "POST":
        try:
            _save(request, listing, asked)
        except Invalid as refused:
            error = refused
        else:
            messages.success(request, _("Saved. You hear of what is new from now on."))
            return redirect("alerts")
    return _form(request, listing, asked, before, error)


def _form(
    request: PersonRequest,
    listing: ListingView | None,
    asked: SearchRequest,
    before: AlertView | None,
    error: Invalid | None,
) -> HttpResponse:
    form = AlertForm(
        request.POST if error else None,
        named=listing is None,
        frequency=before.frequency if before else Frequency.DAILY,
        name=before.name if before and before.name != search_described(asked) else "",
    )
    if error is not None:
        form.errors.clear()
        for said in error.fields.values():
            form.add_error(None, [str(one) for one in said])
    context = {
        "form": form,
        "listing": listing,
        "described": "" if listing else search_described(asked),
        "everything": listing is None and not asked.text and not any(getattr(asked, name) for name in FACETS),
        "before": before,
    }
    return render(request, "alerts/new.html", context, status=422 if error else 200)


def _save(request: PersonRequest, listing: ListingView | None, asked: SearchRequest) -> None:
    frequency = frequency_in(request.POST) or Frequency.DAILY
    if listing is not None:
        services.alert_save_listing(listing=listing.id, by=request.user, frequency=frequency)
    else:
        name = request.POST.get("name", "")
        services.alert_save_search(request=asked, by=request.user, frequency=frequency, name=name)


@login_required
@require_POST
def alert_do(request: PersonRequest, public_id: str) -> HttpResponse:
    """Changes one alert; ``do`` says what."""
    verb = request.POST.get("do", "")
    work = _service(request, verb)
    if work is None:
        raise NotFound(verb=verb)
    alert_get(public_id, for_user=request.user)
    work(public_id=public_id, by=request.user)
    messages.success(request, str(_DONE[verb]))
    return redirect(reverse("alerts") + ("" if verb == "delete" else f"#{public_id}"))


def _service(request: PersonRequest, verb: str) -> Callable[..., None] | None:
    frequency = frequency_in(request.POST)
    if verb == "frequency" and frequency is None:
        return None
    known: dict[str, Callable[..., None]] = {
        "frequency": partial(services.alert_update, frequency=frequency),
        "pause": partial(services.alert_update, active=False),
        "resume": partial(services.alert_update, active=True),
        "feed": services.alert_feed_renew,
        "feed_close": services.alert_feed_close,
        "delete": services.alert_delete,
    }
    return known.get(verb)


def _address(one: AlertView) -> str:
    """Where what it watches is looked at: the search, or the answers."""
    if one.listing is not None:
        return reverse("answers", args=[one.listing.id])
    asked = one.request or SearchRequest()
    said = [("q", asked.text), *((name, code) for name in FACETS for code in getattr(asked, name))]
    return f"{reverse('search')}?{urlencode([(name, value) for name, value in said if value])}"
