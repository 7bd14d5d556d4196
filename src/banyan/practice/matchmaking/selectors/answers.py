"""The answers to one listing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.selectors import listing_get, listings_by_ids
from banyan.domain.listings.types import ListingView
from banyan.engine.types import Answers, Filter, Kind, Match, Record
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.errors import IndexNotReady
from banyan.practice.matchmaking.records import record_of_view
from banyan.practice.matchmaking.rules import COMPARED_TOGETHER, answering_kinds, worth_showing
from banyan.practice.matchmaking.selectors.also import named_beside
from banyan.practice.matchmaking.selectors.cards import cards, next_question
from banyan.practice.matchmaking.twins import twins_of
from banyan.practice.matchmaking.types import AnswersView, MadeBy

_MANY = 60
"""Matches asked for where only some kinds of a group are wanted."""
_SPARE = 5
"""Matches asked for beyond those shown, since a few may have left since the index was made."""


def answers_for(subject_public_id: str, *, asker: Asker, top: int = 10, kinds: Collection[str] = ()) -> AnswersView:
    """The best matches of a listing that the asker may see: for a need everything that helps, else the needs it serves.

    ``kinds`` narrows the answers of a need. The subject need not be published: a draft is compared as its owner sees
    it. Costs 20–300 ms. ``NoSuchListing`` when the asker may not see the subject. Without an index the view says so
    (``index_ready``) and is empty.
    """
    return answers_to(listing_get(subject_public_id, for_user=asker), asker=asker, top=top, kinds=kinds)


def answers_to(subject: ListingView, *, asker: Asker, top: int = 10, kinds: Collection[str] = ()) -> AnswersView:
    """``answers_for`` a subject already read, or one that is not stored as a listing: words told without an account."""
    wanted = frozenset(Kind(kind) for kind in answering_kinds(subject.kind.value, kinds))
    try:
        found = [
            _match(record_of_view(subject), kinds, top + _SPARE if kinds <= wanted else _MANY)
            for kinds in groups_of(wanted)
        ]
    except IndexNotReady:
        return AnswersView(subject, (), (), None, by_meaning=False, index_ready=False)
    ranked = sorted(
        (match for answers, _ in found for match in answers.matches if match.kind in wanted),
        key=lambda match: -match.score,
    )
    best = _best_by_kind(ranked)
    worth = [match for match in ranked if worth_showing(match.score, best=best[match.kind])]
    nearly = [one for answers, _ in found for one in answers.would_fit_but_for if one.kind in wanted]
    views = _views((*worth, *nearly), asker)
    twins = twins_of(views)
    kept = twins.kept([match.id for match in (*worth, *nearly) if match.id in views])
    matches, but_for = ([match for match in some if match.id in kept] for some in (worth, nearly))
    also = named_beside([match.id for match in matches][:top], twins, asker)
    shown = tuple(replace(card, also=also.get(card.listing.id, ())) for card in cards(matches, views)[:top])
    first = found[0][0]
    return AnswersView(
        subject=subject,
        cards=shown,
        but_for=cards(but_for, views),
        question=next_question(first.question, {card.listing.id: card.listing for card in shown}),
        by_meaning=all(by_meaning for _, by_meaning in found),
        clear=any(answers.clear for answers, _ in found),
        made_by=MadeBy(machinery.model_version(), first.encoder, first.generation),
    )


def groups_of(kinds: Collection[Kind]) -> list[frozenset[Kind]]:
    """The groups in which listings of these kinds are scored."""
    groups = (frozenset(Kind(one) for one in group) for group in COMPARED_TOGETHER)
    return [group for group in groups if not group.isdisjoint(kinds)]


def among(subject: Record, kinds: frozenset[Kind]) -> Filter:
    """All that a listing of the group is scored among."""
    return Filter(kinds=kinds, exclude=frozenset({subject.id}))


def _match(subject: Record, kinds: frozenset[Kind], top: int) -> tuple[Answers, bool]:
    return machinery.current().match(subject, top=top, filter=among(subject, kinds))


def _best_by_kind(matches: Iterable[Match]) -> dict[Kind, float]:
    """A laboratory that speaks the seeker's language must not push out the only technology, which does not."""
    best: dict[Kind, float] = {}
    for match in matches:
        best[match.kind] = max(match.score, best.get(match.kind, 0.0))
    return best


def _views(matches: Iterable[Match], asker: Asker) -> Mapping[str, ListingView]:
    return {view.id: view for view in listings_by_ids([match.id for match in matches], for_user=asker)}
