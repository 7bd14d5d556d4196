from __future__ import annotations

from banyan.base.files import opened
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.errors import NoSuchCase
from banyan.practice.brokerage.models import CaseDocument
from banyan.practice.brokerage.selectors.case_viewing import Reading
from banyan.practice.brokerage.selectors.cases import reading_of
from banyan.practice.brokerage.types import ToSend
from banyan.practice.brokerage.types.document import Document, Edition, Folder


def case_documents(public_id: str, *, for_user: SignedIn) -> Folder:
    """The documents of a case; ``NoSuchCase`` for everybody who has no part in it.

    Files carry names inside them, so whoever does not know one side yet learns only how many there are.
    """
    reading = reading_of(public_id, for_user)
    rows = CaseDocument.objects.filter(case=reading.case).select_related("by").order_by("-at", "-pk")
    if not reading.files_open:
        return Folder((), open=False, counted=rows.filter(withdrawn=None).count())
    found: dict[str, list[Edition]] = {}
    for row in rows:
        found.setdefault(row.name, []).append(_edition(reading, row))
    documents = tuple(
        Document(name, tuple(sorted(editions, key=lambda one: -one.number))) for name, editions in found.items()
    )
    return Folder(documents, open=True, counted=sum(one.withdrawn is None for two in found.values() for one in two))


def case_document(public_id: str, *, for_user: SignedIn) -> ToSend:
    """The file of one version, for sending; ``NoSuchCase`` for whoever may not read it, and when it was withdrawn."""
    row = CaseDocument.objects.select_related("case").filter(public_id=public_id, withdrawn=None).first()
    if row is None or not reading_of(row.case.public_id, for_user).files_open:
        raise NoSuchCase(id=public_id)
    return ToSend(row.filename, row.content_type, opened(row.file, NoSuchCase(id=public_id)))


def _edition(reading: Reading, row: CaseDocument) -> Edition:
    return Edition(
        id=row.public_id,
        number=row.number,
        filename=row.filename,
        size=row.size,
        by=reading.somebody(row.by),
        at=row.at,
        withdrawn=row.withdrawn,
        mine=row.by_id is not None and row.by_id == reading.reader.pk and row.withdrawn is None,
    )
