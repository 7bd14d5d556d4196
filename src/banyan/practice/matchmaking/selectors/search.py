"""Search: the engine finds by words and meaning, PostgreSQL narrows, counts and cuts what the asker may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q

from banyan.base.paging import broken, pack, unpack
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.selectors import (
    Sort,
    filter_listings,
    filters_from,
    in_order,
    listings_by_ids,
    matching_ids,
    search_facets,
    visible_to,
)
from banyan.domain.listings.types import Facet as By
from banyan.domain.listings.types import Facets, Filters, ListingView
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.errors import IndexNotReady
from banyan.practice.matchmaking.rules import part_after
from banyan.practice.matchmaking.selectors.also import named_beside
from banyan.practice.matchmaking.selectors.facets import facets_shown
from banyan.practice.matchmaking.selectors.found import Found, quote_for
from banyan.practice.matchmaking.twins import twins_of
from banyan.practice.matchmaking.types import SearchHit, SearchRequest, SearchView

SIZE = 20
LONGEST_TEXT = 500
_MOST_PLAIN = 1000


def search(request: SearchRequest, asker: Asker) -> SearchView:
    """One page of what fits a text and its narrowing; without a text everything published, newest first.

    Costs two to five queries and 20–100 ms. While there is no index the database is searched by plain words, and the
    view says so. ``Invalid`` for a broken cursor.
    """
    filters, text = filters_of(request), text_of(request)
    return _with_text(request, text, filters, asker) if text else _without_text(request, filters, asker)


def text_of(request: SearchRequest) -> str:
    """The words that are looked for."""
    return " ".join(request.text.split())[:LONGEST_TEXT]


def filters_of(request: SearchRequest) -> Filters:
    """What the search is narrowed to."""
    return filters_from(
        {
            By.KINDS: request.kinds,
            By.SDGS: request.sdgs,
            By.SECTORS: request.sectors,
            By.TECHNOLOGIES: request.technologies,
            By.PLACES: request.places,
            By.TRLS: request.trl,
            By.COOPERATION: request.cooperation,
            By.LANGUAGES: request.languages,
        }
    )


def _without_text(request: SearchRequest, filters: Filters, asker: Asker) -> SearchView:
    sort = Sort.CLOSING_SOON if request.sort == Sort.CLOSING_SOON else Sort.NEWEST
    rows = filter_listings(filters, for_user=asker, sort=sort, cursor=request.cursor, size=SIZE)
    facets = search_facets(None, filters)
    shown, also = _one_of_each(rows.rows, filters, asker)
    return SearchView(
        request=request,
        hits=tuple(SearchHit(view, None, "", also.get(view.id, ())) for view in shown),
        facets=facets_shown(facets, filters),
        total=_total(facets, filters),
        next=rows.next,
    )


def _one_of_each(
    rows: Sequence[ListingView], filters: Filters, asker: Asker
) -> tuple[list[ListingView], Mapping[str, tuple[ListingView, ...]]]:
    """The page without what is shown on another one for the same: it may be a row or two shorter."""
    ids = [view.id for view in rows]
    twins = twins_of(ids)
    everywhere = matching_ids([*ids, *(other for id in ids for other in twins.members_of(id))], filters)
    kept = twins.kept(everywhere)
    shown = [view for view in rows if view.id in kept]
    return shown, named_beside([view.id for view in shown], twins, asker)


def _total(facets: Facets, filters: Filters) -> int:
    """Each listing has exactly one kind, and the counts of kinds are narrowed by everything else."""
    chosen = filters.facets.get(By.KINDS, frozenset())
    return sum(one.count for one in facets[By.KINDS] if not chosen or one.code in chosen)


def _with_text(request: SearchRequest, text: str, filters: Filters, asker: Asker) -> SearchView:
    found = _find(text, asker)
    twins = twins_of(found.ids)
    passing = twins.one_of_each(matching_ids(found.ids, filters))
    ordered = passing if request.sort not in set(Sort) else in_order(passing, Sort(request.sort))
    offset, last = unpack(request.cursor, length=2) if request.cursor else (0, "")
    if not isinstance(offset, int):
        raise broken()  # the cursor of a list without words
    shown, end = part_after(ordered, last=str(last or ""), offset=offset, size=SIZE)
    views = listings_by_ids(shown, for_user=asker)
    also = named_beside(shown, twins, asker)
    return SearchView(
        request=request,
        hits=tuple(
            SearchHit(view, quote_for(view, text), found.by.get(view.id, "words"), also.get(view.id, ()))
            for view in views
        ),
        facets=facets_shown(search_facets(found.ids, filters), filters),
        total=len(passing),
        next=pack([end, shown[-1]]) if shown and end < len(ordered) else None,
        total_is_floor=found.more,
        index_ready=found.index_ready,
        by_meaning=found.by_meaning,
    )


def _find(text: str, asker: Asker) -> Found:
    try:
        machine = machinery.current()
    except IndexNotReady:
        return _in_the_database(text, asker)
    hits, more = machine.search(text)
    return Found(
        ids=[hit.id for hit in hits],
        by={hit.id: hit.by for hit in hits},
        more=more,
        index_ready=True,
        by_meaning=machine.by_meaning,
    )


def _in_the_database(text: str, asker: Asker) -> Found:
    """All words in title, summary or answers, without grammar or ranking: slow and plain, but it works."""
    wanted = Q()
    for word in text.split()[:8]:
        wanted &= Q(title__icontains=word) | Q(summary__icontains=word)
    rows = visible_to(asker).filter(wanted, state="published").order_by("-published", "-public_id")
    ids = list(rows.values_list("public_id", flat=True)[: _MOST_PLAIN + 1])
    return Found(ids=ids[:_MOST_PLAIN], by={}, more=len(ids) > _MOST_PLAIN, index_ready=False, by_meaning=False)
