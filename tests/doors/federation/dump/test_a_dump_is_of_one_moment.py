from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.doors.federation.dump.making import lines_of
from tests.factories.listings import NEED

from banyan.base.clock import now, standing_at
from banyan.domain.listings.selectors import changed_page, exchange, settled
from banyan.domain.listings.services import listing_import_draft, listing_withdraw
from banyan.domain.listings.types import Filters, Kind, Origin, State, Who
from banyan.doors.federation.dump.describing import LINES
from banyan.doors.federation.dump.keeping import dump_make, dumps


def written(number: int, words: str) -> str:
    origin = Origin("other.example", f"oai:other.example:{number}", chain=("other.example",))
    raw = {**NEED, "title": f"{words} {number}"}
    return listing_import_draft(origin=origin, kind=Kind.NEED, raw=raw, follows_source=True).change.id


@pytest.mark.django_db(transaction=True)
def test_what_changes_meanwhile_is_in_the_changes_that_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dump_folder: Path
) -> None:
    with standing_at(now() - timedelta(days=1)):
        ids = [written(number, "First") for number in range(30)]

    def change() -> None:
        try:
            written(20, "Changed")
            written(31, "New")
            listing_withdraw(public_id=ids[25], by=None, as_=Who.SOURCE)
        finally:
            connection.close()

    def hear(done: int, _total: int) -> None:
        if done == 3:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(change).result()

    monkeypatch.setattr(exchange, "MARGIN", timedelta(seconds=0))
    made = dump_make(progress=hear)
    known = {str(one["id"]): one for one in lines_of(made)}
    assert sorted(known) == sorted(ids)
    assert all(not one["deleted"] for one in known.values())
    assert {str(one["fields"]["title"]).split()[0] for one in known.values() if isinstance(one["fields"], dict)} == {
        "First"
    }
    since = dumps()[0].until
    monkeypatch.setattr(exchange, "MARGIN", timedelta(seconds=-2))
    later = changed_page(since=since, until=settled(), filters=Filters(), size=100).rows
    told = {view.id: (view.state is State.PUBLISHED, view.title) for view in later}
    assert told[ids[20]] == (True, "Changed 20")
    assert told[ids[25]][0] is False
    assert len(told) == 3
    assert (dump_folder / made.name / LINES).is_file()
