"""The seeker says of each option what they think of it; the broker marks that as read."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import BanyanError, Invalid
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import Withdrawn
from banyan.domain.listings.types import DeclineReason
from banyan.domain.organisations.selectors import organisations_of
from banyan.practice.brokerage.errors import AnswerNotNow
from banyan.practice.brokerage.models import Answer, AnswerReply
from banyan.practice.brokerage.people import keeps_its_name
from banyan.practice.brokerage.people.answer import answer_brokers
from banyan.practice.brokerage.rules.answer import replies_after
from banyan.practice.brokerage.selectors.answer_drafting import shown
from banyan.practice.brokerage.selectors.answer_viewing import is_unheard, replies_of
from banyan.practice.brokerage.services.answers.ground import snapshot, step, taken_up, tell, words
from banyan.practice.brokerage.services.answers.writing import present_words
from banyan.practice.brokerage.services.send import enquiry_send
from banyan.practice.brokerage.types import Draft, Words
from banyan.practice.brokerage.types.answer import MOST_INTRO, AnswerVerb, ReplyWord
from banyan.practice.matchmaking.services import judgement_set
from banyan.practice.matchmaking.types import Verdict


def answer_reply(
    *,
    public_id: str,
    listing: str,
    word: ReplyWord,
    by: SignedIn,
    reason: DeclineReason | None = None,
    line: str = "",
    enquiry: Words | None = None,
    expected_version: int | None = None,
) -> str:
    """Says of one option: yes (``enquiry`` holds the three short answers that its owner reads), no with a reason, or
    not yet with a line. Returns the id of the enquiry that a yes began, else an empty string.

    ``Invalid`` without what is needed, ``Withdrawn`` when the option is not shown any more, ``AnswerNotNow`` after a
    yes; a yes also raises what sending an enquiry does.
    """
    if word is ReplyWord.NO and reason is None:
        raise Invalid({"reason": [_("Choose a reason: it helps them, and it shows why offers fail.")]})
    asked = word is ReplyWord.LATER or (word is ReplyWord.NO and reason is DeclineReason.OTHER)
    needed = _("Write a line, so that they know what you mean.") if asked else ""
    said = words(line, field="line", most=MOST_INTRO, needed=needed)
    with transaction.atomic():
        answer = taken_up(public_id, AnswerVerb.REPLY, by, expected_version)
        if listing not in {one.listing for one in present_words(answer).chosen}:
            raise Invalid({"listing": [_("This is not among the options of the answer.")]})
        last = replies_of(answer).get(listing)
        if word not in replies_after(ReplyWord(last.word) if last is not None else None):
            raise AnswerNotNow(_("You have said yes to this one. What comes next stands in the enquiry."), id=public_id)
        began = _bring_together(answer, listing, enquiry or Words(), by) if word is ReplyWord.YES else ""
        before, unheard = snapshot(answer), is_unheard(answer)
        AnswerReply.objects.create(
            answer=answer,
            listing=listing,
            word=word.value,
            reason=reason.value if reason is not None and word is ReplyWord.NO else "",
            line=said,
            enquiry=began,
            by=by.public_id,
            at=now(),
        )
        answer.replied = now()
        step(answer, AnswerVerb.REPLY, before, by=by)
        _judged(answer, listing, word, reason, by)
        if not unheard:  # who has a letter already finds all of it on the page
            tell(answer, "replied", answer_brokers(answer))
    return began


def answer_hear(*, public_id: str, by: SignedIn, expected_version: int | None = None) -> None:
    """The broker has read what the seeker said, so that it does not wait at the desk any more."""
    with transaction.atomic():
        answer = taken_up(public_id, AnswerVerb.HEAR, by, expected_version)
        before = snapshot(answer)
        answer.heard = now()
        step(answer, AnswerVerb.HEAR, before, by=by)


def _bring_together(answer: Answer, listing: str, said: Words, by: SignedIn) -> str:
    """Begins the enquiry for the need, by the rules of enquiries: a need that keeps its name back tells nobody."""
    need = answer.need
    if need is None or shown(listing) is None:
        raise Withdrawn(_("This option is not shown any more, so nothing was sent. Your words are kept."))
    kept = keeps_its_name(anonymous=need.anonymous, visibility=need.visibility)
    organisation = None if kept else need.organisation
    mine = organisation is not None and organisations_of(by).filter(pk=organisation.pk).exists()
    asked_for = organisation.slug if organisation is not None and mine else ""
    return enquiry_send(listing=listing, draft=Draft(said, need.public_id, asked_for), by=by).id


def _judged(answer: Answer, listing: str, word: ReplyWord, reason: DeclineReason | None, by: SignedIn) -> None:
    """What the seeker said of this pair of listings, for the ranking to learn from."""
    verdict = {ReplyWord.YES: Verdict.ACCEPTED, ReplyWord.NO: Verdict.DECLINED}.get(word)
    if verdict is None or answer.need is None:
        return
    no = reason if word is ReplyWord.NO else None
    try:
        judgement_set(subject=answer.need.public_id, listing=listing, verdict=verdict, reason=no, by=by)
    except BanyanError:  # the option is not shown any more, or it is not theirs to judge: what they said stands
        return
