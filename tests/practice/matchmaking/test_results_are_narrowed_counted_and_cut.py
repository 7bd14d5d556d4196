"""Search: facets, narrowing, order, pages, and what each asker may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override
from tests.cast import Cast
from tests.factories.listings import published

from banyan.base.errors import Invalid
from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.selectors import search
from banyan.practice.matchmaking.selectors.search import SIZE
from banyan.practice.matchmaking.services import index_rebuild
from banyan.practice.matchmaking.types import SearchRequest, SearchView

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(cast: Cast) -> Cast:
    """Two offers, one need, one funding line, all about drying."""
    published(cast.kofi, Kind.OFFER, title="Dryer one", places=["UG"])
    published(cast.kofi, Kind.OFFER, title="Dryer two", places=["KE"], trl=9)
    published(cast.kofi, Kind.FUNDING, title="Money for dryers", closes="2030-01-01")
    published(cast.amina, checked_by=cast.sami, deadline="2029-06-01")
    index_rebuild(words_only=True)
    return cast


def counts(view: SearchView, name: str) -> dict[str, int]:
    return {value.code: value.count for facet in view.facets if facet.name == name for value in facet.values}


def titles(view: SearchView) -> list[str]:
    return [hit.listing.title for hit in view.hits]


def every_page(request: SearchRequest, cast: Cast) -> Iterator[SearchView]:
    view = search(request, cast.visitor)
    yield view
    while view.next:
        view = search(
            SearchRequest(text=request.text, sort=request.sort, kinds=request.kinds, cursor=view.next), cast.visitor
        )
        yield view


def test_without_a_text_everything_is_there_newest_first(shelf: Cast) -> None:
    view = search(SearchRequest(), shelf.visitor)
    assert (view.total, len(view.hits)) == (4, 4)
    assert titles(view)[0] == "Drying mango slices when it rains"
    assert counts(view, "kinds") == {"offer": 2, "funding": 1, "need": 1}


def test_a_facet_narrows_but_still_counts_its_other_values(shelf: Cast) -> None:
    view = search(SearchRequest(text="dryer", kinds=("offer",)), shelf.visitor)
    assert view.total == 2
    assert counts(view, "kinds")["funding"] == 1
    chosen = [value.code for facet in view.facets for value in facet.values if value.chosen]
    assert chosen == ["offer"]


def test_a_level_and_a_place_narrow_together(shelf: Cast) -> None:
    view = search(SearchRequest(trl=("9",), places=("KE",)), shelf.visitor)
    assert titles(view) == ["Dryer two"]


def test_a_goal_finds_its_targets(shelf: Cast) -> None:
    assert search(SearchRequest(sdgs=("12",)), shelf.visitor).total == 1


def test_labels_are_in_the_readers_language(shelf: Cast) -> None:
    with override("fr"):
        view = search(SearchRequest(), shelf.visitor)
    assert "Ouganda" in [value.label for facet in view.facets if facet.name == "places" for value in facet.values]


def test_a_code_from_an_address_line_that_nobody_knows_finds_nothing_and_breaks_nothing(shelf: Cast) -> None:
    view = search(SearchRequest(text="dryer", kinds=("rocket",), cooperation=("theft",)), shelf.visitor)
    assert (view.total, view.hits) == (0, ())


def test_by_closing_day_the_nearest_comes_first(shelf: Cast) -> None:
    for text in ("", "dryers drying"):
        view = search(SearchRequest(text=text, sort="closing_soon"), shelf.visitor)
        assert titles(view)[:2] == ["Drying mango slices when it rains", "Money for dryers"]


def test_a_day_that_is_kept_back_orders_nothing(shelf: Cast) -> None:
    kept: dict[str, Any] = {
        "title": "Kept money for dryers",
        "closes": "2029-01-01",
        "visibility": {"closes": "after_enquiry"},
    }
    published(shelf.kofi, Kind.FUNDING, **kept)
    published(shelf.kofi, Kind.FUNDING, title="Later money for dryers", closes="2031-01-01")
    index_rebuild(words_only=True)
    found = titles(search(SearchRequest(text="money dryers", sort="closing_soon"), shelf.visitor))
    assert found.index("Later money for dryers") < found.index("Kept money for dryers")


def test_newest_first_also_with_a_text(shelf: Cast) -> None:
    view = search(SearchRequest(text="dryer", sort="newest"), shelf.visitor)
    assert [title for title in titles(view) if title.startswith("Dryer")] == ["Dryer two", "Dryer one"]


def test_pages_hold_every_result_once(cast: Cast) -> None:
    for number in range(SIZE + 5):
        published(cast.kofi, Kind.OFFER, title=f"Dryer number {number}")
    index_rebuild(words_only=True)
    for request in (SearchRequest(text="dryer"), SearchRequest(), SearchRequest(text="dryer", sort="newest")):
        pages = list(every_page(request, cast))
        found = [hit.listing.id for page in pages for hit in page.hits]
        assert len(found) == len(set(found)) == SIZE + 5
        assert len(pages) == 2


def test_a_broken_page_link_is_told(shelf: Cast) -> None:
    with pytest.raises(Invalid):
        search(SearchRequest(text="dryer", cursor="forged"), shelf.visitor)


def test_the_words_found_are_marked_in_their_sentence(shelf: Cast) -> None:
    [hit] = search(SearchRequest(text="collector cloudy", kinds=("offer",), trl=("9",)), shelf.visitor).hits
    assert hit.quote is not None
    assert [hit.quote.text[start:end] for start, end in hit.quote.marks] == ["collector", "cloudy"]
    assert hit.by == "words"


def test_hidden_answers_are_neither_searched_nor_shown(cast: Cast) -> None:
    secret = "the basement of the old mill"
    published(cast.kofi, Kind.OFFER, how_it_works=secret, visibility={"how_it_works": "after_acceptance"})
    index_rebuild(words_only=True)
    assert search(SearchRequest(text="basement mill"), cast.visitor).hits == ()


def test_nobody_finds_an_anonymous_need_by_who_posted_it(cast: Cast) -> None:
    need = published(
        cast.amina, checked_by=cast.sami, anonymous=True, organisation="mwembe-cooperative", contact="amina@example.org"
    )
    index_rebuild(words_only=True)
    for text in ("mwembe", "amina", "amina@example.org"):
        assert search(SearchRequest(text=text), cast.visitor).hits == ()
    [hit] = search(SearchRequest(text="mango"), cast.visitor).hits
    assert (hit.listing.id, hit.listing.organisation) == (need.id, "")
