from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banyan.base.clock import today
from banyan.base.errors import BanyanError
from banyan.domain.listings import selectors
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Kind, RejectReason, State, Verb, label, options, text
from banyan.domain.moderation.selectors import oversees, waiting_count
from banyan.domain.organisations.selectors import to_judge
from banyan.doors.web.mine.lines import lines
from banyan.doors.web.mine.reviewing import need_reviewer, reviews
from banyan.doors.web.posting.keeping import kept
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.duplicates.selectors import proposed_count
from banyan.practice.harvest.policy import may_harvest


@login_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """All one answers for, with the next thing to do for each."""
    listings = selectors.mine(request.user)
    counts = Counter(one.state for one in listings)
    wanted = request.GET.get("state", "")
    shown = [one for one in listings if wanted not in set(State) or one.state == wanted]
    judges = reviews(request.user)
    context = {
        "lines": lines(shown, today()),
        "states": [(state, label(state), counts[state]) for state in State if counts[state]],
        "wanted": wanted,
        "total": len(listings),
        "needs": any(one.kind is Kind.NEED for one in listings),
        "kept": kept(request.session),
        "reviews": len(selectors.in_review(request.user)) if judges else None,
        "reported": waiting_count(request.user) if oversees(request.user) else None,
        "same": proposed_count(request.user),
        "harvests": may_harvest(request.user),
        "judged": to_judge(request.user).count() if judges else None,
    }
    return render(request, "mine/mine.html", context)


@login_required
@require_safe
def review(request: PersonRequest) -> HttpResponse:
    """What waits to be read before others see it, longest waiting first."""
    need_reviewer(request.user)
    waiting = [
        {"listing": one, "words": text(one.values, "problem") or text(one.values, "problem_solved") or one.summary}
        for one in selectors.in_review(request.user)
    ]
    return render(request, "mine/review.html", {"waiting": waiting, "reasons": options(RejectReason)})


@login_required
@require_POST
def review_decide(request: PersonRequest, listing_id: str) -> HttpResponse:
    """Lets a listing out, or sends it back with a reason that tells its owner what would help."""
    need_reviewer(request.user)
    reason = request.POST.get("reason", "")
    approve = "approve" in request.POST
    try:
        listing_transition(
            public_id=listing_id,
            verb=Verb.PUBLISH if approve else Verb.REJECT,
            by=request.user,
            reason=RejectReason(reason) if not approve and reason in set(RejectReason) else None,
            note=request.POST.get("note", ""),
        )
    except BanyanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Published.") if approve else _("Sent back. Its owner sees your reason."))
    return redirect("review")
