"""What can go wrong with listings, besides the errors of ``base``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import Conflict, Invalid, NotFound, WrongState


class NoSuchListing(NotFound):
    """No listing of this id that the asker may see."""

    sentence = _("There is no listing here, or it is not open to you.")


class Withdrawn(NotFound):
    """The listing was withdrawn; only its tombstone stays."""

    code = "withdrawn"
    status = 410
    sentence = _("This listing was withdrawn by those who posted it.")


class CannotNow(WrongState):
    """The table of states has no such step from here."""

    sentence = _("This cannot be done in the present state. Look at the listing again; it may have changed.")


class Incomplete(Invalid):
    """Required answers are missing, so it cannot be shown to others yet."""

    code = "incomplete"
    sentence = _("A few answers are missing before others can see this. Everything is saved as a draft.")


class FileRefused(Conflict):
    """A file that is too large or of a kind that is not taken."""

    code = "file_refused"
    status = 422
    sentence = _("This file cannot be taken.")
