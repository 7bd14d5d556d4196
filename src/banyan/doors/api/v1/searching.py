"""Search, and matches with their reasons."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from banyan.base.errors import Invalid
from banyan.base.limits.services import Limit, use
from banyan.base.text import base_language, tidy
from banyan.domain.accounts.types import Scope
from banyan.domain.listings.types import Kind
from banyan.doors.api.asking import ApiRequest
from banyan.doors.api.operations import asks, reads
from banyan.doors.api.replies import next_link, reply
from banyan.doors.api.v1.narrowing import Code, Cursor, Narrowing
from banyan.doors.api.v1.shapes import In, ListingOut, Out, listing_out
from banyan.practice.brokerage.services import listing_read, listings_seen
from banyan.practice.matchmaking.selectors import answers_to, need_told, search
from banyan.practice.matchmaking.types import AnswersView, MatchCard, Quote, SearchRequest

router = Router(tags=["search and matches"])
#: A match costs as much as many pages.
_MATCHES = Limit("api-matches", times=60, seconds=600)
_REASONS, _DOUBTS, _QUOTES, _MARKS, _NEARLY = 3, 3, 2, 12, 5


class SearchAsked(Narrowing):
    """What to look for; without words all that is published."""

    q: Annotated[str, Field(max_length=500)] = ""
    sort: Annotated[str, Field(pattern="^(relevance|newest|closing_soon)$")] = "relevance"
    cursor: Cursor = ""


class QuoteOut(Out):
    """A passage of a listing, with the name of the field it stands in."""

    field: str
    text: str
    language: str


class HitOut(Out):
    """One result; ``by`` says whether words, meaning or both found it."""

    listing: ListingOut
    by: str
    quote: QuoteOut | None


class SearchOut(Out):
    """A page of results. ``total`` counts all of them, or (``total_is_floor``) at least so many."""

    items: list[HitOut]
    total: int
    total_is_floor: bool
    by_meaning: bool
    next: str | None


class MatchAsked(In):
    """A listing that is stored, or words: one of the two."""

    listing: Annotated[str, Field(max_length=40)] = ""
    text: Annotated[str, Field(max_length=20_000, description="A need in plain words, in any language.")] = ""
    language: Annotated[str, Field(max_length=12, description="Of the words, where they are too few to tell.")] = ""
    kinds: Annotated[list[Kind], Field(max_length=6, description="Which kinds may answer a need; empty: all.")] = []
    top: Annotated[int, Field(ge=1, le=20, strict=True)] = 10


class MarkOut(Out):
    """One condition: whether it fits, and the sentence that says so. ``hard``: it must hold."""

    criterion: str
    label: str
    verdict: Annotated[str, Field(description="fits, doubt, conflict or unknown")]
    sentence: str
    hard: bool


class MatchOut(Out):
    """An answer with its reasons (at most three) and doubts (at most three, the strongest first)."""

    listing: ListingOut
    score: Annotated[int, Field(ge=0, le=100, description="The probability, in hundredths, that it is a right answer.")]
    reasons: Annotated[list[str], Field(max_length=_REASONS)]
    doubts: Annotated[list[str], Field(max_length=_DOUBTS)]
    conditions: Annotated[list[MarkOut], Field(max_length=_MARKS)]
    quotes: Annotated[list[QuoteOut], Field(max_length=_QUOTES)]


class MatchesOut(Out):
    """The best answers. ``nearly`` would fit but for one condition; ``clear`` is false when none is more likely right
    than wrong; ``question`` is the one whose answer would change the order most; ``understood`` what was read from
    words."""

    matches: Annotated[list[MatchOut], Field(max_length=20)]
    nearly: Annotated[list[MatchOut], Field(max_length=_NEARLY)]
    question: str
    understood: dict[str, list[str]]
    by_meaning: bool
    index_ready: bool
    clear: bool


@router.get("/search", summary="Search", **reads(Scope.READ, SearchOut, visitors=True))
def search_list(request: ApiRequest, asked: Query[SearchAsked]) -> HttpResponse:
    """By words and meaning, narrowed by codes; pages of twenty."""
    found = search(request_of(asked, asked.q, sort=asked.sort, cursor=asked.cursor), request.auth.person)
    listings_seen([hit.listing for hit in found.hits], by=request.auth.person)
    items = [
        HitOut(listing=listing_out(hit.listing), by=hit.by, quote=_quote(hit.quote) if hit.quote else None)
        for hit in found.hits
    ]
    body = SearchOut(
        items=items,
        total=found.total,
        total_is_floor=found.total_is_floor,
        by_meaning=found.by_meaning,
        next=found.next,
    )
    return reply(request, body, headers=next_link(request, found.next))


@router.post("/match", summary="Match", **asks(Scope.READ, MatchesOut, visitors=True))
def match_create(request: ApiRequest, body: MatchAsked) -> HttpResponse:
    """What answers a need (or whom an offer may serve), with reasons and doubts. Words are compared and forgotten."""
    if bool(body.listing) == bool(body.text.strip()):
        raise Invalid({"listing": [_("Send either the id of a listing or words, not both and not neither.")]})
    use(_MATCHES, who=request.auth.key)
    person, understood = request.auth.person, dict[str, list[str]]()
    if body.listing:
        subject = listing_read(body.listing, by=person)
    else:
        hint = base_language(body.language or get_language() or "en")
        told = need_told(tidy(body.text), language_hint=hint)
        subject, understood = told.view(), dict(told.understood)
    found = answers_to(subject, asker=person, top=body.top, kinds=tuple(body.kinds))
    listings_seen([card.listing for card in (*found.cards, *found.but_for)], by=person)
    return reply(request, _matches(found, understood, body.top))


@router.get(
    "/listings/{listing_id}/matches", summary="Matches of a listing", **reads(Scope.READ, MatchesOut, visitors=True)
)
def listings_matches(request: ApiRequest, listing_id: Code) -> HttpResponse:
    """The ten best answers to a listing that you may see."""
    use(_MATCHES, who=request.auth.key)
    person = request.auth.person
    found = answers_to(listing_read(listing_id, by=person), asker=person)
    listings_seen([card.listing for card in (*found.cards, *found.but_for)], by=person)
    return reply(request, _matches(found, {}, 10))


def request_of(asked: Narrowing, words: str, *, sort: str = "relevance", cursor: str = "") -> SearchRequest:
    """The same as matchmaking takes it."""
    return SearchRequest.of(lambda name: map(str, getattr(asked, name)), text=tidy(words), sort=sort, cursor=cursor)


def _matches(found: AnswersView, understood: dict[str, list[str]], top: int) -> MatchesOut:
    return MatchesOut(
        matches=[_match(card) for card in found.cards[:top]],
        nearly=[_match(card) for card in found.but_for[:_NEARLY]],
        question=found.question.sentence if found.question else "",
        understood=understood,
        by_meaning=found.by_meaning,
        index_ready=found.index_ready,
        clear=found.clear,
    )


def _match(card: MatchCard) -> MatchOut:
    return MatchOut(
        listing=listing_out(card.listing),
        score=card.score,
        reasons=list(card.reasons[:_REASONS]),
        doubts=list(card.doubts[:_DOUBTS]),
        conditions=[
            MarkOut(criterion=one.criterion, label=one.label, verdict=one.verdict, sentence=one.sentence, hard=one.hard)
            for one in card.marks[:_MARKS]
        ],
        quotes=[_quote(one) for one in card.quotes[:_QUOTES]],
    )


def _quote(quote: Quote) -> QuoteOut:
    return QuoteOut(field=quote.field_label, text=quote.text, language=quote.language)
