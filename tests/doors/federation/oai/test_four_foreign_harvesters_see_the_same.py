"""Foreign clients against a running server, while records change. ``benchmarks/exchange/oai.py`` runs it with more."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.db import connection
from lxml import etree
from pytest_django.live_server_helper import LiveServer
from tests.doors.federation.oai.asking import OAI
from tests.doors.federation.oai.clients import CLIENTS, Seen
from tests.factories.listings import NEED

from banyan.base.clock import now, standing_at
from banyan.domain.listings.errors import CannotNow
from banyan.domain.listings.selectors import changed_page, exchange
from banyan.domain.listings.services import listing_import_draft, listing_withdraw
from banyan.domain.listings.types import Filters, Kind, Origin, State, Who
from banyan.doors.federation.naming import identifier_of
from banyan.doors.federation.oai import verbs

RECORDS = int(os.environ.get("EXCHANGE_RECORDS", "300"))
CHANGES = int(os.environ.get("EXCHANGE_CHANGES", "40"))


def written(number: int, words: str) -> str:
    origin = Origin("other.example", f"oai:other.example:{number}", chain=("other.example",))
    raw = {**NEED, "title": f"{words} {number}"}
    return listing_import_draft(origin=origin, kind=Kind.NEED, raw=raw, follows_source=True).change.id


def change(ids: list[str], stop: threading.Event) -> int:
    """Changes, deletes and adds records one by one while others read; how many."""
    done = 0
    try:
        for number in range(CHANGES):
            place = number * 7919 % RECORDS
            if number % 3 == 0:
                written(place, "Changed")
            elif number % 3 == 1:
                written(RECORDS + number, "New")
            elif number % 2 == 0:
                with suppress(CannotNow):  # it was withdrawn before
                    listing_withdraw(public_id=ids[place], by=None, as_=Who.SOURCE)
            else:
                written(place, "Changed again")
            done += 1
            stop.wait(0.02)
    finally:
        connection.close()
    return done


def response_date(url: str) -> str:
    with urlopen(f"{url}?verb=Identify") as answer:
        return etree.fromstring(answer.read()).findtext(f"{OAI}responseDate") or ""


def truth() -> Seen:
    found: Seen = {}
    cursor: str | None = ""
    while cursor is not None:
        page = changed_page(since=None, until=now(), filters=Filters(), cursor=cursor, size=500)
        found |= {identifier_of(one): one.state is not State.PUBLISHED for one in page.rows}
        cursor = page.next
    return found


@pytest.mark.django_db(transaction=True)
def test_identifiers_and_deletions_agree_while_records_change(
    live_server: LiveServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(verbs, "RECORDS", max(20, RECORDS // 50))
    ids = []
    for number in range(RECORDS):
        with standing_at(now() - timedelta(days=2) + timedelta(seconds=number // 10)):
            ids.append(written(number, "First"))
    for place in range(0, RECORDS, 10):
        with standing_at(now() - timedelta(days=1)):
            listing_withdraw(public_id=ids[place], by=None, as_=Who.SOURCE)
    url = f"{live_server.url}/oai"
    began = response_date(url)
    stop = threading.Event()
    with ThreadPoolExecutor(len(CLIENTS) + 1) as pool:
        changing = pool.submit(change, ids, stop)
        start = time.monotonic()
        harvests = {name: pool.submit(harvest, url, None) for name, harvest in CLIENTS.items()}
        first = {name: harvest.result() for name, harvest in harvests.items()}
        seconds = time.monotonic() - start
        assert changing.result() == CHANGES
    monkeypatch.setattr(exchange, "MARGIN", timedelta(seconds=-2))  # nobody writes any more
    second = {name: harvest(url, began) for name, harvest in CLIENTS.items()}
    expected = truth()
    for name in CLIENTS:
        assert {**first[name], **second[name]} == expected, name
    with capsys.disabled():
        if out := os.environ.get("EXCHANGE_OUT"):
            rows = [
                f"| {name} | {len(first[name])} | {len(second[name])} | {len(expected)} | {sum(expected.values())} |\n"
                for name in CLIENTS
            ]
            Path(out).write_text("".join(rows) + f"\n{seconds:.1f} s for the first harvests, all at once\n")
