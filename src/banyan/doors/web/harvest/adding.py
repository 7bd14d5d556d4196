from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from banyan.base.errors import Invalid
from banyan.base.outbound import OutboundError
from banyan.doors.web.harvest.forms import SourceForm
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.harvest.errors import BadSource
from banyan.practice.harvest.selectors import source_get, sources
from banyan.practice.harvest.services import source_add, source_change, source_preview
from banyan.practice.harvest.types import SourceDraft, SourceView


@login_required
def new(request: PersonRequest) -> HttpResponse:
    """A source: described, tried on ten records, then kept."""
    sources(request.user)  # for those who look after sources alone

    def keep(draft: SourceDraft) -> str:
        return source_add(draft=draft, by=request.user)

    return _page(request, None, keep)


@login_required
def edit(request: PersonRequest, public_id: str) -> HttpResponse:
    """The same for one that is there."""
    source = source_get(public_id, for_user=request.user)

    def keep(draft: SourceDraft) -> str:
        source_change(public_id=public_id, draft=draft, by=request.user)
        return public_id

    return _page(request, source, keep)


def _page(request: PersonRequest, source: SourceView | None, keep: Callable[[SourceDraft], str]) -> HttpResponse:
    form = SourceForm(request.POST if request.method == "POST" else None, source=source)
    context: dict[str, object] = {"form": form, "source": source}
    if request.method == "POST" and form.is_valid():
        try:
            if "keep" in request.POST:
                kept = keep(form.draft())
                messages.success(request, _("Kept. Switch it on when you are content with it."))
                return redirect("source", kept)
            context["trials"] = source_preview(draft=form.draft(), by=request.user)
            context["tried"] = True
        except Invalid as error:
            for name, sentences in error.fields.items():
                for one in sentences:
                    form.add_error(name if name in form.fields else None, str(one))
        except (OutboundError, BadSource) as error:
            form.add_error("address", str(error.sentence))
    return render(request, "harvest/new.html", context, status=200)
