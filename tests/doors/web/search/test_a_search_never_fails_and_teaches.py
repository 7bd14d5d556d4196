from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import SEEKER, Cast
from tests.doors.web.reading import text_of
from tests.factories.listings import published

from banyan.domain.listings.types import Kind
from banyan.doors.web.search.showing import chips, with_words, without
from banyan.practice.matchmaking.selectors import search_asked
from banyan.practice.matchmaking.types import FACETS, Facet, FacetValue, SearchRequest, SearchView

Indexed = Callable[[], object]


@given(st.dictionaries(st.sampled_from([*FACETS, "q", "sort", "cursor", "other"]), st.lists(st.text(max_size=60))))
def test_whatever_stands_in_the_address_is_understood_or_left_out(given: dict[str, list[str]]) -> None:
    query = QueryDict(mutable=True)
    for name, values in given.items():
        query.setlist(name, values)
    asked = search_asked(query)
    assert asked.sort in {"relevance", "newest", "closing_soon"}
    assert all(len(getattr(asked, name)) <= 20 for name in FACETS)
    assert all(" " not in code for name in FACETS for code in getattr(asked, name))


def test_a_chip_takes_away_its_own_value_and_starts_from_the_first_page() -> None:
    query = QueryDict("q=dryer&kinds=offer&kinds=need&places=KE&cursor=abc")
    assert without(query, "kinds", "need") == "?q=dryer&kinds=offer&places=KE"
    assert without(query, "kinds") == "?q=dryer&places=KE"
    assert with_words(query, "fan") == "?q=fan&kinds=offer&kinds=need&places=KE"


def test_a_chosen_value_that_nothing_has_still_has_its_chip() -> None:
    facets = (Facet("kinds", "Kind", (FacetValue("offer", "Technology offer", 3, True),)),)
    view = SearchView(SearchRequest(kinds=("offer",), places=("XK",)), (), facets, 0, None)
    assert [chip.label for chip in chips(view, QueryDict("kinds=offer&places=XK"))] == ["Technology offer", "XK"]


def test_words_are_found_and_marked(cast: Cast, indexed: Indexed) -> None:
    published(cast.kofi, Kind.OFFER)
    indexed()
    answer = Client().get("/search/", {"q": "mould"})
    assert "<mark>mould</mark>" in answer.content.decode()
    assert "1 found" in text_of(answer)


def test_facets_narrow_by_plain_links(cast: Cast, indexed: Indexed) -> None:
    published(cast.kofi, Kind.OFFER)
    published(cast.amina, checked_by=cast.sami)
    indexed()
    both = text_of(Client().get("/search/"))
    assert "2 found" in both
    answer = Client().get("/search/", {"kinds": "need"})
    assert "1 found" in text_of(answer)
    assert "Dryer that runs on the sun" not in text_of(answer)
    assert 'value="need" id="f-kinds-' in answer.content.decode()


@pytest.mark.django_db
def test_zero_results_teach_and_carry_the_words_on() -> None:
    answer = Client().get("/search/", {"q": "zzqqx <b>", "kinds": "offer", "places": "KE"})
    shown, source = text_of(answer), answer.content.decode()
    assert "Nothing found for “zzqqx <b>”" in shown
    assert "Search without “Technology offer”" in shown
    assert "Search without “Kenya”" in shown
    assert '<input type="hidden" name="words" value="zzqqx &lt;b&gt;" form="tell">' in source
    assert 'id="tell" method="post" action="/need/new/"' in source


@pytest.mark.django_db
def test_while_there_is_no_index_plain_words_are_looked_up() -> None:
    answer = Client().get("/search/", {"q": "anything"})
    assert answer.status_code == 200
    assert "index is being built" in text_of(answer)


@pytest.mark.django_db
def test_a_broken_page_link_leads_to_the_first_page() -> None:
    assert Client().get("/search/", {"cursor": "forged"}).status_code == 200
    assert Client().get("/search/", {"q": "dryer", "cursor": "forged:more"}).status_code == 200


def test_pages_follow_one_another_without_gaps_or_repeats(cast: Cast) -> None:
    for number in range(45):
        published(cast.kofi, Kind.OFFER, title=f"Dryer number {number:03}")
    client, address, seen = Client(), "/search/?kinds=offer", []
    while address:
        context = client.get(address).context
        seen += [hit.listing.title for hit in context["view"].hits]
        address = f"/search/{context['next_url']}" if context["next_url"] else ""
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.django_db
def test_scripts_get_only_the_part_that_changes() -> None:
    part = Client().get("/search/", headers={"HX-Request": "true"})
    assert part.content.lstrip().startswith(b'<div id="found"')
    assert "HX-Request" in part["Vary"]
    back = Client().get("/search/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert b"<html" in back.content


def test_an_anonymous_need_stands_in_lists_without_its_owner(cast: Cast, indexed: Indexed) -> None:
    published(cast.amina, checked_by=cast.sami, organisation=SEEKER, anonymous=True)
    indexed()
    for query in ({}, {"q": "mango"}):
        answer = Client().get("/search/", query)
        assert "Posted anonymously" in text_of(answer)
        assert "Mwembe" not in answer.content.decode()
