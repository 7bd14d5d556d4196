"""The steps people take in an enquiry. Each is taken under a lock: of two at once one wins, and the other is told."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import BanyanError, Invalid
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.policy import Standing, standing_of
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.errors import Moved, NoSuchEnquiry, NotNow, OthersSay
from banyan.practice.brokerage.models import Enquiry, EnquiryLine
from banyan.practice.brokerage.people import answerers, askers, awaited
from banyan.practice.brokerage.policy import main_side, seen_as, sides_of
from banyan.practice.brokerage.services.ground import locked, shorten, step, tell
from banyan.practice.brokerage.services.listings import is_gone
from banyan.practice.brokerage.types import Nudge, Side, State, Verb
from banyan.practice.matchmaking.services import judgement_set
from banyan.practice.matchmaking.types import Verdict


def enquiry_ask(*, public_id: str, text: str, by: SignedIn, expected_version: int | None = None) -> None:
    """Those asked put a question; their clock stops until it is answered."""
    _speak(public_id, Verb.ASK, text, by, expected_version)


def enquiry_reply(*, public_id: str, text: str, by: SignedIn, expected_version: int | None = None) -> None:
    """The asker answers it; the clock of those asked goes on."""
    _speak(public_id, Verb.REPLY, text, by, expected_version)


def enquiry_accept(*, public_id: str, by: SignedIn, text: str = "", expected_version: int | None = None) -> None:
    """Those asked say yes: both sides learn each other's names and addresses. ``text`` may add a first word."""
    with transaction.atomic():
        enquiry, who = _taken_up(public_id, Verb.ACCEPT, by, expected_version)
        if is_gone(enquiry):
            raise NotNow(_("The listing was taken away while you answered, so this enquiry ends. Nothing was sent."))
        enquiry.answerer = by
        _line(enquiry, Side.ANSWERER, text, by)
        step(enquiry, Verb.ACCEPT, who, by=by)
        _judged(enquiry, Verdict.ACCEPTED, None, by)
        tell(enquiry, "accepted", askers(enquiry))


def enquiry_decline(
    *, public_id: str, reason: DeclineReason | None, by: SignedIn, line: str = "", expected_version: int | None = None
) -> None:
    """Those asked say no, with a reason and, if they like, a line; ``other`` needs the line."""
    said = _words(line, needed=reason is DeclineReason.OTHER, name="line")
    if reason is None:
        raise Invalid({"reason": [_("Choose a reason: it helps them, and it shows why offers fail.")]})
    with transaction.atomic():
        enquiry, who = _taken_up(public_id, Verb.DECLINE, by, expected_version)
        enquiry.reason, enquiry.line = reason.value, said
        step(enquiry, Verb.DECLINE, who, by=by)
        if Side.ANSWERER in seen_as(standing_of(by), enquiry):
            _judged(enquiry, Verdict.DECLINED, reason, by)
        tell(enquiry, "declined", askers(enquiry))


def enquiry_withdraw(*, public_id: str, by: SignedIn, expected_version: int | None = None) -> None:
    """The asker takes it back; they may ask again later."""
    with transaction.atomic():
        enquiry, who = _taken_up(public_id, Verb.WITHDRAW, by, expected_version)
        step(enquiry, Verb.WITHDRAW, who, by=by)
        tell(enquiry, "withdrawn", answerers(enquiry))


def enquiry_finish(*, public_id: str, by: SignedIn, expected_version: int | None = None) -> None:
    """Either side puts an accepted enquiry away; afterwards the asker may ask anew."""
    with transaction.atomic():
        enquiry, who = _taken_up(public_id, Verb.FINISH, by, expected_version)
        step(enquiry, Verb.FINISH, who, by=by)
        mine = Side.ASKER in who
        tell(enquiry, "finished", answerers(enquiry) if mine else askers(enquiry))


def _speak(public_id: str, verb: Verb, text: str, by: SignedIn, expected_version: int | None) -> None:
    said = _words(text, needed=True, name="text")
    with transaction.atomic():
        enquiry, who = _taken_up(public_id, verb, by, expected_version)
        step(enquiry, verb, who, by=by)
        _line(enquiry, Side.ASKER if verb is Verb.REPLY else main_side(who), said, by)
        if verb is Verb.ASK:
            tell(enquiry, "asked", askers(enquiry))
        else:
            tell(enquiry, "replied", awaited(enquiry))


def _taken_up(
    public_id: str, verb: Verb, by: SignedIn, expected_version: int | None
) -> tuple[Enquiry, frozenset[Side]]:
    """The locked row and what the person may do it as; strangers learn nothing, others in plain words why not."""
    enquiry, standing = locked(public_id), standing_of(by)
    if not seen_as(standing, enquiry):
        raise NoSuchEnquiry(id=public_id)
    who = sides_of(standing, enquiry)
    state = State(enquiry.state)
    if rules.target(state, verb, who) is None:
        possible = rules.target(state, verb, frozenset(Side) - {Side.SYSTEM}) is not None
        raise _for_others(verb, standing, enquiry) if possible else NotNow(id=public_id, state=state, verb=verb)
    if expected_version is not None and enquiry.version != expected_version:
        raise Moved(id=public_id, version=enquiry.version)
    return enquiry, who


def _for_others(verb: Verb, standing: Standing, enquiry: Enquiry) -> OthersSay:
    """Why a step that could be taken now is not this person's."""
    if Side.BROKER not in seen_as(standing, enquiry) or verb not in rules.ANSWERING:
        return OthersSay(id=enquiry.public_id)
    if enquiry.taken < Nudge.CHAPTER:
        return OthersSay(_("Those who are asked still have the word. When they stay silent, the chapter takes it up."))
    return OthersSay(
        _("Only those who answer for the listing can say yes, since a yes tells who they are. Get hold of them, ask "
          "back, or say no with a reason. Your words are kept below.")
    )  # fmt: skip


def _words(text: str, *, needed: bool, name: str) -> str:
    said = tidy(text)
    if needed and not said:
        raise Invalid({name: [_("Write a line, so that they know what you mean.")]})
    if too_long := shorten(said):
        raise Invalid({name: [too_long]})
    return said


def _line(enquiry: Enquiry, side: Side, text: str, by: SignedIn) -> None:
    said = _words(text, needed=False, name="text")
    if said:
        EnquiryLine.objects.create(enquiry=enquiry, side=side, by=by, text=said, at=now())


def _judged(enquiry: Enquiry, verdict: Verdict, reason: DeclineReason | None, by: SignedIn) -> None:
    """The word on this pair of listings, for the ranking to learn from; none when the asker named no listing."""
    if enquiry.own is None or enquiry.listing is None:
        return
    try:
        judgement_set(
            subject=enquiry.listing.public_id,
            listing=enquiry.own.public_id,
            verdict=verdict,
            reason=reason,
            by=by,
        )
    except BanyanError:  # the asker's listing is not shown any more, or it is not theirs to judge: the answer stands
        return
