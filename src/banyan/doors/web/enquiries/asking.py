"""The page with the three questions. What is typed is kept: as a draft, or until they are signed in again."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banyan.base.clock import now
from banyan.base.errors import Invalid, NotAllowed
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import listing_get, owner_side
from banyan.domain.listings.types import ListingView
from banyan.domain.organisations.selectors import organisations_of
from banyan.doors.web.enquiries import waiting
from banyan.doors.web.enquiries.forms import AskForm, draft_from, draft_in
from banyan.doors.web.shell.requests import PageRequest
from banyan.practice.brokerage.errors import AskedTooOften
from banyan.practice.brokerage.selectors import draft_of, own_choices, promise_about, standing_enquiry
from banyan.practice.brokerage.services import draft_save, enquiry_send
from banyan.practice.brokerage.types import Draft


@require_http_methods(["GET", "POST"])
def ask(request: PageRequest, public_id: str) -> HttpResponse:
    """Three questions about a listing; sent once, and a draft until then."""
    person = request.user
    if not isinstance(person, SignedIn):
        return _sign_in(request, public_id)
    if standing := standing_enquiry(person, public_id):  # also while the listing is paused, or gone
        if "auto" in request.POST:
            return HttpResponse(_("You have sent this already."))
        if request.method == "GET":
            messages.info(request, _("You have asked about this already. Here is your enquiry."))
        return redirect("enquiry", standing)
    listing = listing_get(public_id, for_user=person)
    if owner_side(public_id, asker=person):
        raise NotAllowed(_("This is your own listing: you would be asking yourself."))
    if request.method == "POST":
        return _take(request, listing, person)
    return _page(request, listing, person, _begun(request, listing, person))


def _take(request: PageRequest, listing: ListingView, person: SignedIn) -> HttpResponse:
    draft = draft_in(request.POST)
    if "auto" in request.POST:
        saved = draft_save(listing=listing.id, draft=draft, by=person, begun=_opened(request.POST))
        return HttpResponse(_("All you typed is saved.") if saved else _("You have sent this already."))
    if "send" not in request.POST:
        draft_save(listing=listing.id, draft=draft, by=person)
        messages.success(request, _("Saved. Nobody has seen it yet."))
        return redirect("ask", listing.id)
    draft_save(listing=listing.id, draft=draft, by=person, begun=_opened(request.POST))
    try:
        sent = enquiry_send(listing=listing.id, draft=draft, by=person)
    except (Invalid, AskedTooOften) as error:
        return _page(request, listing, person, draft, error)
    if sent.made:
        messages.success(request, _("Sent. You hear from us when they answer."))
    return redirect("enquiry", sent.id)


def _opened(post: QueryDict) -> datetime | None:
    """When the page was opened on which this was typed."""
    try:
        moment = datetime.fromisoformat(post.get("opened", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _page(
    request: PageRequest,
    listing: ListingView,
    person: SignedIn,
    draft: Draft,
    error: Invalid | AskedTooOften | None = None,
) -> HttpResponse:
    form = AskForm(
        request.POST if error else None,
        listing=listing,
        own=own_choices(person, listing),
        organisations=list(organisations_of(person).values_list("slug", "name")),
        initial=draft,
    )
    if error is not None:
        form.errors.clear()
        said = error.fields if isinstance(error, Invalid) else {"": [error.sentence]}
        for field, sentences in said.items():
            form.add_error(field if field in form.fields else None, [str(one) for one in sentences])
    context = {
        "form": form,
        "listing": listing,
        "promise": promise_about(person, listing.id),
        "opened": now().isoformat(),
        "typist": waiting.typist(person),
    }
    return render(request, "enquiries/ask.html", context, status=error.status if error else 200)


def _begun(request: PageRequest, listing: ListingView, person: SignedIn) -> Draft:
    """Where somebody left off; else the listing they come from, or the only one they have."""
    typed = waiting.take(request.session, request.path, person)
    if typed is not None:
        draft = draft_from(typed)
        draft_save(listing=listing.id, draft=draft, by=person)
        messages.info(request, _("You had been signed out. Your words are kept: look at them and send them again."))
        return draft
    kept = draft_of(person, listing.id)
    if kept is not None:
        return kept
    choices = [one.id for one in own_choices(person, listing)]
    wanted = request.GET.get("for", "")
    own = wanted if wanted in choices else choices[0] if len(choices) == 1 else ""
    first = organisations_of(person).first()
    return Draft(own=own, organisation=first.slug if first else "")


def _sign_in(request: PageRequest, public_id: str) -> HttpResponse:
    """Whom we do not know signs in first; what they typed (they were signed out meanwhile) waits for them."""
    if request.method == "POST":
        waiting.keep(request.session, request.path, request.POST)
        if "auto" in request.POST:
            return HttpResponse(_("You are signed out. Press “Save for later” to sign in; your words are kept."))
    else:
        listing_get(public_id, for_user=request.user)
    wanted = request.GET.get("for", "")
    back = reverse("ask", args=[public_id]) + (f"?{urlencode({'for': wanted})}" if wanted else "")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
