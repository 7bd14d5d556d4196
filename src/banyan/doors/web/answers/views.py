from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banyan.base.limits.services import use
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import DeclineReason, Kind, ListingView, State, label, options
from banyan.doors.web.answers import aside
from banyan.doors.web.answers.forms import AsideForm
from banyan.doors.web.answers.gathering import FIRST, MORE, gather
from banyan.doors.web.listing.told import told
from banyan.doors.web.posting import limits
from banyan.doors.web.posting.keeping import SessionKeeper, made_with
from banyan.doors.web.shell.requests import PageRequest


@require_safe
def answers(request: PageRequest, public_id: str) -> HttpResponse:
    """The answers to a need, or the needs that an offer, service, fund, facility or training may serve."""
    return _page(request, listing_get(public_id, for_user=request.user), reverse("listing", args=[public_id]))


@require_safe
def draft_answers(request: PageRequest, draft_id: str) -> HttpResponse:
    """The answers to words that somebody told without an account; kept in their session, seen by nobody else."""
    use(limits.UNDERSTAND, who=limits.who(request))
    home = reverse("need_draft", args=[draft_id])
    if isinstance(request.user, SignedIn) or made_with(request.session, draft_id):
        return redirect(home)  # there it becomes a listing
    return _page(request, SessionKeeper(request.session, draft_id).held().as_view(), home)


def _page(request: PageRequest, subject: ListingView, home: str) -> HttpResponse:
    """``home`` is where the subject itself is read or written."""
    reasons = aside.put_aside(request.session, subject.id)
    top = MORE if request.GET.get("all") else FIRST
    page = gather(subject, asker=request.user, aside=reasons, top=top)
    context = {
        "home": home,
        "stored": subject.version > 0,
        "page": page,
        "subject": subject,
        "title": told(subject, "title"),
        "is_need": subject.kind is Kind.NEED,
        "put_aside": [(card, label(DeclineReason(reasons[card.listing.id]))) for card in page.aside],
        "published": subject.state is State.PUBLISHED,
        "reasons": options(DeclineReason),
        "meaning_comes": settings.BANYAN_ENCODER != "none",
    }
    return render(request, "answers/answers.html", context)


@require_POST
def put_aside(request: PageRequest, public_id: str) -> HttpResponse:
    """Hides one answer for this visit, or shows it again."""
    listing_get(public_id, for_user=request.user)
    form = AsideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a reason from the list. Nothing was put aside."))
    elif form.cleaned_data["undo"]:
        aside.take_back(request.session, public_id, form.cleaned_data["listing"])
        messages.success(request, _("It stands among the answers again."))
    else:
        reason = form.cleaned_data["reason"] or DeclineReason.OTHER
        aside.put(request.session, public_id, form.cleaned_data["listing"], reason)
        messages.success(request, _("Put aside for this visit. You find it at the end of the page."))
    return redirect("answers", public_id)
