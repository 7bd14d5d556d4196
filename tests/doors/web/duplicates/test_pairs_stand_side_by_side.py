"""The stewards' page of listings that may be the same, and what readers see of it."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast, gather
from tests.practice.duplicates.making import DRYER, harvested, offer

from banyan.practice.duplicates.selectors import pairs_of
from banyan.practice.duplicates.services import duplicates_find
from banyan.practice.duplicates.types import PairState

PARTLY = " ".join(DRYER.split()[:27])


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.fixture
def pair(cast: Cast) -> str:
    offer(cast.kofi, places=["KE"])
    harvested("far", "1", PARTLY, title="Technology offer: fruit and the sun")
    duplicates_find()
    (found,) = pairs_of(cast.sami, states=tuple(PairState)).rows
    return found.id


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_steward_decides_and_takes_it_back(client: Client, cast: Cast, pair: str) -> None:
    client.force_login(cast.sami)
    assert "1 pair may be the same" in page(client, "/mine/")
    waiting = page(client, "/duplicates/")
    assert "Technology offer" in waiting and "<mark>" in waiting and "Not the same" in waiting
    client.post(f"/duplicates/{pair}/", {"said": "same", "version": "1"})
    assert "Technology offer" not in page(client, "/duplicates/")
    assert "Said by Sami" in page(client, "/duplicates/?show=decided")
    found = page(client, "/search/?kinds=offer")
    assert "Also at:" in found
    client.post(f"/duplicates/{pair}/", {"said": "undo", "version": "2", "show": "decided"})
    assert "Technology offer" in page(client, "/duplicates/")
    assert "Also at:" not in page(client, "/search/?kinds=offer")


def test_a_form_that_is_old_says_so_and_changes_nothing(client: Client, cast: Cast, pair: str) -> None:
    client.force_login(cast.sami)
    client.post(f"/duplicates/{pair}/", {"said": "apart", "version": "1"})
    client.post(f"/duplicates/{pair}/", {"said": "same", "version": "1"})
    (found,) = pairs_of(cast.sami, states=tuple(PairState)).rows
    assert found.state is PairState.APART


@pytest.mark.parametrize("who", ["uma", "kofi", "rosa"])
def test_nobody_else_reads_or_decides(client: Client, cast: Cast, pair: str, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get("/duplicates/").status_code == 403
    assert client.post(f"/duplicates/{pair}/", {"said": "same", "version": "1"}).status_code == 404
    assert "may be the same" not in page(client, "/mine/")


def test_a_visitor_signs_in_first(client: Client, pair: str) -> None:
    assert client.get("/duplicates/").status_code == 302
    assert client.post(f"/duplicates/{pair}/", {"said": "same"}).status_code == 302


def test_a_broken_page_link_leads_to_the_first_page(client: Client, cast: Cast, pair: str) -> None:
    client.force_login(cast.noor)
    assert client.get("/duplicates/?cursor=broken")["Location"] == "/duplicates/"
