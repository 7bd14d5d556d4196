from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banyan.base.errors import Conflict, Invalid, NotFound
from banyan.base.files import MOST_BYTES
from banyan.doors.web.cases.reading import Refused, by_person, refused, waited
from banyan.doors.web.enquiries.messages import as_download
from banyan.doors.web.enquiries.talking import upload_of
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.selectors.documents import case_document, case_documents
from banyan.practice.brokerage.services.cases import case_document_add, case_document_withdraw


@login_required
@require_safe
def page(request: PersonRequest, public_id: str) -> HttpResponse:
    """The documents of a case with all their versions."""
    return _page(request, public_id, waited(request))


@by_person("document", "case_documents")
def add(request: PersonRequest, public_id: str) -> HttpResponse:
    """One more document, or a newer version."""
    sent = request.FILES.get("file")
    try:
        case_document_add(
            public_id=public_id,
            name=request.POST.get("name", ""),
            file=upload_of(sent) if sent is not None else None,
            by=request.user,
        )
    except (Invalid, Conflict) as error:
        return _page(request, public_id, refused("document", error, request.POST))
    messages.success(request, _("Added. Everybody of the case can read it."))
    return redirect("case_documents", public_id)


@by_person("withdraw", "case_documents")
def withdraw(request: PersonRequest, public_id: str, document: str) -> HttpResponse:
    """Takes back what one has added."""
    try:
        case_document_withdraw(document=document, by=request.user)
    except Conflict as error:
        return _page(request, public_id, refused("withdraw", error, request.POST))
    messages.success(request, _("Taken back. The file is gone; that it was here stays to be seen."))
    return redirect("case_documents", public_id)


@login_required
@require_safe
def fetch(request: PersonRequest, public_id: str, document: str) -> FileResponse:
    """The file of one version."""
    shown = case_documents(public_id, for_user=request.user).documents
    if not any(one.id == document for found in shown for one in found.editions):
        raise NotFound(id=document)
    return as_download(case_document(document, for_user=request.user))


def _page(request: PersonRequest, public_id: str, no: Refused | None = None) -> HttpResponse:
    context = {
        "view": case_get(public_id, for_user=request.user),
        "folder": case_documents(public_id, for_user=request.user),
        "size": MOST_BYTES // 2**20,
        "no": no,
    }
    return render(request, "cases/documents.html", context, status=no.status if no else 200)
