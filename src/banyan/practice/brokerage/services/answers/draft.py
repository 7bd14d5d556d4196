from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from banyan.base.clock import now
from banyan.base.errors import NotAllowed, WrongState
from banyan.base.limits.services import Limit, use
from banyan.base.text import base_language
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.policy import standing_of
from banyan.domain.listings.selectors import listing_get, visible_to
from banyan.domain.listings.types import Kind
from banyan.domain.listings.types import State as ListingState
from banyan.practice.brokerage.models import Answer
from banyan.practice.brokerage.people.answer import seekers
from banyan.practice.brokerage.policy.desk import may_hold
from banyan.practice.brokerage.selectors.answer_drafting import first_words
from banyan.practice.brokerage.services.answers.ground import step, write_edition
from banyan.practice.brokerage.types.answer import AnswerState, AnswerVerb, Drafted

_DRAFTED = Limit("answers-drafted", times=200, seconds=86400)


def answer_draft(*, need: str, by: SignedIn) -> Drafted:
    """Drafts an answer to a need from what matching finds; while there is a draft for this need, it is that one.

    ``NoSuchListing`` where the need is not open to the person, ``NotAllowed`` for everybody who does not look after
    its chapter, ``WrongState`` where it is not shown or nobody here would read the answer. Costs 50–600 ms.
    """
    if earlier := _begun(need, by):
        return Drafted(earlier, made=False)
    try:
        with transaction.atomic():
            return _draft(need, by)
    except IntegrityError:  # two brokers in the same moment: the other one made it
        earlier = _begun(need, by)
        if not earlier:
            raise
        return Drafted(earlier, made=False)


def _draft(public_id: str, by: SignedIn) -> Drafted:
    joined = ("organisation", "owner", "contact", "deputy")
    row = visible_to(by).select_related(*joined).filter(public_id=public_id, kind=Kind.NEED).first()
    if row is None:
        raise NoSuchListing(id=public_id)
    if not may_hold(standing_of(by), row.chapter_id):
        raise NotAllowed(_("Only those who look after the chapter of a need answer it here."))
    if row.state != ListingState.PUBLISHED:
        raise WrongState(_("This need is not shown now, so there is nothing to answer."))
    answer = Answer(need=row, title=row.title, made=now())
    people = seekers(answer)
    if not people:
        raise WrongState(_("Nobody on this site answers for this need, so nobody would read the answer."))
    use(_DRAFTED, who=by.public_id)
    answer.language = language_for(people[0].locale, row.language)
    with override(answer.language):
        words = first_words(answer, listing_get(public_id, for_user=by), seeker=people[0])
    answer.edition = 1
    step(answer, AnswerVerb.DRAFT, None, by=by)
    write_edition(answer, words, by=by)
    return Drafted(answer.public_id, made=True)


def language_for(account: str, need: str) -> str:
    """The language of the seeker's account, else that of the need, else the node's; always one that pages have."""
    known = dict(settings.LANGUAGES)
    for wanted in (account, need):
        if wanted in known:
            return wanted
        near = next((code for code in known if wanted and base_language(code) == base_language(wanted)), "")
        if near:
            return near
    return str(settings.LANGUAGE_CODE)


def _begun(need: str, by: SignedIn) -> str:
    """The draft for this need that somebody has begun, for those who may write in it."""
    row = Answer.objects.select_related("need").filter(need__public_id=need, state=AnswerState.DRAFT).first()
    if row is None or row.need is None or not may_hold(standing_of(by), row.need.chapter_id):
        return ""
    return row.public_id
