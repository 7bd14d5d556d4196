"""What can go wrong here, besides the errors of ``base`` and of listings.

Unavailable
└── IndexNotReady     nothing to search yet, or the index directory is damaged; the database is whole
Invalid
├── TooManyToCompare  more listings side by side than a page can show
└── TooManyAlerts     more than one person may keep
NotFound
├── NoSuchAlert       none of the asker's
└── NoSuchNotice      none of the asker's
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import Invalid, NotFound, Unavailable


class IndexNotReady(Unavailable):
    """The index is missing or damaged; it is rebuilt from the database, where nothing was lost."""

    code = "index_not_ready"
    sentence = _("The search index is being built. Everything you saved is kept; please try again in a few minutes.")


class TooManyToCompare(Invalid):
    """More listings than can stand side by side."""

    code = "too_many_to_compare"
    sentence = _("Choose two to four listings to compare.")


class TooManyAlerts(Invalid):
    """More alerts than one person may keep."""

    code = "too_many_alerts"
    sentence = _("You keep as many alerts as one person can. Delete one that you do not need any more.")


class NoSuchAlert(NotFound):
    """No alert of this id that is the asker's."""

    sentence = _("There is no alert here, or it is not yours.")


class NoSuchNotice(NotFound):
    """No notice of this id that is the asker's."""

    sentence = _("There is no notice here, or it is not yours.")
