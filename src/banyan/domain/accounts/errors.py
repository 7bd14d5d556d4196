from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import Conflict, NotFound


class NoSuchPerson(NotFound):
    """No user has this e-mail or id."""

    sentence = _("Nobody here has this e-mail address.")


class EmailTaken(Conflict):
    """Another user signs in with this e-mail."""

    code = "email_taken"
    sentence = _("Somebody already signs in with this e-mail address.")
