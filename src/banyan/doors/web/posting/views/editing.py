from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banyan.base.limits.services import use
from banyan.domain.accounts.policy import SignedIn
from banyan.doors.web.posting import limits
from banyan.doors.web.posting.files import FILES
from banyan.doors.web.posting.forms import merge, seen_in
from banyan.doors.web.posting.keeping import Held, ListingKeeper, keep_unsaved, take_unsaved
from banyan.doors.web.posting.large import gives_back_large
from banyan.doors.web.posting.understanding import Understand
from banyan.doors.web.posting.views import pages, saving
from banyan.doors.web.shell.requests import PageRequest


@gives_back_large
@require_http_methods(["GET", "POST"])
def listing_edit(request: PageRequest, listing_id: str, understand: Understand) -> HttpResponse:
    """Any listing of one's own, in the form it was written in. What is sent after a sign-out waits for the sign-in."""
    if not isinstance(request.user, SignedIn):
        return _signed_out(request, listing_id)
    keeper = ListingKeeper(request.session, listing_id, request.user)
    if request.method == "POST":
        return saving.save(request, keeper, understand)
    held = keeper.held()
    waiting = take_unsaved(request.session, listing_id)
    if waiting:
        return _found_again(request, held, QueryDict(waiting), understand)
    return pages.held_page(request, held, guesses=pages.guesses_for(understand, held))


def _signed_out(request: PageRequest, listing_id: str) -> HttpResponse:
    if "auto" in request.POST:
        sentence = _("Not saved: you are signed out. Press “Save” to sign in; what you typed waits for you.")
        return pages.unsaved_part(request, sentence, status=403)
    if request.method == "POST":
        use(limits.KEEP, who=limits.who(request))
        keep_unsaved(request.session, listing_id, request.POST.urlencode())
        if any(request.FILES.getlist(FILES)):
            messages.warning(request, _("Your words wait for you. Choose the files again once you have signed in."))
    return redirect_to_login(request.path)


def _found_again(request: PageRequest, held: Held, post: QueryDict, understand: Understand) -> HttpResponse:
    """The form with what was typed before signing in again; others' changes since then are not undone by it."""
    typed = pages.posted(request, held.kind, post)
    mine = merge(held.kind, seen=seen_in(post.get("seen", "")), stored=held.values, mine=typed).mine
    messages.warning(request, _("You typed this before you had to sign in again. It is not saved yet: press “Save”."))
    return pages.held_page(request, held, guesses=pages.guesses_for(understand, held), answers=mine)
