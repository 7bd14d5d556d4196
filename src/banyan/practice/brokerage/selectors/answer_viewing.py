"""From a row to what one reader may know of an answer. Of its options everybody reads what anybody may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from banyan.domain.accounts.policy import Asker
from banyan.domain.accounts.selectors import person_of, users
from banyan.domain.listings.policy import Standing
from banyan.domain.listings.types import DeclineReason, ListingView, text
from banyan.practice.brokerage.errors import NoSuchAnswer
from banyan.practice.brokerage.models import Answer, AnswerEdition, AnswerReply
from banyan.practice.brokerage.people import keeps_its_name
from banyan.practice.brokerage.policy.answer import answer_parts
from banyan.practice.brokerage.rules.answer import OUT, answer_verbs, replies_after
from banyan.practice.brokerage.rules.answer_words import open_lines, open_marks, read
from banyan.practice.brokerage.selectors.answer_drafting import shown_of, titled
from banyan.practice.brokerage.types.answer import (
    AnswerPart,
    AnswerRow,
    AnswerState,
    AnswerView,
    AnswerWords,
    Edition,
    HelpView,
    HelpWords,
    OptionView,
    OptionWords,
    ReplyView,
    ReplyWord,
    Titled,
)

#: What a view needs besides the row.
ANSWER_JOINED = (
    "need__organisation", "need__owner", "need__contact", "need__deputy", "need__chapter", "sender",
)  # fmt: skip


def answer_view(answer: Answer, reader: Asker, standing: Standing, *, edition: int | None = None) -> AnswerView:
    """The answer as the reader, who has a part in it, may see it. An older ``edition`` is for brokers."""
    parts = answer_parts(standing, answer)
    state = AnswerState(answer.state)
    rows = {row.number: row for row in AnswerEdition.objects.filter(answer=answer)}
    wanted = edition if edition is not None and AnswerPart.BROKER in parts else answer.edition
    if wanted not in rows:
        raise NoSuchAnswer(id=answer.public_id, edition=wanted)
    words = read(rows[wanted].words)
    now = shown_of(words)
    words = _present(words, now, answer.language)
    said = replies_of(answer)
    open_to = replies_after if state in OUT and AnswerPart.SEEKER in parts else None
    need = answer.need
    return AnswerView(
        id=answer.public_id,
        state=state,
        parts=parts,
        need=need.public_id if need else "",
        title=Titled(answer.title, need.language if need else ""),
        language=answer.language,
        words=words,
        edition=wanted,
        options=tuple(
            _option(one, now.get(one.listing), answer.language, said.get(one.listing), answerable=open_to is not None)
            for one in words.chosen
        ),
        helps=tuple(_help(one, now.get(one.listing), answer.language) for one in words.taken),
        sender=person_of(answer.sender).name if answer.sender else "",
        chapter=need.chapter.name if need and need.chapter else "",
        sent=answer.sent,
        verbs=answer_verbs(state, parts),
        unheard=is_unheard(answer),
        editions=_editions(rows) if AnswerPart.BROKER in parts else (),
        version=answer.version,
        made=answer.made,
        unnamed=need is not None and keeps_its_name(anonymous=need.anonymous, visibility=need.visibility),
    )


def answer_row(answer: Answer) -> AnswerRow:
    """The answer as a line of a list."""
    words = read(AnswerEdition.objects.get(answer=answer, number=answer.edition).words)
    return AnswerRow(
        id=answer.public_id,
        state=AnswerState(answer.state),
        title=answer.title,
        language=answer.need.language if answer.need else "",
        need=answer.need.public_id if answer.need else "",
        options=len(words.chosen),
        sent=answer.sent,
        changed=answer.changed,
        unheard=is_unheard(answer),
    )


def is_unheard(answer: Answer) -> bool:
    """Whether the seeker said something that no broker has marked as read."""
    return (
        answer.state == AnswerState.REPLIED
        and answer.replied is not None
        and (answer.heard is None or answer.heard < answer.replied)
    )


def replies_of(answer: Answer) -> Mapping[str, AnswerReply]:
    """What was said last of each option."""
    return {row.listing: row for row in AnswerReply.objects.filter(answer=answer).order_by("pk")}


def _option(
    one: OptionWords, listing: ListingView | None, language: str, said: AnswerReply | None, *, answerable: bool
) -> OptionView:
    reply = _reply(said) if said is not None else None
    if listing is None:
        return OptionView(one.place, one.listing, Titled(""), True, (), (), "", (), reply=reply)
    return OptionView(
        place=one.place,
        listing=one.listing,
        title=titled(listing, language),
        gone=False,
        why=lines(one.why),
        doubts=lines(one.doubts),
        step=one.step,
        marks=one.marks,
        owner=listing.organisation_name,
        owner_slug=listing.organisation,
        contact=_contact(listing),
        anonymous=listing.anonymous or "organisation" in listing.hidden,
        reply=reply,
        replies=replies_after(reply.word if reply else None) if answerable else (),
    )


def _present(words: AnswerWords, now: Mapping[str, ListingView], language: str) -> AnswerWords:
    """What is written, with the titles of now (none of what is gone) and without conditions that tell what the owner
    keeps back; the words of brokers stay."""
    options = []
    for one in words.options:
        listing = now.get(one.listing)
        hidden = listing.hidden if listing is not None else {}
        options.append(
            replace(
                one,
                title=titled(listing, language).text if listing is not None else "",
                why=open_lines(one.why, one.marks, hidden),
                doubts=open_lines(one.doubts, one.marks, hidden),
                marks=open_marks(one.marks, hidden) if listing is not None else (),
            )
        )
    helps = []
    for other in words.helps:
        listing = now.get(other.listing)
        title = titled(listing, language).text if listing is not None else ""
        marks = open_marks(other.marks, listing.hidden) if listing is not None else ()
        helps.append(replace(other, title=title, marks=marks))
    return replace(words, options=tuple(options), helps=tuple(helps))


def _contact(listing: ListingView) -> str:
    return "" if listing.anonymous else text(listing.values, "contact")


def _help(one: HelpWords, listing: ListingView | None, language: str) -> HelpView:
    if listing is None:
        return HelpView(one.listing, Titled(""), one.kind, True, "", ())
    title = titled(listing, language)
    return HelpView(one.listing, title, one.kind, False, one.line, one.marks, listing.organisation_name)


def _reply(row: AnswerReply) -> ReplyView:
    return ReplyView(
        word=ReplyWord(row.word),
        reason=DeclineReason(row.reason) if row.reason else None,
        line=row.line,
        at=row.at,
        enquiry=row.enquiry,
    )


def _editions(rows: Mapping[int, AnswerEdition]) -> tuple[Edition, ...]:
    names = {
        one.public_id: person_of(one).name for one in users().filter(public_id__in={row.by for row in rows.values()})
    }
    return tuple(Edition(row.number, row.sent, row.at, names.get(row.by, "")) for _number, row in sorted(rows.items()))


def lines(said: str) -> tuple[str, ...]:
    """The lines of a text that have something in them."""
    return tuple(one.strip() for one in said.splitlines() if one.strip())
