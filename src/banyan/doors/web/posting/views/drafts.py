from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from banyan.base.limits.services import use
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import BY_NAME
from banyan.domain.listings.services import listing_create
from banyan.doors.web.posting import limits
from banyan.doors.web.posting.forms import readable
from banyan.doors.web.posting.keeping import Held, SessionKeeper, errors_of, forget, keep_unreadable, made_with
from banyan.doors.web.posting.large import gives_back_large
from banyan.doors.web.posting.understanding import Understand
from banyan.doors.web.posting.views import pages, saving
from banyan.doors.web.shell.requests import PageRequest


@gives_back_large
@require_http_methods(["GET", "POST"])
def draft(request: PageRequest, draft_id: str, understand: Understand) -> HttpResponse:
    """A text begun without an account. Once its writer signs in, it becomes a draft listing and goes on there."""
    if made := made_with(request.session, draft_id):
        return redirect("listing_edit", made)
    keeper = SessionKeeper(request.session, draft_id)
    if request.method == "POST":
        use(limits.KEEP, who=limits.who(request))
        answer = saving.save(request, keeper, understand)
        if not isinstance(request.user, SignedIn) or "auto" in request.POST or answer.status_code >= 400:
            return answer
    held = keeper.held()
    if isinstance(request.user, SignedIn):
        return _adopt(request, request.user, held)
    if request.method == "POST":
        return answer
    return pages.held_page(request, held, guesses=pages.guesses_for(understand, held))


@require_POST
def draft_forget(request: PageRequest, draft_id: str) -> HttpResponse:
    """Throws an unfinished text away."""
    forget(request.session, draft_id)
    messages.success(request, _("Thrown away. Nothing of it was published."))
    return redirect("mine" if isinstance(request.user, SignedIn) else "trouble")


def _adopt(request: PageRequest, user: SignedIn, held: Held) -> HttpResponse:
    """Makes the text a draft listing of the person who has signed in now."""

    def make() -> str:
        raw = {name: readable(BY_NAME[name], given) for name, given in held.answers.items()}
        change = listing_create(by=user, kind=held.kind, raw=raw, keep_good=True)
        errors = errors_of(held.answers, change.errors)
        left = {name: held.answers[name] for name in errors if name in held.answers}
        keep_unreadable(request.session, change.id, left)
        return change.id

    made = limits.once(request.session, held.id, make)
    if not made.id:
        return redirect("mine")
    forget(request.session, held.id)
    messages.success(request, _("Your words are kept as a draft now. Only you can see it."))
    return redirect(pages.address_of(made.id, held.kind))
