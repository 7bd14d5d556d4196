"""Files sent with a form: each is kept or refused on its own, whatever is wrong with the answers beside it."""

from __future__ import annotations

from contextlib import suppress

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banyan.base.errors import NotFound, TooMany
from banyan.base.limits.services import Limit, use
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import FileRefused
from banyan.domain.listings.services import MOST_BYTES, MOST_FILES, attachment_add, attachment_remove
from banyan.domain.listings.types import Visibility, options
from banyan.doors.web.shell.requests import PageRequest

#: Names of the fields: files to add, who may see these, and files to take away.
FILES, SEEN_BY, REMOVE = "files", "files_seen_by", "files_remove"
#: Files fill a disk faster than words.
_SENT = Limit("posting-file", times=120, seconds=3600)
_ENDINGS = ".pdf,.png,.jpg,.jpeg,.webp,.txt,.docx,.xlsx,.pptx,.odt,.ods,.odp"


class _Several(forms.FileInput):
    allow_multiple_selected = True


def fields() -> dict[str, forms.Field]:
    """What the form asks about files. Browsers do not send a file twice, so nothing is filled in here."""
    room = {"size": MOST_BYTES // 2**20, "most": MOST_FILES}
    files = forms.FileField(
        label=_("Add files"),
        required=False,
        widget=_Several(attrs={"multiple": True, "accept": _ENDINGS}),
        help_text=_(
            "PDF, pictures, plain text, OpenDocument or Office files, up to %(size)d MB each and %(most)d in all. They "
            "are kept when you press “Save”. Nobody else sees the files of an anonymous need."
        )
        % room,
    )
    seen_by = forms.ChoiceField(
        label=gettext_lazy("Who may see these files"), required=False, choices=options(Visibility)
    )
    return {FILES: files, SEEN_BY: seen_by}


def take(request: PageRequest, listing_id: str) -> list[str]:
    """Keeps the files that were sent and removes those that were ticked; returns why others were not kept.

    An autosave carries none: a file is sent once, when a person says so.
    """
    if not isinstance(request.user, SignedIn) or "auto" in request.POST:
        return []
    for gone in request.POST.getlist(REMOVE):
        with suppress(NotFound):  # removed in another tab
            attachment_remove(attachment_id=gone, by=request.user)
    level = request.POST.get(SEEN_BY, "")
    refused = []
    for sent in request.FILES.getlist(FILES):
        try:
            use(_SENT, who=request.user.public_id)
            attachment_add(
                public_id=listing_id,
                name=sent.name or "",
                content=sent.read(),
                visibility=Visibility(level) if level in set(Visibility) else Visibility.PUBLIC,
                by=request.user,
            )
        except (FileRefused, TooMany) as error:
            refused.append(_("“%(name)s”: %(why)s") % {"name": sent.name, "why": error.sentence})
    return refused
