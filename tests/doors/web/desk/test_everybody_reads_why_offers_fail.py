"""The public page of reasons: a table, a file, and a page that says so when there is too little to tell."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import Cast

from banyan.base.clock import now
from banyan.practice.brokerage.rules.suppress import shown
from banyan.practice.brokerage.selectors import failing as counting
from banyan.practice.brokerage.selectors.failing import _No
from banyan.practice.brokerage.types.failing import By

COUNTS = {("too_costly", "M49:002"): 40, ("too_costly", "M49:142"): 3, ("not_mature", "M49:002"): 20,
          ("not_mature", "M49:142"): 30}  # fmt: skip


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reasons of many, as if they had been said two months ago."""
    said = [
        _No((str(n), reason, place), reason, now() - timedelta(days=45), dict.fromkeys(By, place))
        for (reason, place), times in COUNTS.items()
        for n in range(times)
    ]
    monkeypatch.setattr(counting, "_enquiries", lambda *_window: said)


def test_where_there_is_little_it_says_so(client: Client, cast: Cast) -> None:
    page = client.get("/why-offers-fail/")
    assert page.status_code == 200
    assert "too little to tell" in page.content.decode()
    assert client.get("/why-offers-fail/table.csv").content.decode().splitlines() == [
        "reason,reason_label,place,label,count"
    ]
    assert 'href="/why-offers-fail/"' in client.get("/").content.decode()


def test_the_table_and_the_file_keep_the_same_back(client: Client, cast: Cast, many: None) -> None:
    page = client.get("/why-offers-fail/?by=place").content.decode()
    assert page.count("kept back") >= 4
    assert ">Africa<" in page
    lines = list(csv.DictReader(client.get("/why-offers-fail/table.csv?by=place").content.decode().splitlines()))
    told = {(line["reason"], line["place"]): line["count"] for line in lines}
    assert [told[key] for key in COUNTS] == ["", "", "", ""], "of two by two, all four or none"
    assert told["too_costly", "all"] == "43"
    table = shown(COUNTS, fewest=5)
    assert table is not None
    assert table.total == 93


def test_anything_else_asked_for_is_the_usual_table(client: Client, cast: Cast, many: None) -> None:
    assert client.get("/why-offers-fail/?by=%00x").status_code == 200
    assert client.get("/why-offers-fail/?by=sector").status_code == 200
