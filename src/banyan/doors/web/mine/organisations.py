"""The page on which those who moderate a chapter check who stands behind its organisations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banyan.base.errors import Invalid, NotAllowed, Stale
from banyan.domain.listings.selectors import of_organisation
from banyan.domain.organisations import policy
from banyan.domain.organisations.selectors import (
    organisation_by_slug,
    organisation_view,
    speaking_for,
    to_judge,
)
from banyan.domain.organisations.services import (
    organisation_reconsider,
    organisation_refuse,
    organisation_verify,
)
from banyan.domain.organisations.types import OrganisationView, Speaker
from banyan.doors.web.mine.reviewing import need_reviewer
from banyan.doors.web.shell.requests import PersonRequest

_PAGE, _DECIDED = 20, 10


@dataclass(frozen=True, slots=True)
class Case:
    """One organisation with what speaks for it."""

    organisation: OrganisationView
    chapter: str
    speakers: tuple[Speaker, ...]
    listings: int


@login_required
@require_safe
def organisations_review(request: PersonRequest) -> HttpResponse:
    """Organisations that wait to be checked, with the evidence; below, the last decisions, which can be taken back."""
    need_reviewer(request.user)
    page = Paginator(to_judge(request.user), _PAGE).get_page(request.GET.get("page"))
    cases = [
        Case(
            organisation_view(row),
            row.chapter.name if row.chapter else "",
            speaking_for(row),
            len(of_organisation(row, for_user=request.user)),
        )
        for row in page
    ]
    decided = to_judge(request.user, decided=True)[:_DECIDED]
    return render(request, "mine/organisations.html", {"cases": cases, "page": page, "decided": decided})


@login_required
@require_POST
def organisation_judge(request: PersonRequest, slug: str) -> HttpResponse:
    """Verifies, refuses with a reason, or takes a decision back; what an old page says is not taken."""
    row = organisation_by_slug(slug)
    if not policy.may_verify(request.user, row):
        raise NotAllowed(_("Only those who look after its chapter, and do not belong to it, check an organisation."))
    try:
        messages.success(request, _judge(request, slug))
    except Invalid as error:
        messages.error(request, str(error.fields["reason"][0]))
    except Stale:
        messages.error(request, _("This organisation changed after you opened the page. Look at it again."))
    return redirect("organisations_review")


def _judge(request: PersonRequest, slug: str) -> str:
    """Does what the pressed button says; returns the sentence about it."""
    row, seen = organisation_by_slug(slug), request.POST.get("version", "")
    version = int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else 0
    me = request.user
    if "verify" in request.POST:
        organisation_verify(organisation=row, by=me, expected_version=version)
        return _("Checked. Its people get a letter, and its pages say so.")
    if "undo" in request.POST:
        organisation_reconsider(organisation=row, by=me, expected_version=version)
        return _("Taken back. It waits to be checked again.")
    reason = request.POST.get("reason", "")
    organisation_refuse(organisation=row, reason=reason, by=me, expected_version=version)
    return _("Not checked. Its people get your reason and can mend what is missing.")
