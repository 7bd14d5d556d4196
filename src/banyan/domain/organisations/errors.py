from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import Conflict, NotFound


class NoSuchOrganisation(NotFound):
    """No organisation has this slug."""

    sentence = _("There is no organisation of this name.")


class LastAdmin(Conflict):
    """Taking this role away would leave nobody who can act for the organisation."""

    code = "last_admin"
    sentence = _("This is the only administrator. Make somebody else administrator first.")
