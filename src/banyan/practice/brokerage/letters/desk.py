"""Letters to those who work at a desk. None tells what colleagues wrote to each other: that is read on the page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banyan.base.letters import Letter, isolated

#: Where the desk stands; the door keeps its page there.
DESK_PAGE = "/desk/"


def compose_desk(letter: str, *, giver: str, title: str, count: int, chapter: str) -> Letter:
    """The letter in the active language. ``handed``: ``count`` things came into the reader's hands; ``silent``: nobody
    acts at the desk of ``chapter`` (its slug and name with a space between), and ``count`` things wait there."""
    if letter == "silent":
        return _silent(count, *chapter.partition(" ")[::2])
    who = isolated(giver) if giver else _("A colleague")
    about = {"who": who, "title": isolated(title[:120]), "count": count}
    subject = (
        _("%(who)s has handed you “%(title)s”")
        if title
        else ngettext("%(who)s has handed you %(count)d thing", "%(who)s has handed you %(count)d things", count)
    )
    return Letter(
        subject=subject % about,
        paragraphs=(_("It is in your hands from now on. What they wrote for you stands beside it on your desk."),),
        buttons=((_("Open my desk"), f"{settings.BANYAN_URL}{DESK_PAGE}?whose=mine"),),
    )


def _silent(count: int, slug: str, name: str) -> Letter:
    about = {"chapter": isolated(name), "count": count}
    return Letter(
        subject=_("The desk of %(chapter)s is silent") % about,
        paragraphs=(
            ngettext(
                "%(count)d thing waits there, and nobody of that chapter has done anything for some time.",
                "%(count)d things wait there, and nobody of that chapter has done anything for some time.",
                count,
            )
            % about,
            _("Until they are back you see and look after what waits there, as if it were of your own chapter."),
        ),
        buttons=((_("See what waits"), f"{settings.BANYAN_URL}{DESK_PAGE}?{urlencode({'chapter': slug})}"),),
    )
