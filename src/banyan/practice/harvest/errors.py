"""What can go wrong with sources, besides the errors of ``base``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import BanyanError, Conflict, NotFound


class NoSuchSource(NotFound):
    """No source of this id that the asker looks after."""

    sentence = _("There is no such source here, or it is not yours to look after.")


class AlreadyRuns(Conflict):
    """Another process reads the source now."""

    code = "already_runs"
    sentence = _("This source is being read at this moment. Look again in a minute.")


class BadSource(BanyanError):
    """The source answers, but not as its form promises."""

    code = "bad_source"
    status = 502
    sentence = _("The source answers in a way that cannot be read.")


class GoesInCircles(BadSource):
    """A list that never ends."""

    code = "goes_in_circles"
    sentence = _("The source's list never ends: it gives the same pages again and again. Reading was stopped.")


class TokenLost(BadSource):
    """The source does not know its own mark any more; reading begins anew."""

    code = "token_lost"
    permanent = False
    sentence = _("The source has forgotten where we were in its list. Reading begins again later.")
