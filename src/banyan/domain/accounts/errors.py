from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import BanyanError, Conflict, Invalid, NotFound


class NoSuchPerson(NotFound):
    """No user has this e-mail or id."""

    sentence = _("Nobody here has this e-mail address.")


class EmailTaken(Conflict):
    """Another user signs in with this e-mail."""

    code = "email_taken"
    sentence = _("Somebody already signs in with this e-mail address.")


class BadToken(BanyanError):
    """A key that opens nothing (any more). Which of the reasons holds is not told."""

    code = "bad_token"
    status = 401
    sentence = _("This access token does not work. It may have expired or been ended; make a new one in your account.")


class NoSuchToken(NotFound):
    """No access token of this id that is the asker's."""

    sentence = _("There is no access token here, or it is not yours.")


class TooManyTokens(Invalid):
    """More access tokens than one person may keep."""

    code = "too_many_tokens"
    sentence = _("You have as many access tokens as one person can. End one that you do not need any more.")
