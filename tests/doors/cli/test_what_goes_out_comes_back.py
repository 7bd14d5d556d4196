"""banyan export, and the way back through import."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from tests.cast import Cast
from tests.doors.cli.conftest import Run
from tests.factories.listings import draft, published

from banyan.domain.listings.selectors import mine
from banyan.domain.listings.types import Kind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("name", ["out.csv", "out.csv.gz", "out.jsonl", "out.jsonl.gz", "out.xlsx"])
def test_what_is_exported_can_be_imported_again(cast: Cast, banyan: Run, tmp_path: Path, name: str) -> None:
    published(cast.kofi, Kind.OFFER, title="=Dryer", territories=["M49:014", "KE"])
    file = tmp_path / name
    assert banyan("export", file).exit_code == 0
    done = banyan("import", file, "--owner", "uma@example.org", "--map", "organisation=", "--map", "contact=")
    assert done.exit_code == 0, done.output
    [copy], [original] = mine(cast.uma), mine(cast.kofi)
    assert copy.title == "=Dryer"
    left_out = {
        "id",
        "organisation",
        "contact",
        "deputy",
        "chapter",
        "published",
        "expires",
        "last_confirmed",
        "visibility",
    }
    assert {k: v for k, v in copy.values.items() if k not in left_out} == {
        k: v for k, v in original.values.items() if k not in left_out
    }


def test_cells_that_a_spreadsheet_would_run_go_out_with_an_apostrophe(cast: Cast, banyan: Run, tmp_path: Path) -> None:
    published(cast.kofi, Kind.OFFER, title="=HYPERLINK(1)", summary="+1 @home")
    file = tmp_path / "out.csv"
    banyan("export", file)
    with file.open(encoding="utf-8", newline="") as rows:
        [row] = csv.DictReader(rows)
    assert (row["title"], row["summary"]) == ("'=HYPERLINK(1)", "'+1 @home")


def test_only_what_everybody_may_see_goes_out(cast: Cast, banyan: Run, tmp_path: Path) -> None:
    draft(cast.kofi, Kind.OFFER, title="Draft")
    published(cast.kofi, Kind.OFFER, title="Shown", how_it_works="secret", visibility={"how_it_works": "signed_in"})
    file = tmp_path / "out.jsonl.gz"
    assert "1 listings are in" in banyan("export", file).output
    [line] = gzip.decompress(file.read_bytes()).decode().splitlines()
    assert json.loads(line)["title"] == "Shown"
    assert "secret" not in line


def test_everything_goes_out_to_an_administrator_alone(cast: Cast, banyan: Run, tmp_path: Path) -> None:
    draft(cast.kofi, Kind.OFFER, title="Draft")
    file = tmp_path / "out.jsonl"
    assert banyan("export", file, "--all").exit_code == 2
    assert banyan("export", file, "--all", "--as", "uma@example.org").exit_code == 2
    assert banyan("export", file, "--all", "--as", "noor@example.org").exit_code == 0
    assert json.loads(file.read_text())["title"] == "Draft"


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing_behind(
    cast: Cast, banyan: Run, tmp_path: Path
) -> None:
    published(cast.kofi, Kind.OFFER)
    assert banyan("export", tmp_path / "nowhere" / "out.csv").exit_code == 2
    assert banyan("export", tmp_path / "out.doc").exit_code == 2
    assert list(tmp_path.glob("*")) == []
