"""The letter about a message. It quotes nothing: what people write is read on the page."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from banyan.base.letters import Letter, isolated
from banyan.practice.brokerage.threads import Thread
from banyan.practice.brokerage.types import Part

#: Opens the page with the box to write in.
REPLY = "?write=1#write"


def compose_message(thread: Thread, *, who: str) -> Letter:
    """Tells one side that another wrote, in the active language; ``who`` is empty when the account is gone."""
    about = {
        "who": isolated(who) if who else _("Somebody"),
        "title": isolated(thread.title[:120]) if thread.title else _("a listing that was removed"),
    }
    wrote = (
        _("%(who)s wrote to you in the case “%(title)s”.")
        if isinstance(thread.side, Part)
        else _("%(who)s wrote to you. You know each other from an enquiry about “%(title)s”.")
    )
    return Letter(
        subject=_("A message about “%(title)s”") % about,
        paragraphs=(
            wrote % about,
            _("You hear of further messages when you have read this one."),
        ),
        buttons=((_("Read it and reply"), settings.BANYAN_URL + thread.page + REPLY),),
    )
