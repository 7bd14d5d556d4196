"""What can go wrong here, besides the errors of ``base`` and of listings.

Unavailable
└── IndexNotReady     nothing to search yet, or the index directory is damaged; the database is whole
Invalid
└── TooManyToCompare  more listings side by side than a page can show
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import Invalid, Unavailable


class IndexNotReady(Unavailable):
    """The index is missing or damaged; it is rebuilt from the database, where nothing was lost."""

    code = "index_not_ready"
    sentence = _("The search index is being built. Everything you saved is kept; please try again in a few minutes.")


class TooManyToCompare(Invalid):
    """More listings than can stand side by side."""

    code = "too_many_to_compare"
    sentence = _("Choose two to four listings to compare.")
