from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from banyan.doors.web.posting.keeping import ListingKeeper
from banyan.doors.web.posting.large import gives_back_large
from banyan.doors.web.posting.understanding import Understand
from banyan.doors.web.posting.views import pages, saving
from banyan.doors.web.shell.requests import PersonRequest


@gives_back_large
@login_required
@require_http_methods(["GET", "POST"])
def listing_edit(request: PersonRequest, listing_id: str, understand: Understand) -> HttpResponse:
    """Any listing of one's own, in the form it was written in."""
    keeper = ListingKeeper(request.session, listing_id, request.user)
    if request.method == "POST":
        return saving.save(request, keeper, understand)
    held = keeper.held()
    return pages.held_page(request, held, guesses=pages.guesses_for(understand, held))
