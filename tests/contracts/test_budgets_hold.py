"""Tails, not averages: how long files and functions may grow, and what every module owes its reader."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = [file for file in sorted((ROOT / "src").rglob("*.py")) if "migrations" not in file.parts]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
ROOT_ENTRIES = 20
TYPE_IGNORES_PER_LINES = 5000


def lines(file: Path) -> int:
    return len(file.read_text().splitlines())


def tail(values: list[int], share: float = 0.95) -> int:
    """The value that ``share`` of all values do not pass."""
    return sorted(values)[int(len(values) * share)] if values else 0


def functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{file.relative_to(ROOT)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_source_files_stay_short() -> None:
    assert [name(file) for file in SOURCE if lines(file) > 500] == []
    assert tail([lines(file) for file in SOURCE]) <= 300


def test_functions_stay_short() -> None:
    lengths = list(chain.from_iterable(functions(file) for file in SOURCE))
    assert [where for where, length in lengths if length > 80] == []
    assert tail([length for _, length in lengths]) <= 40


def test_test_files_stay_short() -> None:
    assert [name(file) for file in TESTS if lines(file) > 400] == []
    assert [name(file) for file in TESTS if file.name == "conftest.py" and lines(file) > 150] == []


def test_silenced_types_are_few_and_say_why() -> None:
    silenced = [
        (name(file), line)
        for file in [*SOURCE, *TESTS]
        for line in file.read_text().splitlines()
        if "# type: ignore" in line and "re.search" not in line and '"# type: ignore' not in line
    ]
    assert [where for where, line in silenced if not re.search(r"# type: ignore\[[a-z-, ]+\]  # \w+", line)] == []
    total = sum(map(lines, [*SOURCE, *TESTS]))
    assert len(silenced) <= max(1, total // TYPE_IGNORES_PER_LINES)


def test_nothing_is_imported_inside_functions_outside_the_command_line() -> None:
    inside = []
    for file in SOURCE:
        if "cli" in file.parts:
            continue
        for function in ast.walk(ast.parse(file.read_text())):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inside += [name(file) for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
    # Django's own hook for start-up code has to import what it wires.
    assert [where for where in inside if not where.endswith("apps.py")] == []


def test_the_root_stays_tidy() -> None:
    ignored = {
        ".git",
        ".venv",
        "var",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        ".import_linter_cache",
    }
    entries = [entry.name for entry in ROOT.iterdir() if entry.name not in ignored]
    assert len(entries) <= ROOT_ENTRIES, sorted(entries)


def test_every_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *chain.from_iterable(project.get("optional-dependencies", {}).values())]
    reasons = {line.strip().split('"')[1]: line.partition("#")[2].strip() for line in text.splitlines() if '",' in line}
    assert [one for one in wanted if not reasons.get(one)] == []


def test_every_room_has_a_page_about_itself() -> None:
    rooms = [
        room for floor in ("domain", "practice") for room in (ROOT / "src/banyan" / floor).iterdir() if room.is_dir()
    ]
    rooms = [room for room in rooms if room.name != "__pycache__"]
    missing = [name(room) for room in rooms if not (room / "README.md").exists()]
    too_long = [name(room) for room in rooms if (room / "README.md").exists() and lines(room / "README.md") > 60]
    assert missing == []
    assert too_long == []


def test_there_is_one_short_style_sheet() -> None:
    sheets = [file for file in (ROOT / "src").rglob("*.css") if "locale" not in file.parts]
    assert [file.name for file in sheets] == ["banyan.css"]
    assert sheets[0].stat().st_size <= 30_000
