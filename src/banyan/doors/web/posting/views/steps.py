from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from banyan.base.errors import Invalid, NotAllowed
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import listing_confirm, listing_transition, listing_withdraw
from banyan.domain.listings.types import Verb, label
from banyan.doors.web.shell.requests import PersonRequest

#: What an owner does from a list. Publishing has a page of its own.
_VERBS = frozenset({Verb.PAUSE, Verb.RESUME, Verb.CONFIRM, Verb.REVIVE, Verb.ARCHIVE, Verb.WITHDRAW, Verb.REWORK})
#: Steps after which something is lost, or that cannot be taken back, are asked about first.
_ASKED = {
    Verb.WITHDRAW: gettext_lazy(
        "It disappears from this node and from those that copied it. This cannot be undone. If you only want a rest, "
        "pause it instead: enquiries and answers stay."
    ),
    Verb.ARCHIVE: gettext_lazy("Others do not find it then. You can take it out again and go on with it."),
}
_DONE = {
    Verb.PAUSE: gettext_lazy("Paused: others do not find it now. You can show it again at any time."),
    Verb.RESUME: gettext_lazy("Others can find it again."),
    Verb.CONFIRM: gettext_lazy("Thank you. It is confirmed from today for another year."),
    Verb.REVIVE: gettext_lazy("Published again. Others can find it now."),
    Verb.ARCHIVE: gettext_lazy("Put away. “Work on it again” takes it out."),
    Verb.WITHDRAW: gettext_lazy("Withdrawn. Only a mark stays, so that copies elsewhere are removed too."),
    Verb.REWORK: gettext_lazy("It is a draft again. Others do not find it."),
}


@login_required
@require_http_methods(["GET", "POST"])
def listing_do(request: PersonRequest, listing_id: str, verb: str) -> HttpResponse:
    """One step in the life of a listing; a step that loses something is asked about first."""
    if verb not in {str(one) for one in _VERBS}:
        raise Http404
    step = Verb(verb)
    listing = listing_get(listing_id, for_user=request.user)
    if not listing.inside:
        raise NotAllowed
    if request.method == "GET" or (step in _ASKED and "sure" not in request.POST):
        context = {"listing": listing, "verb": step, "label": label(step), "what": _ASKED.get(step, "")}
        return render(request, "posting/sure.html", context)
    try:
        if step is Verb.CONFIRM:
            listing_confirm(public_id=listing_id, by=request.user)
        elif step is Verb.WITHDRAW:
            listing_withdraw(public_id=listing_id, by=request.user)
        else:
            listing_transition(public_id=listing_id, verb=step, by=request.user)
    except Invalid as error:
        messages.error(request, _("%(said)s Open it to add them.") % {"said": error.sentence})
        return redirect("listing_edit", listing_id)
    messages.success(request, str(_DONE[step]))
    return redirect("listing_edit" if step is Verb.REWORK else "mine", *([listing_id] if step is Verb.REWORK else []))
