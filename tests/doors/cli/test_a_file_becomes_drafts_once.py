"""banyan import: each record once, whatever happens in between; what is wrong is told by row and column."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from openpyxl import Workbook
from tests.cast import PROVIDER, Cast
from tests.doors.cli.conftest import Run

from banyan.domain.listings.selectors import mine
from banyan.domain.listings.services import listing_update
from banyan.domain.listings.types import State

pytestmark = pytest.mark.django_db(transaction=True)

OWNER = "kofi@example.org"
HEAD = "id,kind,title,problem_solved,trl\n"
TWO = HEAD + "a,offer,Dryer,Mould,8\nb,offer,Pump,No water,9\n"


def titles(cast: Cast) -> list[str]:
    return sorted(view.title for view in mine(cast.kofi))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "Offers 2026.csv"


def test_rows_become_drafts_of_the_owner_and_their_organisation(cast: Cast, banyan: Run, file: Path) -> None:
    file.write_text(TWO)
    done = banyan("import", file, "--owner", OWNER, "--organisation", PROVIDER)
    assert done.exit_code == 0, done.output
    assert "2 new drafts. Source: file:offers-2026" in done.output
    assert [(view.state, view.organisation) for view in mine(cast.kofi)] == [(State.DRAFT, PROVIDER)] * 2


def test_repeating_doubles_nothing_and_takes_what_changed(cast: Cast, banyan: Run, file: Path) -> None:
    file.write_text(TWO)
    banyan("import", file, "--owner", OWNER)
    file.write_text(TWO.replace("Pump", "Hand pump"))
    done = banyan("import", file, "--owner", OWNER)
    assert "1 brought up to date; 1 as before" in done.output
    assert titles(cast) == ["Dryer", "Hand pump"]


def test_what_was_edited_here_is_left_alone(cast: Cast, banyan: Run, file: Path) -> None:
    file.write_text(TWO)
    banyan("import", file, "--owner", OWNER)
    dryer = next(view for view in mine(cast.kofi) if view.title == "Dryer")
    listing_update(public_id=dryer.id, raw={"title": "My dryer"}, expected_version=dryer.version, by=cast.kofi)
    file.write_text(TWO.replace("Dryer", "Their dryer"))
    assert "1 left alone" in banyan("import", file, "--owner", OWNER).output
    assert titles(cast) == ["My dryer", "Pump"]


def test_a_dry_run_tries_everything_and_keeps_nothing(cast: Cast, banyan: Run, file: Path) -> None:
    file.write_text(TWO + "c,offer,Bad,x,eleven\n")
    done = banyan("import", file, "--owner", OWNER, "--dry-run")
    assert done.exit_code == 1
    assert "Tried, nothing kept: 2 new drafts; 1 refused" in done.output
    assert titles(cast) == []


def test_each_problem_is_told_with_row_column_and_value(cast: Cast, banyan: Run, file: Path, tmp_path: Path) -> None:
    file.write_text(HEAD + "a,offer,Good,x,8\nb,rocket,Bad,x,8\nc,offer,=cmd(),x,eleven\na,offer,Twice,x,8\n")
    report = tmp_path / "errors.csv"
    assert banyan("import", file, "--owner", OWNER, "--report", report).exit_code == 1
    with report.open(encoding="utf-8-sig", newline="") as rows:
        found = [(row["row"], row["column"], row["value"]) for row in csv.DictReader(rows)]
    assert found == [("row 3", "kind", "rocket"), ("row 4", "trl", "eleven"), ("row 5", "id", "a")]
    assert titles(cast) == ["Good"]


def test_good_answers_of_a_bad_row_are_taken_when_asked_for(cast: Cast, banyan: Run, file: Path) -> None:
    file.write_text(HEAD + "c,offer,Nearly good,x,eleven\n")
    done = banyan("import", file, "--owner", OWNER, "--keep-good")
    assert done.exit_code == 0
    assert "eleven" in done.output
    assert titles(cast) == ["Nearly good"]


def test_unknown_columns_stop_it_before_anything_is_taken(cast: Cast, banyan: Run, file: Path) -> None:
    file.write_text("id,Naam,Readiness\na,Dryer,8\n")
    done = banyan("import", file, "--owner", OWNER, "--kind", "offer")
    assert done.exit_code == 2
    assert "naam" in done.output and "Nothing was taken" in done.output
    mapped = banyan(
        "import", file, "--owner", OWNER, "--kind", "offer", "--map", "Naam=title", "--map", "Readiness=trl"
    )
    assert mapped.exit_code == 0, mapped.output
    assert titles(cast) == ["Dryer"]


def test_workbooks_and_packed_json_lines_are_read_too(cast: Cast, banyan: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "kind", "title", "trl"])
    sheet.append(["x", "offer", "From a workbook", 8])
    book.save(tmp_path / "one.xlsx")
    line = json.dumps({"id": "y", "kind": "offer", "title": "From JSON", "sdgs": ["6.1"]})
    (tmp_path / "two.jsonl.gz").write_bytes(gzip.compress(f"{line}\n{{broken\n[1]\n".encode()))
    assert banyan("import", tmp_path / "one.xlsx", "--owner", OWNER).exit_code == 0
    assert "1 new drafts; 2 refused" in banyan("import", tmp_path / "two.jsonl.gz", "--owner", OWNER).output
    assert titles(cast) == ["From JSON", "From a workbook"]


def test_a_row_of_four_megabytes_is_refused_and_the_others_are_taken(cast: Cast, banyan: Run, tmp_path: Path) -> None:
    rows = [{"id": "a", "kind": "offer", "title": "Small"}, {"id": "b", "kind": "offer", "title": "x" * 4_000_000}]
    file = tmp_path / "big.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = banyan("import", file, "--owner", OWNER)
    assert "4,000,006 characters" in done.output.replace("\n", "")
    assert titles(cast) == ["Small"]


def test_dirt_of_every_kind_is_refused_row_by_row_and_never_breaks_it(cast: Cast, banyan: Run, tmp_path: Path) -> None:
    dirt: list[object] = ["\x00\x07", "\ud800", "💧" * 300, 1e400, -5, True, [1, 2], {"a": 1}, "31/31/2027", "TRL six"]
    rows = [
        {"id": f"r{number}-{name}", "kind": "offer", "title": "Dryer", name: value}
        for name in ("title", "trl", "sdgs", "places", "summary", "cost_purchase", "claims", "id")
        for number, value in enumerate(dirt)
    ]
    file = tmp_path / "dirt.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = banyan("import", file, "--owner", OWNER)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1


def test_an_owner_who_is_not_there_or_may_not_post_stops_it(cast: Cast, banyan: Run, file: Path) -> None:
    file.write_text(TWO)
    assert banyan("import", file, "--owner", "nobody@example.org").exit_code == 2
    done = banyan("import", file, "--owner", "uma@example.org", "--organisation", PROVIDER)
    assert done.exit_code == 2
    assert "may not post" in done.output


#: Imports a file in a process of its own that kills itself after so many rows.
IMPORTER = """
import os, signal, sys
from pathlib import Path
import django
from django.conf import settings
name, file, after = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = name
django.setup()
from banyan.doors.cli.exchange import intake
from banyan.doors.cli.records.files import load, rows
from banyan.domain.accounts.selectors import user_by_email
left = int(after)
stored = intake.listing_import_draft
def mortal(**arguments):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return stored(**arguments)
intake.listing_import_draft = mortal
found = list(rows(load(Path(file))))
fields = {name: name for name in found[0].values}
plan = intake.Plan(source="file:many", by=user_by_email("kofi@example.org"), fields=fields)
intake.take(found, plan, lambda done, total: None)
"""


@pytest.mark.slow
def test_an_import_killed_anywhere_and_repeated_loses_nothing_and_doubles_nothing(
    cast: Cast, banyan: Run, tmp_path: Path
) -> None:
    file = tmp_path / "many.csv"
    file.write_text(HEAD + "".join(f"r{number},offer,Dryer {number},Mould,8\n" for number in range(130)))
    for after in (0, 20, 75):
        _killed(file, after)
    assert banyan("import", file, "--owner", OWNER).exit_code == 0
    assert len(titles(cast)) == len(set(titles(cast))) == 130
    assert "130 as before" in banyan("import", file, "--owner", OWNER).output


def _killed(file: Path, after: int) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "banyan.project.settings.test"}
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-c", IMPORTER, name, str(file), str(after)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]
