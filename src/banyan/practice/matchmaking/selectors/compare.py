"""Listings side by side, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from banyan.base.clock import today
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.selectors import listing_get, listings_by_ids
from banyan.domain.listings.types import ListingView
from banyan.engine.rank.criteria import check_all
from banyan.engine.types import Criterion, CriterionResult, Kind, Record
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.errors import IndexNotReady, TooManyToCompare
from banyan.practice.matchmaking.messages import criterion_label, said_on, say
from banyan.practice.matchmaking.records import record_of_view
from banyan.practice.matchmaking.selectors.answers import among, groups_of
from banyan.practice.matchmaking.selectors.cards import cards
from banyan.practice.matchmaking.types import CompareCell, CompareRow, CompareView, MatchCard

MOST = 4


def compare(ids: Sequence[str], need_id: str | None, asker: Asker) -> CompareView:
    """Up to four listings as the asker sees them; with a need also their verdicts, scores and reasons for it.

    Listings that are gone or not open to the asker are left out. ``TooManyToCompare``; ``NoSuchListing`` for the need.
    """
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > MOST:
        raise TooManyToCompare({"ids": [TooManyToCompare.sentence]})
    views = tuple(listings_by_ids(wanted, for_user=asker))
    need = listing_get(need_id, for_user=asker) if need_id else None
    records = [record_of_view(view) for view in views]
    asked = record_of_view(need) if need is not None else None
    results = [_checked(asked, record) for record in records]
    rows = tuple(row for criterion in Criterion if (row := _row(criterion, asked, records, results)) is not None)
    return CompareView(
        listings=views,
        need=need,
        cards=_cards(asked, views) if asked is not None else (),
        rows=rows,
    )


def _checked(need: Record | None, record: Record) -> Mapping[Criterion, CriterionResult]:
    if need is None:
        return {}
    found = check_all(need, record, today=today(), places=machinery.Places(), rates=machinery.rates())
    return {result.criterion: result for result in found}


def _row(
    criterion: Criterion,
    need: Record | None,
    records: Sequence[Record],
    results: Sequence[Mapping[Criterion, CriterionResult]],
) -> CompareRow | None:
    """One line; none where neither the need nor any listing says anything."""
    cells = tuple(
        _cell(record, criterion, checked.get(criterion)) for record, checked in zip(records, results, strict=True)
    )
    wanted = said_on(criterion, need.facts, need.kind) if need is not None else ""
    if not any(cell.text for cell in cells):
        return None
    different = {(cell.verdict, "" if cell.verdict else cell.text) for cell in cells}
    return CompareRow(
        name=criterion.value,
        label=criterion_label(criterion.value),
        wanted=wanted,
        cells=cells,
        differs=len(different) > 1,
    )


def _cell(record: Record, criterion: Criterion, result: CriterionResult | None) -> CompareCell:
    if result is None:
        return CompareCell(listing=record.id, text=said_on(criterion, record.facts, record.kind))
    return CompareCell(
        listing=record.id,
        text=say(result.message, result.values),
        verdict=result.verdict.value,
        hard=result.hard,
    )


def _cards(need: Record, views: Sequence[ListingView]) -> tuple[MatchCard, ...]:
    """Score and reasons of each, as on the answers page, also of those in conflict; nothing while there is no index."""
    try:
        machine = machinery.current()
    except IndexNotReady:
        return ()
    found: dict[str, MatchCard] = {}
    for kinds in groups_of({Kind(view.kind.value) for view in views}):
        ids = [view.id for view in views if view.kind.value in kinds]
        matches = machine.judge(need, ids, among=among(need, kinds))
        found |= {card.listing.id: card for card in cards(matches, {view.id: view for view in views})}
    return tuple(found[view.id] for view in views if view.id in found)
