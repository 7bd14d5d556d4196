from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from banyan.base.limits.services import Limit, use
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import DeclineReason, Kind, ListingView, State, Text, label, options
from banyan.doors.web.answers import aside
from banyan.doors.web.answers.forms import Said, said_in
from banyan.doors.web.answers.gathering import FIRST, MORE, Gathered, gather
from banyan.doors.web.answers.shown import opened, sealed
from banyan.doors.web.listing.told import told
from banyan.doors.web.posting import limits
from banyan.doors.web.posting.keeping import SessionKeeper, made_with
from banyan.doors.web.shell.requests import PageRequest
from banyan.practice.brokerage.selectors import own_among
from banyan.practice.brokerage.services import listings_seen
from banyan.practice.matchmaking.selectors import judged_by
from banyan.practice.matchmaking.services import judgement_set, judgement_undo
from banyan.practice.matchmaking.types import Verdict

_JUDGED = Limit("answers-judged", times=600, seconds=3600)
_AWAY = frozenset({Verdict.DECLINED, Verdict.GIVEN_UP})
_NO_REASON = gettext_lazy("Choose a reason from the list. Nothing was put aside.")
_DONE = {
    None: gettext_lazy("It stands among the answers again."),
    Verdict.ACCEPTED: gettext_lazy("Noted. It is marked for you, and the order learns from it."),
    Verdict.DECLINED: gettext_lazy("Put aside, and the reason is kept. You find it at the end of the page."),
    Verdict.IN_USE: gettext_lazy("Good to hear. That counts more than anything else."),
    Verdict.GIVEN_UP: gettext_lazy("Noted. You find it at the end of the page."),
}


@require_safe
def answers(request: PageRequest, public_id: str) -> HttpResponse:
    """The answers to a need, or the needs that an offer, service, fund, facility or training may serve."""
    subject = listing_get(public_id, for_user=request.user)
    listings_seen([subject], by=request.user)
    return _page(request, subject, reverse("listing", args=[public_id]))


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
    stored = subject.version > 0
    said = {one.listing: one for one in judged_by(request.user, subject.id)} if stored else {}
    away = {one.listing: one.reason for one in said.values() if one.verdict in _AWAY}
    away |= aside.put_aside(request.session, subject.id)
    top = MORE if request.GET.get("all") else FIRST
    page = gather(subject, asker=request.user, aside=away, top=top)
    context = {
        "home": home,
        "stored": stored,
        "page": page,
        "subject": subject,
        "title": told(subject, "title"),
        "is_need": subject.kind is Kind.NEED,
        "put_aside": [(card, _why(away[card.listing.id])) for card in page.aside],
        "said": {listing: one.verdict.value for listing, one in said.items()},
        "remembered": isinstance(request.user, SignedIn),
        "may_accept": stored and subject.inside,
        "judge": reverse("answers_judge" if stored else "draft_answers_judge", args=[subject.id]),
        "shown": sealed(page) if subject.inside and stored else "",
        "own": own_among(request.user, _asked_about(page)),
        "published": subject.state is State.PUBLISHED,
        "reasons": options(DeclineReason),
        "meaning_comes": settings.BANYAN_ENCODER != "none",
    }
    return render(request, "answers/answers.html", context)


def _asked_about(page: Gathered) -> list[str]:
    """The listings of the page about which its reader may be invited to ask."""
    shown = [one.card.listing.id for one in (*page.answers, *page.but_for)]
    question = page.question.listing if page.question else None
    return [*shown, *([question.id] if question else [])]


def _why(reason: str) -> Text:
    return label(DeclineReason(reason)) if reason else _("it did not work out")


@require_POST
def judge(request: PageRequest, public_id: str) -> HttpResponse:
    """Keeps what somebody says of an answer, or takes it back; for a visitor without an account, for this visit."""
    listing_get(public_id, for_user=request.user)
    said = said_in(request.POST)
    page = reverse("answers", args=[public_id])
    if not isinstance(request.user, SignedIn):
        return _for_this_visit(request, public_id, said, page)
    if said is None:
        messages.error(request, _NO_REASON)
        return redirect(page)
    use(_JUDGED, who=request.user.public_id)
    if said.verdict is None:
        aside.take_back(request.session, public_id, said.listing)
        judgement_undo(subject=public_id, listing=said.listing, by=request.user)
    else:
        judgement_set(
            subject=public_id,
            listing=said.listing,
            verdict=said.verdict,
            reason=said.reason,
            shown=opened(request.POST.get("shown", "")),
            by=request.user,
        )
    messages.success(request, str(_DONE[said.verdict]))
    return redirect(page)


@require_POST
def draft_judge(request: PageRequest, draft_id: str) -> HttpResponse:
    """The same for words told without an account."""
    SessionKeeper(request.session, draft_id).held()
    return _for_this_visit(request, draft_id, said_in(request.POST), reverse("draft_answers", args=[draft_id]))


def _for_this_visit(request: PageRequest, subject: str, said: Said | None, page: str) -> HttpResponse:
    """Puts aside, or shows again, in the session alone; nothing else is taken from somebody we do not know."""
    if said is None or said.verdict not in (None, Verdict.DECLINED):
        messages.error(request, _NO_REASON)
    elif said.verdict is None:
        aside.take_back(request.session, subject, said.listing)
        messages.success(request, str(_DONE[None]))
    else:
        aside.put(request.session, subject, said.listing, said.reason or DeclineReason.OTHER)
        messages.success(request, _("Put aside for this visit. You find it at the end of the page."))
    return redirect(page)
