from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree
from tests.cast import CHAPTER, SEEKER, Cast
from tests.doors.federation.oai.asking import OAI, ask, refusal, texts
from tests.factories.listings import NEED, OFFER, draft, published

from banyan.base.clock import now, standing_at
from banyan.base.limits.services import Limit
from banyan.base.paging import pack
from banyan.domain.listings.selectors import exchange
from banyan.domain.listings.services import listing_import_draft, listing_withdraw
from banyan.domain.listings.types import Kind, Origin
from banyan.doors.federation.oai import verbs, views
from banyan.doors.federation.oai.arguments import Selection, packed

B = "{urn:x-banyan:listing:1}"
DC = "{http://purl.org/dc/elements/1.1/}"
pytestmark = pytest.mark.usefixtures("cast", "at_once")


def test_the_node_says_who_it_is_and_what_it_promises(client: Client) -> None:
    found = ask(client, verb="Identify").find(f"{OAI}Identify")
    assert found is not None
    said = {etree.QName(one).localname: one.text for one in found}
    assert said["deletedRecord"] == "persistent"
    assert said["granularity"] == "YYYY-MM-DDThh:mm:ssZ"
    assert said["baseURL"] == f"{settings.BANYAN_URL}/oai"
    assert "@" in (said["adminEmail"] or "")


def test_a_post_is_answered_as_a_get(client: Client) -> None:
    assert texts(ask(client, post=True, verb="ListMetadataFormats"), "metadataPrefix") == ["oai_dc", "banyan"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "listrecords"}, "badVerb"),
        ({"verb": "Identify", "set": "a"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-30"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-02", "until": "2026-01-01"},
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-02", "until": "2026-01-03T00:00:00Z"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "0001-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "9999-12-31"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "nothing"}, "noRecordsMatch"),
        ({"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "set": "chapter:none"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:localhost-8000:lst_x"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "no sense"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "identifier": "oai:localhost-8000:lst_x"}, "badArgument"),
        ({"verb": "ListMetadataFormats", "identifier": "oai:localhost-8000:lst_x"}, "idDoesNotExist"),
    ],
)
def test_each_error_has_the_code_of_the_standard(
    client: Client, cast: Cast, arguments: dict[str, str], code: str
) -> None:
    published(cast.kofi, Kind.OFFER)
    answer = client.get("/oai", arguments)
    assert answer.status_code == 200
    assert refusal(etree.fromstring(answer.content)) == code


def test_an_argument_given_twice_is_refused(client: Client) -> None:
    root = etree.fromstring(client.get("/oai?verb=Identify&verb=Identify").content)
    assert refusal(root) == "badVerb"
    assert root.find(f"{OAI}request").attrib == {}  # type: ignore[union-attr]  # every answer has one


def test_what_was_never_public_is_not_there(client: Client, cast: Cast) -> None:
    one = draft(cast.kofi, Kind.OFFER).id
    root = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:localhost-8000:{one}")
    assert refusal(root) == "idDoesNotExist"


def test_a_listing_is_in_both_forms_with_its_sets(client: Client, cast: Cast) -> None:
    one = published(cast.kofi, Kind.OFFER, chapter=CHAPTER, organisation="jua-dryers").id
    root = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:localhost-8000:{one}")
    assert texts(root, "setSpec") == ["kind:offer", f"chapter:{CHAPTER}"]
    assert [term.text for term in root.iter(f"{DC}title")] == [OFFER["title"]]
    assert [term.text for term in root.iter(f"{DC}creator")] == ["Jua Dryers"]
    own = ask(client, verb="GetRecord", metadataPrefix="banyan", identifier=f"oai:localhost-8000:{one}")
    listing = next(own.iter(f"{B}listing"))
    assert listing.get("kind") == "offer"
    assert listing.findtext(f"{B}cost_purchase") == "9500"
    assert [item.text for item in listing.findall(f"{B}technologies/{B}item")] == ["FOD-01", "ENE-02"]
    organisation = listing.find(f"{B}organisation")
    assert organisation is not None
    assert (organisation.text, organisation.get("name"), organisation.get("checked")) == (
        "jua-dryers",
        "Jua Dryers",
        "true",
    )
    assert f"chapter:{CHAPTER}" in texts(ask(client, verb="ListSets"), "setSpec")


def test_an_anonymous_need_names_nobody_in_either_form(client: Client, cast: Cast) -> None:
    one = published(cast.amina, checked_by=cast.sami, organisation=SEEKER, anonymous=True).id
    for prefix in ("oai_dc", "banyan"):
        root = ask(client, verb="GetRecord", metadataPrefix=prefix, identifier=f"oai:localhost-8000:{one}")
        text = etree.tostring(root, encoding="unicode").lower()
        assert str(NEED["title"]).lower() in text
        assert not [name for name in ("mwembe", "amina", cast.amina.public_id) if name in text]


def test_pages_follow_each_other_and_the_last_ends_with_an_empty_token(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbs, "HEADERS", 2)
    ids = {published(cast.kofi, Kind.OFFER).id for _ in range(5)}
    root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    seen = texts(root, "identifier")
    cursors = []
    while token := texts(root, "resumptionToken")[0]:
        root = ask(client, verb="ListIdentifiers", resumptionToken=token)
        found = root.find(f".//{OAI}resumptionToken")
        assert found is not None
        cursors.append(found.get("cursor"))
        seen += texts(root, "identifier")
    assert sorted(seen) == sorted(f"oai:localhost-8000:{one}" for one in ids)
    assert cursors == ["2", "4"]


def test_a_list_of_one_page_has_no_token(client: Client, cast: Cast) -> None:
    published(cast.kofi, Kind.OFFER)
    assert ask(client, verb="ListRecords", metadataPrefix="oai_dc").find(f".//{OAI}resumptionToken") is None


def test_a_signed_text_of_another_purpose_is_no_token(client: Client) -> None:
    for forged in (pack(["2026-01-01T00:00:00+00:00", "lst_1"]), packed(Selection("marc", "", None, now(), "x"))):
        assert refusal(ask(client, verb="ListRecords", resumptionToken=forged)) == "badResumptionToken"
    broken = packed(Selection("oai_dc", "", None, now(), "x"))
    assert refusal(ask(client, verb="ListRecords", resumptionToken=broken)) == "badResumptionToken"


def test_days_and_seconds_are_inclusive(client: Client, cast: Cast) -> None:
    moment = datetime(2026, 3, 1, 12, 0, 30, 500_000, tzinfo=UTC)
    with standing_at(moment):
        one = published(cast.kofi, Kind.OFFER).id
    mine = [f"oai:localhost-8000:{one}"]
    for since, until in (
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01T12:00:30Z", "2026-03-01T12:00:30Z"),
        ("2026-02-28T23:59:59Z", "2026-03-01T12:00:30Z"),
    ):
        root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", from_=since, until=until)
        assert texts(root, "identifier") == mine, (since, until)
    late = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", from_="2026-03-01T12:00:31Z")
    early = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", until="2026-03-01T12:00:29Z")
    assert refusal(late) == refusal(early) == "noRecordsMatch"


def test_a_deletion_stays_with_its_moment_and_tells_nothing_else(client: Client, cast: Cast) -> None:
    one = published(cast.kofi, Kind.OFFER).id
    with standing_at(now() + timedelta(days=1)):
        listing_withdraw(public_id=one, by=cast.kofi)
        for verb in ("ListRecords", "ListIdentifiers"):
            root = ask(client, verb=verb, metadataPrefix="banyan")
            header = next(root.iter(f"{OAI}header"))
            assert header.get("status") == "deleted"
            assert next(root.iter(f"{OAI}metadata"), None) is None
        root = ask(client, verb="GetRecord", metadataPrefix="banyan", identifier=f"oai:localhost-8000:{one}")
        assert next(root.iter(f"{OAI}header")).get("status") == "deleted"


@pytest.mark.parametrize(
    ("node", "id_", "identifier"),
    [
        ("other.example", "oai:other.example:lst_1", "oai:other.example:lst_1"),
        ("https://portal.example/data", "A 7/é", "oai:portal.example:A%207/%C3%A9"),
        ("catalogue", "12", "oai:catalogue:12"),
    ],
)
def test_a_harvested_listing_keeps_the_identifier_of_its_origin(
    client: Client, cast: Cast, node: str, id_: str, identifier: str
) -> None:
    origin = Origin(node, id_, url="https://portal.example/7", licence="CC-BY-4.0", chain=(node,))
    one = listing_import_draft(origin=origin, kind=Kind.NEED, raw=NEED, follows_source=True).change.id
    root = ask(client, verb="GetRecord", metadataPrefix="banyan", identifier=identifier)
    assert texts(root, "identifier") == [identifier]
    assert [item.text for item in root.iter(f"{B}node")] == [node]
    ours = ask(client, verb="GetRecord", metadataPrefix="banyan", identifier=f"oai:localhost-8000:{one}")
    assert refusal(ours) == "idDoesNotExist"


def test_the_next_harvest_begins_where_this_one_has_seen_everything(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "MARGIN", timedelta(seconds=3))
    moment = now() + timedelta(days=1)
    with standing_at(moment):
        one = published(cast.kofi, Kind.OFFER).id
        first = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    assert refusal(first) == "noRecordsMatch"  # not settled yet
    with standing_at(moment + timedelta(minutes=1)):
        since = texts(first, "responseDate")[0]
        second = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", from_=since)
    assert texts(second, "identifier") == [f"oai:localhost-8000:{one}"]


def test_who_asks_too_often_is_told_when_to_come_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_ASKED", Limit("oai-few", times=1, seconds=60))
    assert client.get("/oai", {"verb": "Identify"}).status_code == 200
    again = client.get("/oai", {"verb": "Identify"})
    assert again.status_code == 503
    assert int(again["Retry-After"]) > 0
