from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from tests.cast import Cast
from tests.doors.api.conftest import Of, Program
from tests.factories.listings import draft, published

from banyan.domain.accounts.types import Scope
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Kind, Verb


def test_private_words_never_leave(cast: Cast, visitor: Program, of: Of) -> None:
    hidden = draft(cast.amina, title="Words of nobody else").id
    kept = published(
        cast.kofi, Kind.OFFER, how_it_works="Kept for those who ask", visibility={"how_it_works": "after_enquiry"}
    ).id
    unnamed = published(cast.amina, checked_by=cast.sami, anonymous=True, contact="amina@example.org").id
    for program in (visitor, of(cast.uma)):
        pages = [
            program.get(path)
            for path in (
                "/listings?size=100",
                "/changes",
                "/search?q=words",
                f"/listings/{kept}",
                f"/listings/{unnamed}",
                f"/listings/{unnamed}/matches",
            )
        ]
        assert [page.status_code for page in pages] == [200] * 6
        said = " ".join(page.content.decode() for page in pages)
        for secret in ("Words of nobody else", "Kept for those who ask", "amina@example.org", "mwembe-cooperative"):
            assert secret not in said
        assert program.get(f"/listings/{hidden}").status_code == 404
    assert visitor.get(f"/listings/{kept}").json()["hidden"]["how_it_works"] == "after_enquiry"
    assert of(cast.amina).get(f"/listings/{hidden}").json()["title"] == "Words of nobody else"


def test_pages_follow_each_other_by_their_links(cast: Cast, visitor: Program) -> None:
    made = {published(cast.kofi, Kind.OFFER, title=f"Dryer number {n}").id for n in range(5)}
    found, path = [], "/listings?kinds=offer&size=2"
    while path:
        page = visitor.get(path)
        found += [one["id"] for one in page.json()["items"]]
        link = page.headers.get("Link", "")
        assert ('rel="next"' in link) == (page.json()["next"] is not None)
        parts = urlsplit(link[1:].partition(">")[0])
        path = f"{parts.path.removeprefix('/api/v1')}?{parts.query}" if link else ""
    assert len(found) == 5
    assert set(found) == made


def test_what_is_known_already_is_not_sent_again(cast: Cast, visitor: Program) -> None:
    offer = published(cast.kofi, Kind.OFFER).id
    first = visitor.get(f"/listings/{offer}")
    again = visitor.get(f"/listings/{offer}", If_None_Match=f'"other", W/{first["ETag"]}')
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    listing_transition(public_id=offer, verb=Verb.CONFIRM, by=cast.kofi)
    assert visitor.get(f"/listings/{offer}", If_None_Match=first["ETag"]).status_code == 200


@pytest.mark.usefixtures("settled_at_once")
def test_changes_tell_what_is_gone(cast: Cast, visitor: Program) -> None:
    stays, goes = published(cast.kofi, Kind.OFFER).id, published(cast.kofi, Kind.OFFER, title="Another dryer").id
    listing_transition(public_id=goes, verb=Verb.WITHDRAW, by=cast.kofi)
    items = visitor.get("/changes").json()["items"]
    assert {one["id"]: (one["deleted"], one["listing"] is None) for one in items} == {
        stays: (False, False),
        goes: (True, True),
    }
    assert visitor.get(f"/listings/{goes}").status_code == 410


def test_a_token_opens_what_was_chosen_and_nothing_else(cast: Cast, of: Of) -> None:
    reads, writes = of(cast.kofi, Scope.READ), of(cast.kofi, Scope.WRITE)
    body = {"kind": "need", "fields": {"title": "Dry fruit"}}
    assert reads.get("/me/listings").status_code == 200
    refused = reads.post("/listings", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    assert 'scope="write"' in refused["WWW-Authenticate"]
    assert writes.get("/me/listings").status_code == 403
    assert writes.post("/listings", body).status_code == 201


def test_a_cookie_counts_for_nothing(cast: Cast, visitor: Program) -> None:
    visitor.client.force_login(cast.kofi)
    mine = draft(cast.kofi, Kind.OFFER).id
    assert visitor.get(f"/listings/{mine}").status_code == 404
    assert visitor.get("/me/listings").status_code == 401
    assert visitor.post("/listings", {"kind": "need", "fields": {}}).status_code == 401


def test_pages_of_other_sites_may_read_what_everybody_may(cast: Cast, visitor: Program, of: Of) -> None:
    public = visitor.get("/listings", Origin="https://elsewhere.example")
    assert public["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in public.headers
    for closed in (of(cast.kofi).get("/listings"), visitor.post("/match", {"text": "dry fruit"})):
        assert "Access-Control-Allow-Origin" not in closed.headers
    asked = visitor.ask("OPTIONS", "/listings")
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET")
    assert "Authorization" not in asked["Access-Control-Allow-Headers"]


def test_a_match_has_its_reasons_and_its_doubts(cast: Cast, visitor: Program) -> None:
    from_words = visitor.post("/match", {"text": "Dry mango slices when it rains", "kinds": ["offer"], "top": 3})
    assert from_words.status_code == 200
    assert set(from_words.json()) >= {"matches", "nearly", "question", "understood", "index_ready"}
    for wrong in ({}, {"listing": "lst_x", "text": "both"}, {"text": "x", "top": 21}, {"text": "x", "top": "3"}):
        assert visitor.post("/match", wrong).status_code == 422


@pytest.mark.parametrize("scheme", ["sdg", "sector", "technology", "place", "trl"])
def test_every_code_can_be_looked_up(visitor: Program, scheme: str) -> None:
    page = visitor.get(f"/taxonomies/{scheme}")
    assert page.status_code == 200
    assert all(one["labels"]["en"] for one in page.json()["items"])


def test_organisations_come_page_by_page(cast: Cast, visitor: Program) -> None:
    first = visitor.get("/organisations?size=1").json()
    second = visitor.get(f"/organisations?size=1&cursor={first['next']}").json()
    names = [one["items"][0]["slug"] for one in (first, second)]
    assert len(set(names)) == 2
    assert visitor.get(f"/organisations/{names[0]}").json()["slug"] == names[0]
    assert visitor.get("/organisations/nobody").status_code == 404
