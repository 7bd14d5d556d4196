from __future__ import annotations

from tests.cast import Cast
from tests.doors.api.conftest import Of, Program
from tests.factories.enquiries import sent
from tests.factories.listings import draft, published

from banyan.domain.accounts.types import Scope
from banyan.domain.listings.types import Kind

WORDS = {"who": "Forty families near a market.", "what": "Dry mango in the rain.", "hopes": "A call and a price."}


def test_an_enquiry_is_asked_answered_and_becomes_a_case(cast: Cast, of: Of) -> None:
    offer = published(cast.kofi, Kind.OFFER).id
    need = published(cast.amina, checked_by=cast.sami).id
    amina, kofi = of(cast.amina), of(cast.kofi)
    asked = amina.post("/enquiries", {"listing": offer, "own": need, **WORDS}, Idempotency_Key="ask-1")
    assert (asked.status_code, asked.json()["state"]) == (201, "open")
    assert amina.post("/enquiries", {"listing": offer, **WORDS}).json()["id"] == asked.json()["id"]
    path = f"/enquiries/{asked.json()['id']}"
    assert [one["id"] for one in kofi.get("/enquiries?side=answerer").json()["items"]] == [asked.json()["id"]]
    known = kofi.get(path)
    assert "accept" in known.json()["steps"]
    wrong = kofi.post(f"{path}/steps", {"step": "decline"})
    assert (wrong.status_code, "reason" in wrong.json()["errors"]) == (422, True)
    back = kofi.post(f"{path}/steps", {"step": "ask", "text": "How much a day?"}, If_Match=known["ETag"])
    assert back.json()["thread"][0]["text"] == "How much a day?"
    late = kofi.post(f"{path}/steps", {"step": "accept"}, If_Match=known["ETag"])
    assert late.status_code == 412
    assert amina.post(f"{path}/steps", {"step": "reply", "text": "Four tonnes."}).status_code == 200
    yes = kofi.post(f"{path}/steps", {"step": "accept"})
    assert (yes.status_code, yes.json()["asker"]["email"]) == (200, "amina@example.org")
    case = amina.post("/cases", {"enquiry": asked.json()["id"]})
    assert case.status_code == 201
    moved = kofi.post(f"/cases/{case.json()['id']}/moves", {"move": "advance"}, If_Match=case["ETag"])
    assert (moved.status_code, moved.json()["stage"] != case.json()["stage"]) == (200, True)
    assert [one["id"] for one in amina.get("/cases").json()["items"]] == [case.json()["id"]]


def test_strangers_find_nothing(cast: Cast, of: Of, visitor: Program) -> None:
    enquiry = sent(cast.amina, published(cast.kofi, Kind.OFFER).id)
    uma = of(cast.uma)
    assert uma.get(f"/enquiries/{enquiry}").status_code == 404
    assert uma.post(f"/enquiries/{enquiry}/steps", {"step": "accept"}).status_code == 404
    assert uma.post("/cases", {"enquiry": enquiry}).status_code == 404
    assert uma.get("/enquiries").json()["items"] == uma.get("/cases").json()["items"] == []
    for path in ("/enquiries", "/cases", "/alerts"):
        assert visitor.get(path).status_code == 401
        assert of(cast.kofi, Scope.READ, Scope.WRITE).get(path).status_code == 403


def test_a_search_is_kept_listed_and_ended(cast: Cast, of: Of) -> None:
    uma = of(cast.uma)
    made = uma.post("/alerts", {"search": {"q": "dryer", "places": ["KE"]}, "frequency": "weekly", "name": "Dryers"})
    assert made.status_code == 201
    assert made.json()["search"]["places"] == ["KE"]
    watched = uma.post("/alerts", {"listing": published(cast.kofi, Kind.OFFER).id})
    assert [one["about"] for one in uma.get("/alerts").json()["items"]] == ["listing", "search"]
    assert uma.post("/alerts", {"listing": draft(cast.amina).id}).status_code == 404
    assert uma.post("/alerts", {}).status_code == 422
    path = f"/alerts/{watched.json()['id']}"
    assert of(cast.kofi).ask("DELETE", path).status_code == 404
    ended = uma.ask("DELETE", path)
    assert (ended.status_code, ended.content) == (204, b"")
    assert len(uma.get("/alerts").json()["items"]) == 1
