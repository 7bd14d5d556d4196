from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from tests.cast import Cast
from tests.doors.web.made import view
from tests.doors.web.reading import text_of
from tests.factories.listings import draft, published

from banyan.domain.listings.types import Kind
from banyan.doors.web.compare.facts import facts

Indexed = Callable[[], object]


def test_a_row_differs_when_one_says_nothing() -> None:
    one = view(id="lst_a", values={"trl": 8, "cost_purchase": Decimal(10), "currency": "USD"})
    other = view(id="lst_b", values={"trl": 8})
    rows = {row.name: row for row in facts((one, other))}
    assert not rows["trl"].differs
    assert rows["cost_purchase"].differs
    assert [cell.text for cell in rows["cost_purchase"].cells] == ["$10", ""]
    assert "needs_power" not in rows


def test_beside_a_fact_stands_what_the_need_says_of_it() -> None:
    rows = {row.name: row for row in facts((view(), view(id="lst_b")), view(Kind.NEED))}
    assert rows["needs_power"].wanted == "A grid that often fails"
    assert rows["cost_purchase"].wanted == "$20,000 to $35,000"


def test_two_offers_stand_beside_the_need(cast: Cast, indexed: Indexed) -> None:
    need = published(cast.amina, checked_by=cast.sami)
    first = published(cast.kofi, Kind.OFFER)
    second = published(cast.kofi, Kind.OFFER, title="Another dryer", cost_purchase=90000)
    indexed()
    answer = Client().get("/compare/", {"id": [first.id, second.id], "need": need.id})
    shown = text_of(answer)
    assert "Dryer that runs on the sun" in shown
    assert "Another dryer" in shown
    assert "What the need asks" in shown
    assert "≠" in shown
    assert "(they differ)" in shown
    assert answer.content.decode().count('scope="col"') == 3
    only = text_of(Client().get("/compare/", {"id": [first.id, second.id], "need": need.id, "differences": "1"}))
    assert "Show all rows" in only
    assert len(only) < len(shown)


def test_more_than_four_keep_the_first_four_and_say_so(cast: Cast) -> None:
    ids = [published(cast.kofi, Kind.OFFER, title=f"Dryer {number}").id for number in range(6)]
    shown = text_of(Client().get("/compare/", {"id": ids}))
    assert "You chose 6; four fit side by side" in shown
    assert "Dryer 3" in shown
    assert "Dryer 4" not in shown


def test_what_is_not_there_or_not_open_is_counted_but_not_named(cast: Cast) -> None:
    here = [published(cast.kofi, Kind.OFFER, title=f"Dryer {number}").id for number in range(2)]
    secret = draft(cast.kofi, Kind.OFFER, title="Secret dryer")
    shown = text_of(Client().get("/compare/", {"id": [*here, secret.id, "lst_nothing"]}))
    assert "2 of the listings are not here" in shown
    assert "Secret" not in shown


@pytest.mark.django_db
def test_an_empty_page_says_what_will_be_here() -> None:
    answer = Client().get("/compare/", {"need": "lst_nothing"})
    assert answer.status_code == 200
    assert "Nothing is chosen yet" in text_of(answer)


def test_one_alone_waits_for_another(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER)
    assert "Choose at least one more" in text_of(Client().get("/compare/", {"id": offer.id}))
