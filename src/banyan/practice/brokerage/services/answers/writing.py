"""The broker writes, sends and takes back. Of two brokers at once one wins, and the other is told."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from banyan.base.clock import now
from banyan.base.errors import Invalid
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import Withdrawn
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import State as ListingState
from banyan.practice.brokerage.models import Answer, AnswerEdition
from banyan.practice.brokerage.people.answer import seekers
from banyan.practice.brokerage.rules.answer_words import edited, placed, read
from banyan.practice.brokerage.selectors.answer_drafting import added, shown
from banyan.practice.brokerage.services.answers.ground import snapshot, step, taken_up, tell, words, write_edition
from banyan.practice.brokerage.types.answer import (
    MOST_HELPS,
    MOST_INTRO,
    MOST_LINE,
    MOST_OPTIONS,
    MOST_PART,
    AnswerEdit,
    AnswerVerb,
    AnswerWords,
    HelpEdit,
    OptionEdit,
)


def answer_save(*, public_id: str, edit: AnswerEdit, by: SignedIn, expected_version: int | None = None) -> None:
    """Keeps what the broker wrote as one more edition. ``Invalid`` for what is too long, more than three options, or an
    offer to be added that is not shown; ``AnswerMoved`` for an old form."""
    said = _checked(edit)
    with transaction.atomic():
        answer = taken_up(public_id, AnswerVerb.SAVE, by, expected_version)
        before = snapshot(answer)
        written = _written(answer, said, by)
        answer.edition += 1
        write_edition(answer, written, by=by)
        step(answer, AnswerVerb.SAVE, before, by=by)


def answer_send(
    *, public_id: str, by: SignedIn, edit: AnswerEdit | None = None, expected_version: int | None = None
) -> None:
    """Sends it to whoever answers for the need, with what the broker wrote last; from then on it is never changed.

    ``Invalid`` where an option is not shown any more or does not say why it is one, or where there is neither an
    option nor a word why; ``Withdrawn`` where the need is not shown any more.
    """
    said = _checked(edit) if edit is not None else None
    with transaction.atomic():
        answer = taken_up(public_id, AnswerVerb.SEND, by, expected_version)
        before = snapshot(answer)
        final = _written(answer, said, by) if said is not None else present_words(answer)
        people = seekers(answer)
        if answer.need is None or answer.need.state != ListingState.PUBLISHED or not people:
            raise Withdrawn(_("The need is not shown any more, so nothing was sent. What you wrote is kept."))
        _sendable(final)
        answer.edition += 1
        write_edition(answer, final, by=by, sent=True)
        answer.sender, answer.sent = by, now()
        step(answer, AnswerVerb.SEND, before, by=by)
        tell(answer, "sent", people)


def answer_withdraw(*, public_id: str, by: SignedIn, expected_version: int | None = None) -> None:
    """Throws a draft away, or takes back what was sent: the seeker is told, and enquiries that have begun go on."""
    with transaction.atomic():
        answer = taken_up(public_id, AnswerVerb.WITHDRAW, by, expected_version)
        before, was_out = snapshot(answer), answer.sent is not None
        step(answer, AnswerVerb.WITHDRAW, before, by=by)
        if was_out:
            tell(answer, "withdrawn", seekers(answer))


def present_words(answer: Answer) -> AnswerWords:
    """What is written in the latest edition."""
    return read(AnswerEdition.objects.get(answer=answer, number=answer.edition).words)


def _written(answer: Answer, edit: AnswerEdit, by: SignedIn) -> AnswerWords:
    found = edited(present_words(answer), edit)
    if edit.add:
        with override(answer.language):
            need = listing_get(answer.need.public_id, for_user=by) if answer.need is not None else None
            more = added(found, edit.add, answer, need) if need is not None else None
        if more is None:
            raise Invalid({"add": [_("This is no offer, money or training of others that is shown now.")]})
        found = replace(more, options=placed(more.options))
    if len(found.chosen) > MOST_OPTIONS:
        raise Invalid({"options": [_("Three options at most: choose which to leave out.")]})
    if len(found.taken) > MOST_HELPS:
        raise Invalid({"helps": [_("Choose at most %(most)d of money and training.") % {"most": MOST_HELPS}]})
    return found


def _sendable(final: AnswerWords) -> None:
    """Whether it is an answer: always with a reason, and of nothing that is gone."""
    if not final.chosen and not final.nothing:
        raise Invalid({"nothing": [_("Choose an option, or say why there is none yet: they always get a reason.")]})
    for one in final.chosen:
        view = shown(one.listing)
        if view is None:  # its title of then may name whom nobody is to know by now
            gone = _("The option on place %(place)d is not shown any more. Leave it out, or choose another.")
            raise Invalid({"options": [gone % {"place": one.place}]})
        if not one.why:
            silent = _("Say in a line why “%(title)s” may help.") % {"title": view.title}
            raise Invalid({"options": [silent]})
    for other in final.taken:
        if shown(other.listing) is None:
            gone = _("“%(title)s” is not shown any more. Leave it out, or choose another.") % {"title": other.title}
            raise Invalid({"helps": [gone]})


def _checked(edit: AnswerEdit) -> AnswerEdit:
    """What was typed, tidied; all that is too long is said at once."""
    wrong: dict[str, list[str]] = {}

    def part(said: str, field: str, most: int) -> str:
        try:
            return words(said, field=field, most=most)
        except Invalid as error:
            wrong.update({name: [str(one) for one in lines] for name, lines in error.fields.items()})
            return ""

    checked = AnswerEdit(
        intro=part(edit.intro, "intro", MOST_INTRO),
        nothing=part(edit.nothing, "nothing", MOST_INTRO),
        options={
            listing: OptionEdit(
                place=one.place,
                why=part(one.why, f"why-{listing}", MOST_PART),
                doubts=part(one.doubts, f"doubts-{listing}", MOST_PART),
                step=part(one.step, f"step-{listing}", MOST_LINE),
            )
            for listing, one in (edit.options or {}).items()
        },
        helps={
            listing: HelpEdit(one.taken, part(one.line, f"line-{listing}", MOST_LINE))
            for listing, one in (edit.helps or {}).items()
        },
        add=tidy(edit.add)[:60],
    )
    if wrong:
        raise Invalid(wrong)
    return checked
