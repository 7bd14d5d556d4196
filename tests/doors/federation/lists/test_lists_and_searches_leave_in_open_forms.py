from __future__ import annotations

import csv
import io
import json

import extruct
import feedparser
import pytest
from django.conf import settings
from django.test import Client
from lxml import etree
from openpyxl import load_workbook
from tests.cast import PROVIDER, SEEKER, Cast
from tests.factories.listings import NEED, published

from banyan.domain.listings.services import listing_translate, listing_withdraw
from banyan.domain.listings.types import Kind, TranslationStatus

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINKED = {"Accept": "application/ld+json"}


def body(client: Client, where: str) -> bytes:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # Django's union of answers


def test_a_feed_is_read_without_complaint_and_follows_the_search(client: Client, cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER, organisation=PROVIDER, title="Sun & wind \u0007 <dryer>").id
    need = published(cast.amina, checked_by=cast.sami, organisation=SEEKER, anonymous=True).id
    feed = feedparser.parse(body(client, "/feed/listings.atom"))
    assert not feed.bozo
    assert {entry.link.rsplit("/", 2)[1] for entry in feed.entries} == {offer, need}
    assert {entry.author for entry in feed.entries} == {"Jua Dryers", settings.BANYAN_NODE_NAME}
    only = feedparser.parse(body(client, "/feed/listings.atom?kinds=need"))
    assert [entry.link.rsplit("/", 2)[1] for entry in only.entries] == [need]
    assert not feedparser.parse(body(client, "/feed/listings.atom?kinds=training")).bozo


def test_a_feed_reader_that_knows_it_is_told_so(client: Client, cast: Cast) -> None:
    published(cast.kofi, Kind.OFFER)
    etag = client.get("/feed/listings.atom")["ETag"]
    assert client.get("/feed/listings.atom", HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_a_search_is_taken_along_as_table_workbook_and_lines(client: Client, cast: Cast) -> None:
    published(cast.kofi, Kind.OFFER)
    published(cast.amina, checked_by=cast.sami)
    for query in ("?kinds=need", "?kinds=need&q=mango"):
        table = list(csv.DictReader(io.StringIO(body(client, f"/export/listings.csv{query}").decode())))
        assert [row["title"] for row in table] == [NEED["title"]], query
        lines = body(client, f"/export/listings.jsonl{query}").decode().splitlines()
        assert [json.loads(line)["title"] for line in lines] == [NEED["title"]]
        book = load_workbook(io.BytesIO(body(client, f"/export/listings.xlsx{query}")))
        assert book.active is not None
        assert book.active.max_row == 2
    assert len(body(client, "/export/listings.jsonl").splitlines()) == 2


def test_foreign_readers_find_the_json_ld_in_pages(client: Client, cast: Cast) -> None:
    one = published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id
    for where, type_ in ((f"/listing/{one}/", "Offer"), (f"/organisations/{PROVIDER}/", "Organization")):
        said = extruct.extract(body(client, where).decode(), syntaxes=["json-ld"])["json-ld"]
        assert [thing["@type"] for thing in said] == [type_]


def test_who_asks_for_json_ld_is_led_to_it(client: Client, cast: Cast) -> None:
    one = published(cast.kofi, Kind.OFFER, organisation=PROVIDER).id
    for where, type_ in ((f"/listing/{one}/", "Offer"), (f"/organisations/{PROVIDER}/", "Organization")):
        answer = client.get(where, follow=True, headers=LINKED)
        assert answer["Content-Type"] == "application/ld+json"
        assert json.loads(answer.content)["@type"] == type_
        assert client.get(where, HTTP_ACCEPT="text/html,*/*;q=0.8").status_code == 200
        assert client.get(where, HTTP_ACCEPT="*/*").status_code == 200
        assert "Accept" in client.get(where)["Vary"]
    offered = json.loads(body(client, f"/listing/{one}.jsonld"))
    assert offered["offeredBy"]["@id"] == f"{settings.BANYAN_URL}/organisations/{PROVIDER}/"


def test_json_ld_of_what_is_gone_says_gone_and_of_what_never_was_nothing(client: Client, cast: Cast) -> None:
    one = published(cast.kofi, Kind.OFFER).id
    listing_withdraw(public_id=one, by=cast.kofi)
    assert client.get(f"/listing/{one}.jsonld").status_code == 410
    assert client.get("/listing/lst_none.jsonld").status_code == 404
    assert client.get("/organisations/none.jsonld").status_code == 404


def test_the_sitemap_leads_to_every_open_page_and_its_languages(client: Client, cast: Cast) -> None:
    one = published(cast.kofi, Kind.OFFER).id
    listing_translate(
        public_id=one, language="fr", texts={"title": "Séchoir"}, status=TranslationStatus.MACHINE, engine="x"
    )
    gone = published(cast.kofi, Kind.OFFER).id
    listing_withdraw(public_id=gone, by=cast.kofi)
    index = etree.fromstring(body(client, "/sitemap.xml"))
    parts = [str(one.text).removeprefix(settings.BANYAN_URL) for one in index.iter(f"{S}loc")]
    assert parts == ["/sitemap-pages.xml", "/sitemap-listings-1.xml"]
    roots = [etree.fromstring(body(client, part)) for part in parts]
    places = [str(one.text) for root in roots for one in root.iter(f"{S}loc")]
    assert f"{settings.BANYAN_URL}/organisations/{PROVIDER}/" in places
    assert [place for place in places if "/listing/" in place] == [f"{settings.BANYAN_URL}/listing/{one}/"]
    links = [(link.get("hreflang"), link.get("href")) for link in roots[1].iter("{http://www.w3.org/1999/xhtml}link")]
    assert [code for code, _where in links] == ["en", "fr"]
    for place in [*places, *(str(where) for _code, where in links)]:
        assert client.get(place.removeprefix(settings.BANYAN_URL)).status_code == 200, place
    assert client.get("/sitemap-listings-2.xml").status_code == 404
    assert f"Sitemap: {settings.BANYAN_URL}/sitemap.xml" in body(client, "/robots.txt").decode()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?kinds=%00", "?q=%00%ff", "?sdgs=" + "x" * 5000, "?kinds=a&kinds=b&trl=<1"])
def test_nothing_in_an_address_breaks_a_list(client: Client, query: str) -> None:
    for where in ("/feed/listings.atom", "/export/listings.csv", "/export/listings.jsonl", "/export/listings.xlsx"):
        body(client, where + query)
