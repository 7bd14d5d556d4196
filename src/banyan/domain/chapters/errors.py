from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import NotFound


class NoSuchChapter(NotFound):
    """No chapter has this slug."""

    sentence = _("There is no chapter of this name.")
