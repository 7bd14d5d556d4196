from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from tests.cast import Cast
from tests.factories.repository import Repository
from tests.factories.web import Answer, Site
from tests.practice.harvest.conftest import QUICK, added, run

from banyan.base.nodes import node_at
from banyan.domain.listings.models import Listing
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import listing_withdraw
from banyan.domain.listings.types import State
from banyan.practice.harvest.adapters import table
from banyan.practice.harvest.models import Run, Source, SourceRecord
from banyan.practice.harvest.selectors import run_report
from banyan.practice.harvest.services import running, source_remove, source_run, source_switch, taking
from banyan.practice.harvest.types import Leaf, Outcome, RunState

pytestmark = pytest.mark.django_db
Serve = Callable[[Answer], AbstractContextManager[Site]]


def _titles() -> dict[str, str]:
    return dict(Listing.objects.filter(state=State.PUBLISHED).values_list("origin_id", "title"))


def _counts(cast: Cast, source: str) -> dict[Outcome, int]:
    found = run_report(source, for_user=cast.noor)
    assert found is not None
    return dict(found.report.counts)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_table_of_several_pages_is_fetched_once(
    cast: Cast, serve: Serve, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(table, "_PAGE", 3)
    rows = [f"{number},Pump number {number}" for number in range(8)]
    lines = (
        ["id,title", *rows]
        if form == "csv"
        else [json.dumps({"id": str(number), "title": f"Pump number {number}"}) for number in range(8)]
    )
    with serve(lambda asked: asked.say("\n".join(lines).encode(), kind="text/csv")) as here:
        source = added(cast, here.url, form)
        assert run(source) is RunState.DONE
    assert len(here.heard) == 1
    assert Run.objects.get().pages == 3
    assert _titles() == {str(number): f"Pump number {number}" for number in range(8)}


def test_all_records_come_with_their_origin_their_words_and_their_licence(
    cast: Cast, repository: Repository, there: Site
) -> None:
    repository.put(
        "oai:ideas.example:7",
        "Séchoir à mangues",
        description=["Un séchoir solaire pour les mangues, que les femmes du village construisent elles-mêmes."],
        rights=["https://creativecommons.org/licenses/by/4.0/"],
        identifier=["10.1/x", "https://ideas.example/7"],
        subject=["sdgs:2", "drying"],
    )
    source = added(cast, there.url, licence="CC-BY-SA-4.0")
    assert run(source) is RunState.DONE
    assert len(_titles()) == 8
    row = Listing.objects.get(origin_id="oai:ideas.example:7")
    view = listing_get(row.public_id, for_user=cast.visitor)
    assert view.origin is not None
    assert (view.origin.node, view.origin.url, view.origin.licence) == (
        node_at(there.url),
        "https://ideas.example/7",
        "CC-BY-4.0",
    )
    assert (view.language, view.values["sdgs"], view.origin.chain) == ("fr", ("2",), (node_at(there.url),))
    other = listing_get(Listing.objects.get(origin_id="oai:ideas.example:0").public_id, for_user=cast.visitor)
    assert (other.language, other.origin and other.origin.licence) == ("en", "CC-BY-SA-4.0")
    kept = SourceRecord.objects.get(foreign_id="oai:ideas.example:7")
    assert "mangues" in kept.payload
    assert len(kept.sha256) == 64


def test_the_second_reading_asks_for_what_changed_and_takes_away_what_is_gone(
    cast: Cast, repository: Repository, there: Site
) -> None:
    source = added(cast, there.url)
    run(source)
    repository.asked.clear()
    repository.now = "2026-11-02T00:00:00Z"
    repository.put("oai:ideas.example:1", "Bamboo dryer, the better one", "2026-11-01T10:00:00Z")
    repository.delete("oai:ideas.example:2", "2026-11-01T11:00:00Z")
    assert run(source) is RunState.DONE
    assert repository.asked[0]["from"] == "2026-10-31T23:58:59Z"
    assert _counts(cast, source) == {Outcome.UPDATED: 1, Outcome.WITHDRAWN: 1}
    assert _titles()["oai:ideas.example:1"] == "Bamboo dryer, the better one"
    assert Listing.objects.get(origin_id="oai:ideas.example:2").state == State.WITHDRAWN
    repository.put("oai:ideas.example:2", "Bamboo dryer number 2, back", "2026-11-02T01:00:00Z")
    run(source)
    assert _titles()["oai:ideas.example:2"] == "Bamboo dryer number 2, back"


def test_a_source_that_forgets_deletions_is_read_whole_and_what_is_missing_goes(
    cast: Cast, repository: Repository, there: Site
) -> None:
    repository.deletions = "no"
    source = added(cast, there.url)
    run(source)
    del repository.records["oai:ideas.example:3"]
    assert run(source) is RunState.DONE
    assert "from" not in repository.asked[-1]
    assert "oai:ideas.example:3" not in _titles()
    assert len(_titles()) == 6


def test_a_list_that_suddenly_names_almost_nothing_takes_nothing_away(
    cast: Cast, repository: Repository, there: Site
) -> None:
    repository.deletions = "no"
    for number in range(7, 20):
        repository.put(f"oai:ideas.example:{number}", f"Bamboo dryer number {number}")
    source = added(cast, there.url)
    run(source)
    repository.records = {"oai:ideas.example:0": repository.records["oai:ideas.example:0"]}
    run(source)
    found = run_report(source, for_user=cast.noor)
    assert found is not None
    assert found.trouble
    assert len(_titles()) == 20


def test_a_killed_reading_goes_on_where_it_was(
    cast: Cast, repository: Repository, there: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = added(cast, there.url)
    pages: list[int] = []

    def killed(held: Source, reading: Run, leaf: Leaf) -> None:
        taking.page_take(held, reading, leaf)
        pages.append(len(pages))
        if len(pages) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(running, "page_take", killed)
    with pytest.raises(KeyboardInterrupt):
        run(source)
    monkeypatch.undo()
    assert len(_titles()) == 3
    assert Run.objects.get().state == RunState.RUNNING
    repository.asked.clear()
    assert source_run(public_id=source, seconds=0, bounds=QUICK) is RunState.RUNNING
    assert len(_titles()) == 6
    assert run(source) is RunState.DONE
    assert repository.asked[0] == {"verb": "ListRecords", "resumptionToken": "|3"}
    assert len(_titles()) == 7
    assert _counts(cast, source) == {Outcome.CREATED: 7}


def test_a_broken_record_is_told_and_the_others_come(cast: Cast, repository: Repository, there: Site) -> None:
    repository.put("oai:ideas.example:broken", "")
    repository.put("oai:ideas.example:long", "x" * 201)
    repository.put("oai:ideas.example:odd", "Dryer for the hills", subject=["sdgs:99"])
    source = added(cast, there.url)
    assert run(source) is RunState.DONE
    assert len(_titles()) == 8
    found = run_report(source, for_user=cast.noor)
    assert found is not None
    said = {one.id.rpartition(":")[2]: one for one in found.report.broken}
    assert set(said) == {"broken", "long", "odd"}
    assert said["broken"].whole
    assert "201" in said["long"].reasons[0]
    assert not said["odd"].whole


def test_what_somebody_decided_here_stands_above_the_source(cast: Cast, repository: Repository, there: Site) -> None:
    source = added(cast, there.url)
    run(source)
    row = Listing.objects.get(origin_id="oai:ideas.example:1")
    listing_withdraw(public_id=row.public_id, by=cast.noor)
    repository.put("oai:ideas.example:1", "Another title", "2026-11-01T10:00:00Z")
    run(source)
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN
    assert _counts(cast, source)[Outcome.KEPT] == 1


def test_removing_a_source_leaves_tombstones_and_it_is_not_read_again(
    cast: Cast, repository: Repository, there: Site
) -> None:
    source = added(cast, there.url)
    run(source)
    assert source_remove(public_id=source, by=cast.noor) == 7
    assert not _titles()
    assert Listing.objects.filter(state=State.WITHDRAWN, published__isnull=False).count() == 7


def test_only_what_is_switched_on_and_due_is_read(cast: Cast, there: Site) -> None:
    source = added(cast, there.url)
    assert running.due() == []
    source_switch(public_id=source, on=True, by=cast.noor)
    assert running.due() == [source]
    run(source)
    assert running.due() == []
    source_switch(public_id=source, on=False, by=cast.noor)
    assert Source.objects.get().next_run is None


def test_a_table_is_read_and_what_left_it_goes(cast: Cast, serve: Serve) -> None:
    rows = ["id,kind,title,about,places", "a,need,Cold store for fish,We lose half of the fish,KE", "b,offer,Ice,,UG"]
    with serve(lambda asked: asked.say("\n".join(rows).encode(), kind="text/csv")) as here:
        source = added(cast, here.url, "csv", mapping={"summary": "about", "sdgs": "=14"})
        assert run(source) is RunState.DONE
        fish = Listing.objects.get(origin_id="a")
        assert (fish.kind, fish.summary, fish.sdgs) == ("need", "We lose half of the fish", ["14"])
        rows.pop()
        run(source)
        assert _titles() == {"a": "Cold store for fish"}
