"""Documents of a case: added as versions, taken back by whoever added them."""

from __future__ import annotations

from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid, NotAllowed
from banyan.base.limits.services import use
from banyan.base.text import cut
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.errors import NoMoveNow, NoSuchCase
from banyan.practice.brokerage.models import Case, CaseDocument
from banyan.practice.brokerage.selectors.cases import reading_of
from banyan.practice.brokerage.services.cases.ground import changed, one_line, taken_up
from banyan.practice.brokerage.services.files import FILES_SENT, Taken, file_taken
from banyan.practice.brokerage.types import Upload

#: Versions, those taken back not counted: more is an archive, which is kept elsewhere.
MOST_DOCUMENTS = 60
MOST_NAME = 150


def case_document_add(*, public_id: str, name: str, file: Upload | None, by: SignedIn) -> str:
    """Adds a document, or a newer version of the one that has this name already; returns the version's id.

    Without a name it is called as its file. The same bytes again are the version that there is. ``Invalid`` for a file
    that is not taken, for too many, and before both sides have told who they are: files carry names.
    """
    said = one_line(name, field="name")
    if len(said) > MOST_NAME:
        raise Invalid({"name": [_("Please shorten this to %(most)d characters.") % {"most": MOST_NAME}]})
    if not reading_of(public_id, by).files_open:
        raise Invalid({"file": [_("Files carry names. They can be added once both sides have told who they are.")]})
    taken = _taken(file)  # pictures are drawn anew before anything is held
    use(FILES_SENT, who=by.public_id)
    with transaction.atomic():
        case, _parts = taken_up(public_id, by)
        if case.left:
            raise NoMoveNow(_("The case is closed. Open it again to add something."), id=case.public_id)
        digest, called = sha256(taken[2]).hexdigest(), said or cut(taken[0], MOST_NAME)
        newest = case.documents.filter(name__iexact=called).order_by("-number").first()
        if newest is not None and newest.withdrawn is None and newest.digest == digest:
            return newest.public_id
        if case.documents.filter(withdrawn=None).count() >= MOST_DOCUMENTS:
            said_most = _("A case has room for %(most)d files. Take back one first.") % {"most": MOST_DOCUMENTS}
            raise Invalid({"file": [said_most]})
        return _kept(case, newest.name if newest is not None else called, taken, digest, by)


def case_document_withdraw(*, document: str, by: SignedIn) -> None:
    """Takes a version back: its file is gone for good; that it was there, and whose it was, stays to be seen."""
    with transaction.atomic():
        found = CaseDocument.objects.select_related("case").filter(public_id=document).first()
        if found is None:
            raise NoSuchCase(id=document)
        case, _parts = taken_up(found.case.public_id, by)
        row = CaseDocument.objects.get(pk=found.pk)
        if row.by_id != by.pk:
            raise NotAllowed(_("Only whoever added a document takes it back."))
        if row.withdrawn is not None:
            raise NoMoveNow(_("This document was taken back already."), id=document)
        storage, name = row.file.storage, str(row.file.name)
        row.withdrawn, row.file = now(), ""
        row.save()
        about, before = ("case_document", row.public_id), {"withdrawn": False}
        changed(case, before, action="case.document_withdraw", by=by, about=about, after={"withdrawn": True})
        transaction.on_commit(lambda: storage.delete(name))  # what a crash leaves behind is swept


def _taken(file: Upload | None) -> Taken:
    if file is None:
        raise Invalid({"file": [_("Choose a file.")]})
    taken = file_taken(file)
    if isinstance(taken, str):
        raise Invalid({"file": [taken]})
    return taken


def _kept(case: Case, name: str, taken: Taken, digest: str, by: SignedIn) -> str:
    filename, kind, content = taken
    last = case.documents.filter(name=name).aggregate(last=Max("number"))["last"] or 0
    row = CaseDocument(case=case, name=name, number=last + 1, filename=filename, digest=digest, by=by)
    row.content_type, row.size = kind.content_type, len(content)
    row.file.save(f"{row.public_id}.{kind.ending}", ContentFile(content), save=False)
    row.save()
    about, after = ("case_document", row.public_id), {"number": row.number, "digest": digest}
    changed(case, None, action="case.document_add", by=by, about=about, after=after)
    return row.public_id
