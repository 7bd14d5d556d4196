"""The feed under a secret address: well-formed, cached, revocable, and without a word about whose it is."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client
from tests.cast import Cast
from tests.factories.alerts import looked, saved, standing_of
from tests.factories.listings import published

from banyan.domain.listings.services import listing_withdraw
from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.selectors import alert_get
from banyan.practice.matchmaking.services import (
    alert_delete,
    alert_feed_close,
    alert_feed_renew,
    alert_save_search,
    alert_update,
)
from banyan.practice.matchmaking.types import SearchRequest

pytestmark = pytest.mark.django_db(transaction=True)
ATOM = "{http://www.w3.org/2005/Atom}"


def address(alert: str, cast: Cast) -> str:
    alert_feed_renew(public_id=alert, by=cast.uma)
    return f"/alerts/feed/{alert_get(alert, for_user=cast.uma).feed}/"


def test_a_feed_is_atom_with_all_that_atom_asks_for(cast: Cast) -> None:
    alert = saved(cast.uma, text="dryer & <fan>")
    offer = published(cast.kofi, Kind.OFFER, title="Dryer & <fan>")
    looked()
    answer = Client().get(address(alert, cast))
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", f"author/{ATOM}name", "link"):
        assert root.find(f"{ATOM}{name}") is not None, name
    [entry] = root.findall(f"{ATOM}entry")
    for name in ("id", "title", "updated", "published", "link", "summary"):
        assert entry.find(f"{ATOM}{name}") is not None, name
    assert entry.findtext(f"{ATOM}title") == "Dryer & <fan>"
    assert entry.findtext(f"{ATOM}id") == f"http://localhost:8000/listing/{offer.id}/"


def test_a_reader_that_knows_it_gets_nothing_twice(cast: Cast) -> None:
    alert = saved(cast.uma, text="dryer")
    published(cast.kofi, Kind.OFFER)
    looked()
    where = address(alert, cast)
    first = Client().get(where)
    assert Client().get(where, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert Client().get(where, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    published(cast.kofi, Kind.OFFER, title="Second dryer")
    looked()
    later = Client().get(where, headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200 and b"Second dryer" in later.content
    assert Client().head(where).status_code == 200 and Client().post(where).status_code == 405


def test_a_new_address_kills_the_old_one_and_so_does_the_end(cast: Cast) -> None:
    alert = saved(cast.uma, text="dryer")
    first = address(alert, cast)
    second = address(alert, cast)
    assert Client().get(first).status_code == 404 and Client().get(second).status_code == 200
    alert_feed_close(public_id=alert, by=cast.uma)
    assert Client().get(second).status_code == 404
    third = address(alert, cast)
    alert_delete(public_id=alert, by=cast.uma)
    assert Client().get(third).status_code == 404
    for guess in ("x", "None", "-"):
        assert Client().get(f"/alerts/feed/{guess}/").status_code == 404


def test_a_feed_shows_what_a_visitor_sees_and_names_nobody(cast: Cast) -> None:
    alert = alert_save_search(request=SearchRequest(text="mango dryer"), by=cast.uma, name="Uma's secret plan")
    need = published(cast.amina, checked_by=cast.sami, organisation="mwembe-cooperative", anonymous=True)
    gone = published(cast.kofi, Kind.OFFER, title="Dryer taken away")
    looked()
    alert_update(public_id=alert, active=False, by=cast.uma)
    where = address(alert, cast)
    listing_withdraw(public_id=gone.id, by=cast.kofi)
    said = Client().get(where).content.decode().lower()
    assert need.id in said and gone.id not in said
    for hidden in ("uma", "secret plan", "mwembe", "amina", "kofi", "usr_"):
        assert hidden not in said


def test_the_feed_of_a_need_gives_away_nothing_that_its_owner_keeps_back(cast: Cast) -> None:
    kept = {"budget_max": "signed_in", "problem": "after_enquiry"}
    need = published(cast.uma, checked_by=cast.sami, visibility=kept, anonymous=True)
    looked()
    published(cast.kofi, Kind.OFFER)
    looked()
    said = Client().get(address(standing_of(need.id), cast)).content.decode()
    assert "Dryer that runs on the sun" in said
    assert "35,000" not in said and "35000" not in said
    assert "mould on the third day" not in said and "of 100" not in said
