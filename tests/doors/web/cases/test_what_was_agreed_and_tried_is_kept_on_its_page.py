from __future__ import annotations

from tests.cast import Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.cases import opened

from banyan.practice.brokerage.selectors.agreement import case_agreement


def test_terms_facts_and_pilots_are_kept_and_changed(cast: Cast) -> None:
    case = opened(cast)
    amina, kofi, where = signed_in(cast.amina), signed_in(cast.kofi), f"/cases/{case}/agreement/"
    assert "0 of 12 settled" in text_of(amina.get(where))
    empty = amina.post(f"{where}term/price/", {"version": "0", "state": "agreed", "line": ""})
    assert empty.status_code == 422 and "Say in a line what was agreed." in text_of(empty)
    amina.post(f"{where}term/price/", {"version": "0", "state": "agreed", "line": "9,500 USD, freight included."})
    page = text_of(kofi.get(where))
    assert "1 of 12 settled" in page
    assert "Agreed: 9,500 USD, freight included." in page
    assert kofi.post(f"{where}term/price/", {"version": "0", "state": "open"}).status_code == 409
    facts = {"version": "0", "signed": "2026-03-01", "kind": "purchase", "low": "9 500", "high": "12000.50"}
    wrong = kofi.post(f"{where}facts/", {**facts, "currency": "???"})
    assert wrong.status_code == 422 and 'value="12000.50"' in wrong.content.decode()
    kofi.post(f"{where}facts/", {**facts, "currency": "usd"})
    page = text_of(amina.get(where))
    assert "Signed Mar 1, 2026" in page
    assert "$9,500 – $12,000.50" in page
    pilot = {"place": "Mwembe", "begun": "2026-04-01", "ended": "2026-05-01", "quantity": "Dry fruit a day",
             "value": "21.5", "unit": "kg", "compared_with": "mats in the sun", "verdict": "partly"}  # fmt: skip
    bad = amina.post(f"{where}pilot/", {**pilot, "value": "a lot"})
    assert bad.status_code == 422 and 'value="a lot"' in bad.content.decode()
    amina.post(f"{where}pilot/", pilot)
    page = text_of(kofi.get(where))
    assert "It worked in part : Dry fruit a day : 21.5 kg (compared with mats in the sun )" in page
    (kept,) = case_agreement(case, for_user=cast.kofi).pilots
    kofi.post(f"{where}pilot/{kept.id}/", {**pilot, "version": "1", "verdict": "worked"})
    assert "It worked : Dry fruit a day" in text_of(amina.get(where))
    late = amina.post(f"{where}pilot/{kept.id}/", {**pilot, "version": "1", "line": "My words."})
    assert late.status_code == 409 and "My words." in text_of(late)
    assert signed_in(cast.uma).get(where).status_code == 404
    assert amina.post(f"{where}term/weather/", {"state": "open"}).status_code == 404
