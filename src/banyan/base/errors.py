"""What can go wrong, for every door to answer in its own way.

BanyanError                 code, status, data, permanent, a translated sentence
├── NotAllowed     403      the decision's reason is the sentence
├── NotFound       404      also when it exists but the asker may not know that
├── Invalid        422      ``fields``: field → sentences; nothing was written
├── Conflict       409      the world moved on
│   ├── Stale      409      somebody saved in between; both versions are kept
│   └── WrongState 409      the transition is not in the table
├── TooMany        429      ``retry_after`` seconds
└── Unavailable    503      try again later (not permanent)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class BanyanError(Exception):
    """Base of all errors; ``sentence`` says what happened, what was kept and what to do."""

    code: str = "error"
    status: int = 500
    permanent: bool = True
    sentence: str | Promise = _("Something went wrong on our side. Nothing you typed was lost; please try again.")

    def __init__(self, sentence: str | Promise | None = None, /, **data: object) -> None:
        super().__init__(str(sentence or type(self).sentence))
        if sentence is not None:
            self.sentence = sentence
        self.data: dict[str, object] = data


class NotAllowed(BanyanError):
    """The asker may not do this."""

    code = "not_allowed"
    status = 403
    sentence = _("You may not do this. Sign in with another account, or ask the owner.")


class NotFound(BanyanError):
    """There is nothing here that the asker may see."""

    code = "not_found"
    status = 404
    sentence = _("There is nothing here, or it is not open to you.")


class Invalid(BanyanError):
    """What was given cannot be taken; ``fields`` maps each field to the sentences about it."""

    code = "invalid"
    status = 422
    sentence = _("Some answers need a second look. Nothing was lost.")

    def __init__(self, fields: Mapping[str, Sequence[str | Promise]], sentence: str | Promise | None = None) -> None:
        super().__init__(sentence)
        self.fields: dict[str, list[str | Promise]] = {name: list(said) for name, said in fields.items()}
        self.data["fields"] = {name: [str(line) for line in said] for name, said in fields.items()}

    def __str__(self) -> str:
        lines = (f"{name}: {line}" for name, said in self.fields.items() for line in said)
        return "; ".join(lines) or str(self.sentence)


class Conflict(BanyanError):
    """The world moved on between looking and acting."""

    code = "conflict"
    status = 409
    sentence = _("This has changed in the meantime. Look at it again before you go on.")


class Stale(Conflict):
    """A form was filled from an older version than the one now stored."""

    code = "stale"
    sentence = _("Somebody saved this in the meantime. Your text is kept here; compare it with theirs and save again.")


class WrongState(Conflict):
    """The change is not possible in the present state."""

    code = "wrong_state"


class TooMany(BanyanError):
    """Too many tries; ``retry_after`` is in seconds."""

    code = "too_many"
    status = 429
    permanent = False
    sentence = _("That was a lot in a short time. Please wait a little and try again; nothing was lost.")

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(None, retry_after=retry_after)
        self.retry_after = retry_after


class Unavailable(BanyanError):
    """A part we lean on does not answer now."""

    code = "unavailable"
    status = 503
    permanent = False
    sentence = _("A part of this site does not answer right now. Please try again in a minute; nothing was lost.")
