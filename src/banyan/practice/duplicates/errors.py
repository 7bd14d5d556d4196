"""What can go wrong here, besides the errors of ``base``.

NotFound
└── NoSuchPair     none that the asker looks after
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import NotFound


class NoSuchPair(NotFound):
    """No pair of this id, or its listings are of chapters that the asker does not look after."""

    sentence = _("There is no such pair, or its listings are not in your chapters.")
