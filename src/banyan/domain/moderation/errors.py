"""What can go wrong with reports and with posting, besides the errors of ``base``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.base.errors import BanyanError, Conflict, NotFound, WrongState


class NoSuchFlag(NotFound):
    """No report of this id in which the asker has a part."""

    sentence = _("There is no report here, or it is not open to you.")


class AlreadyReported(Conflict):
    """The person's report about this thing waits already, or was decided about the same words."""

    code = "already_reported"
    sentence = _("You have reported this already. It waits for a person to look at it; you need do nothing more.")


class AlreadyJudged(Conflict):
    """The person reported the same words before, and somebody decided that they stay."""

    code = "already_judged"
    sentence = _("You have reported this before, and it was decided that it stays. It has not changed since.")


class YourOwn(Conflict):
    """What somebody wrote themselves they change or withdraw."""

    code = "your_own"
    sentence = _("This is your own. Change it or withdraw it instead.")


class DecidedMeanwhile(WrongState):
    """The table has no such step from here: most often somebody else was quicker."""

    sentence = _("This was decided in the meantime. Read what was decided; what you wrote is kept here.")


class Unlikely(BanyanError):
    """A form was sent as programs send it; a person sends it once more."""

    code = "unlikely"
    status = 422


class TooQuick(Unlikely):
    """Sent sooner than a person reads the form."""

    code = "too_quick"
    sentence = _("This was sent very quickly, as programs do. Everything is kept: wait a moment and send it once more.")


class Trapped(Unlikely):
    """A field was filled that people do not see."""

    code = "trapped"
    sentence = _(
        "A field was filled that people do not see; some programs that fill in forms do so. Everything else is kept: "
        "send it once more."
    )


class TooManyLinks(Conflict):
    """The words of a listing hold as many links as advertising does."""

    code = "too_many_links"
    status = 422


class NearCopy(Conflict):
    """Nearly the same words are published already by the same people."""

    code = "near_copy"
