"""Answers as brokers draft and send them."""

from __future__ import annotations

from tests.cast import PROVIDER, SEEKER, Cast
from tests.factories.enquiries import WORDS
from tests.factories.listings import published

from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.brokerage.selectors.answers import answer_get
from banyan.practice.brokerage.services.answers import answer_draft, answer_reply, answer_send
from banyan.practice.brokerage.types.answer import AnswerEdit, AnswerView, OptionEdit, ReplyWord
from banyan.practice.matchmaking.services import index_rebuild

INTRO = "We have read your need and what came nearest."
TITLES = (
    "Solar dryer for mango slices, also when it rains",
    "Hybrid dryer for mango that works in the rain",
    "Tunnel dryer for slices of fresh mango and rain",
)
#: What has little to do with drying fruit, so that matching has something to tell apart.
OTHERS = (
    ("Drip lines for tomato beds", "Water reaches each root of the tomato and none runs off."),
    ("Quiet engine for small boats", "A small motor that fishers charge at the pier over night."),
    ("Bricks made of pressed earth", "A press that makes bricks of earth, without any fire or wood."),
    ("School lamps that children carry", "A lamp that charges while children walk home from school."),
    ("Test strips for well water", "A strip shows within a minute whether a well holds arsenic."),
)


def need(cast: Cast, **more: object) -> str:
    """Amina's need, shown."""
    return published(cast.amina, Kind.NEED, checked_by=cast.sami, organisation=SEEKER, **more).id


def offers(cast: Cast) -> tuple[str, ...]:
    """Three offers of Kofi's that come near, and others that do not."""
    found = tuple(
        published(
            cast.kofi,
            Kind.OFFER,
            organisation=PROVIDER,
            title=title,
            summary="It dries fresh mango slices when it rains, so that no mould grows on them.",
            problem_solved="In the rain mango slices go brown or grow mould, and the buyer sends them back.",
        ).id
        for title in TITLES
    )
    for title, summary in OTHERS:
        published(
            cast.kofi,
            Kind.OFFER,
            organisation=PROVIDER,
            title=title,
            summary=summary,
            problem_solved=summary,
            technologies=None,
            sdgs=["4"],
        )
    return found


def helpers(cast: Cast) -> tuple[str, str]:
    """A funding that pays back half, and a training."""
    money = published(
        cast.kofi,
        Kind.FUNDING,
        organisation=PROVIDER,
        title="Grants for cooperatives that dry mango",
        summary="Money for a cooperative that wants to dry fresh mango slices when it rains.",
        eligible_places=["KE"],
        eligible_kinds=["cooperative"],
        reimbursement_percent=50,
    ).id
    training = published(
        cast.kofi,
        Kind.TRAINING,
        organisation=PROVIDER,
        title="Drying mango slices well in the rain",
        summary="A week of practice in drying fresh mango slices when it rains.",
    ).id
    return money, training


def drafted(cast: Cast, **of_need: object) -> str:
    """Rosa's draft for Amina's need, with three options, money and training."""
    about = need(cast, **of_need)
    offers(cast)
    helpers(cast)
    index_rebuild()
    return answer_draft(need=about, by=cast.rosa).id


def sent(cast: Cast, **of_need: object) -> str:
    """The same, sent."""
    answer = drafted(cast, **of_need)
    answer_send(public_id=answer, by=cast.rosa)
    return answer


def replied(cast: Cast, word: ReplyWord = ReplyWord.NO) -> str:
    """The same; Amina has said something of the first option."""
    answer = sent(cast)
    say(cast, answer, word)
    return answer


def say(cast: Cast, answer: str, word: ReplyWord, *, place: int = 1) -> str:
    """Amina says something of the option at this place; returns the enquiry that began."""
    one = next(one for one in answer_get(answer, for_user=cast.amina).options if one.place == place)
    return answer_reply(
        public_id=answer,
        listing=one.listing,
        word=word,
        by=cast.amina,
        reason=DeclineReason.TOO_COSTLY,
        line="Because." if word is not ReplyWord.YES else "",
        enquiry=WORDS,
    )


def edit_of(view: AnswerView, *, places: dict[str, int] | None = None, **more: str) -> AnswerEdit:
    """The form as it stands, with other places."""
    return AnswerEdit(
        intro=more.get("intro", view.words.intro),
        nothing=more.get("nothing", view.words.nothing),
        options={
            one.listing: OptionEdit((places or {}).get(one.listing, one.place), one.why, one.doubts, one.step)
            for one in view.words.options
        },
        add=more.get("add", ""),
    )
