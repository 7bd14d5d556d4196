"""Letters about an enquiry. None tells an address, what people wrote, or who stands behind what is kept unnamed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.letters import Letter, date_for, isolated
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.listings.types import DeclineReason, label
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.people import deputies
from banyan.practice.brokerage.rules import last_day, names_told, plan, turn_days
from banyan.practice.brokerage.types import Nudge, State

#: Where an enquiry is read; the door keeps its page there.
PAGE = "/enquiries/{id}/"
#: Letters that ask for something: no use once the enquiry has moved on.
_PRESSING = frozenset({"sent", "asked", "replied", "remind", "deputy", "chapter"})


@dataclass(frozen=True, slots=True)
class _About:
    """What the sentences are filled with."""

    title: str
    who: str
    due: str
    end: str
    days: int
    reason: str
    late: bool
    deputised: bool


def compose(letter: str, enquiry: Enquiry, *, to: SignedIn, current: bool) -> Letter | None:
    """The letter in the active language; ``None`` when it asks for something that is not to be done any more."""
    if letter in _PRESSING and not current:
        return None
    about = _About(
        title=_title(enquiry),
        who=_who(enquiry),
        due=date_for(last_day(enquiry.due, ZoneInfo(to.time_zone))) if enquiry.due else "",
        end=_end(enquiry, to),
        days=enquiry.promise_days,
        reason=str(label(DeclineReason(enquiry.reason))) if enquiry.reason else "",
        late=enquiry.due is not None and enquiry.due <= now(),
        deputised=bool(deputies(enquiry)),
    )
    subject, paragraphs = LETTERS[letter](about)
    return Letter(
        subject=subject,
        paragraphs=paragraphs,
        buttons=((_("Open the enquiry"), settings.BANYAN_URL + PAGE.format(id=enquiry.public_id)),),
    )


def _title(enquiry: Enquiry) -> str:
    if enquiry.listing is None:
        return _("a listing that was removed")
    return isolated(" ".join(enquiry.listing.title.split())[:120])


def _end(enquiry: Enquiry, to: SignedIn) -> str:
    """The day on which it ends by itself, as things stand."""
    if enquiry.due is None:
        return ""
    days = turn_days(enquiry.changed, enquiry.due)
    ahead = dict(plan(State(enquiry.state), enquiry.due, days, taken=Nudge(enquiry.taken), acted=enquiry.acted))
    end = ahead.get(Nudge.END)
    return date_for(end.astimezone(ZoneInfo(to.time_zone)).date()) if end is not None else ""


def _who(enquiry: Enquiry) -> str:
    accepted = enquiry.state == State.ACCEPTED
    if not names_told(hidden=enquiry.unnamed, accepted=accepted) or enquiry.asker is None:
        return _("Somebody who does not give their name yet")
    name = person_of(enquiry.asker).name
    return isolated(f"{name}, {enquiry.organisation.name}" if enquiry.organisation else name)


_Words = tuple[str, tuple[str, ...]]


def _filled(about: _About, subject: str, *paragraphs: str) -> _Words:
    values = {
        "title": about.title,
        "who": about.who,
        "due": about.due,
        "end": about.end,
        "days": about.days,
        "reason": about.reason,
    }
    return subject % values, tuple(one % values for one in paragraphs)


def _sent(about: _About) -> _Words:
    return _filled(
        about,
        _("Somebody asks about “%(title)s”"),
        _("%(who)s asks about your listing “%(title)s” and says in three answers who they are and what they want."),
        _("Please answer by %(due)s: accept, ask back, or say no with a reason. Each helps them."),
    )


def _asked(about: _About) -> _Words:
    return _filled(
        about,
        _("They ask you something about “%(title)s”"),
        _("Before they decide on your enquiry about “%(title)s”, they have a question. It is your turn until %(due)s."),
    )


def _replied(about: _About) -> _Words:
    return _filled(
        about,
        _("Your question about “%(title)s” is answered"),
        _("%(who)s answered what you asked. It is your turn again until %(due)s."),
    )


def _accepted(about: _About) -> _Words:
    return _filled(
        about,
        _("Your enquiry about “%(title)s” is accepted"),
        _("They said yes. On the page of your enquiry you now find who they are and how to reach them; they see the "
          "same of you. Write to them soon."),
    )  # fmt: skip


def _declined(about: _About) -> _Words:
    return _filled(
        about,
        _("Your enquiry about “%(title)s”: not this time"),
        _("They said no. Their reason: %(reason)s. If they wrote a line, you find it on the page."),
        _("Other answers to your need may fit better. You may also ask again when something has changed."),
    )


def _withdrawn(about: _About) -> _Words:
    return _filled(
        about,
        _("An enquiry about “%(title)s” was taken back"),
        _("Those who asked took their enquiry back. There is nothing for you to do."),
    )


def _finished(about: _About) -> _Words:
    return _filled(
        about,
        _("The enquiry about “%(title)s” was put away"),
        _("The other side put it away: for them it is done. What you know of each other stays on the page."),
    )


def _closed(about: _About) -> _Words:
    return _filled(
        about,
        _("A listing you asked about was taken away"),
        _("It was taken away before your enquiry was answered, so the enquiry ends. Your words stay on its page."),
    )


def _left(about: _About) -> _Words:
    return _filled(
        about,
        _("Whoever asked about “%(title)s” has left"),
        _("Their account was deleted before the enquiry was answered, so it ends. There is nothing for you to do."),
    )


def _lapsed(about: _About) -> _Words:
    return _filled(
        about,
        _("The enquiry about “%(title)s” ends without an answer"),
        _("Nobody answered, after several reminders, so it ends here. The asker is free to ask others, and may ask "
          "again."),
    )  # fmt: skip


def _remind(about: _About) -> _Words:
    if about.late:
        return _filled(
            about,
            _("Your answer about “%(title)s” is awaited"),
            _("It was your turn in this enquiry until %(due)s. If nobody speaks, it ends on %(end)s."),
        )
    return _filled(
        about,
        _("Your answer about “%(title)s” is awaited"),
        _("It is your turn in this enquiry until %(due)s. If you cannot take it up, say no with a reason: that is an "
          "answer too."),
    )  # fmt: skip


def _deputy(about: _About) -> _Words:
    return _filled(
        about,
        _("Please step in: an enquiry about “%(title)s” waits"),
        _("An answer was due within %(days)d days, and none has come. You are named for such a case, so please answer "
          "in their place."),
    )  # fmt: skip


def _chapter(about: _About) -> _Words:
    return _filled(
        about,
        _("For the chapter: an enquiry about “%(title)s” is silent"),
        _("Neither the contact nor the deputy answered in time. You can now ask back or say no with a reason, or get "
          "hold of them; only they can accept.")
        if about.deputised
        else _("The contact did not answer in time, and nobody is named to step in. You can now ask back or say no "
               "with a reason, or get hold of them; only they can accept."),
    )  # fmt: skip


#: Name of a letter → its words.
LETTERS: Mapping[str, Callable[[_About], _Words]] = {
    "sent": _sent,
    "asked": _asked,
    "replied": _replied,
    "accepted": _accepted,
    "declined": _declined,
    "withdrawn": _withdrawn,
    "finished": _finished,
    "closed": _closed,
    "left": _left,
    "lapsed": _lapsed,
    "remind": _remind,
    "deputy": _deputy,
    "chapter": _chapter,
}
