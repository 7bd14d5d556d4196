from __future__ import annotations

import hashlib
from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.files import MOST_BYTES, bare, kind_of_file, name_for
from banyan.base.text import cut
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.errors import FileRefused, NoSuchListing
from banyan.domain.listings.files import MOST_FILES
from banyan.domain.listings.models import Attachment, Listing
from banyan.domain.listings.policy import may_edit
from banyan.domain.listings.record import snapshot
from banyan.domain.listings.services import ground
from banyan.domain.listings.types.enums import Visibility
from banyan.domain.listings.types.views import AttachmentView


def attachment_add(
    *, public_id: str, name: str, content: bytes, visibility: Visibility = Visibility.PUBLIC, by: Asker
) -> AttachmentView:
    """Keeps a file with the listing. What it is, is read from its bytes; the sender's word does not count. Pictures are
    drawn anew, so that none tells where, when and by whose camera it was taken.

    ``FileRefused`` when it is empty, larger than ``MOST_BYTES``, of a kind not taken, a picture that cannot be read, or
    one too many. The same file twice is kept once.
    """
    if not content or len(content) > MOST_BYTES:
        raise FileRefused(
            _("Files may have up to %(most)d MB; this one has not been kept.") % {"most": MOST_BYTES // 2**20}
        )
    found = kind_of_file(content)
    if found is None:
        raise FileRefused(_("We take PDF, PNG, JPEG, WebP, text and OpenDocument or Office files. This one is none."))
    drawn = bare(content, found)
    if drawn is None:
        raise FileRefused(_("This picture cannot be read, or is too large. Save it anew, smaller, and try again."))
    called = cut(PurePath(name.replace("\\", "/")).name.replace("\n", " "), 150)
    with transaction.atomic():
        listing = _editable(public_id, by)
        sha256 = hashlib.sha256(drawn).hexdigest()
        held = listing.attachments.filter(sha256=sha256).first()
        if held is not None:
            return _view(held)
        if listing.attachments.count() >= MOST_FILES:
            raise FileRefused(_("A listing has room for %(most)d files. Remove one first.") % {"most": MOST_FILES})
        before = snapshot(listing)
        attachment = Attachment(
            listing=listing,
            name=name_for(called, found),
            content_type=found.content_type,
            size=len(drawn),
            sha256=sha256,
            visibility=visibility,
            by_id=by.pk,
        )
        attachment.file.save(f"{attachment.public_id}.{found.ending}", ContentFile(drawn), save=False)
        attachment.save()
        ground.save(listing, before, by=by, action="listing.attach", note=attachment.name)
    return _view(attachment)


def attachment_remove(*, attachment_id: str, by: Asker) -> None:
    """Removes a file; its bytes go when the change is safely stored."""
    with transaction.atomic():
        attachment = Attachment.objects.select_related("listing").filter(public_id=attachment_id).first()
        if attachment is None:
            raise NoSuchListing(_("There is no such file."), id=attachment_id)
        listing = _editable(attachment.listing.public_id, by)
        before = snapshot(listing)
        transaction.on_commit(partial(attachment.file.storage.delete, str(attachment.file.name)))
        attachment.delete()
        ground.save(listing, before, by=by, action="listing.detach", note=attachment.name)


def _editable(public_id: str, by: Asker) -> Listing:
    return ground.open_to(public_id, by, may_edit)


def _view(attachment: Attachment) -> AttachmentView:
    return AttachmentView(
        attachment.public_id,
        attachment.name,
        attachment.content_type,
        attachment.size,
        Visibility(attachment.visibility),
    )
