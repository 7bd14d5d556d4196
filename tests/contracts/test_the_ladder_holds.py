"""The ladder of docs/explanation/house.md: import contracts, and what imports cannot show."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "banyan"
OPEN_FILES = {"types", "selectors", "services", "policy", "formats", "errors"}
_RUN = "from importlinter.cli import lint_imports_command as command; command()"


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Runs the contracts over the package in ``tree``."""
    return subprocess.run(
        [sys.executable, "-c", _RUN, "--config", str(ROOT / ".importlinter"), "--no-cache"],
        cwd=tree,
        env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    outcome = lint(ROOT / "src")
    assert outcome.returncode == 0, outcome.stdout


#: Contract name → (file in the copy, the line planted there).
VIOLATIONS = {
    "floors: project, doors, practice, domain, then base and engine": (
        "base/clock.py",
        "import banyan.domain.accounts",
    ),
    "rooms of domain: moderation, listings, organisations, chapters, then accounts and taxonomy": (
        "domain/chapters/rules.py",
        "import banyan.domain.organisations.rules",
    ),
    "doors are independent": ("doors/web/apps.py", "import banyan.doors.cli"),
    "engine stages": ("engine/errors.py", "import banyan.engine.types"),
    "the engine is plain Python": ("engine/types.py", "import django"),
    "the client stands alone": ("client/errors.py", "import django"),
    "rules are plain Python": ("domain/accounts/rules.py", "import banyan.base.clock"),
    "taxonomy is plain Python": ("domain/taxonomy/__init__.py", "import django"),
    "one bridge to the engine": ("domain/listings/__init__.py", "import banyan.engine.types"),
}


@pytest.mark.slow
@pytest.mark.parametrize("contract", [*VIOLATIONS, "rooms of practice"])
def test_a_planted_violation_is_caught(contract: str, tmp_path: Path) -> None:
    copy = tmp_path / "banyan"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.json*", "locale", "static"))
    if contract == "rooms of practice":
        (copy / "practice" / "unlisted").mkdir()
        (copy / "practice" / "unlisted" / "__init__.py").touch()
    else:
        name, line = VIOLATIONS[contract]
        planted = copy / name
        planted.write_text(planted.read_text().replace("from __future__ import annotations", "", 1) + f"\n{line}\n")
    outcome = lint(tmp_path)
    assert outcome.returncode != 0
    assert f"{contract} BROKEN" in " ".join(outcome.stdout.split()) or contract == "rooms of practice"
    assert "unlisted" in outcome.stdout or contract != "rooms of practice"


def test_every_contract_has_its_planted_violation() -> None:
    names = {
        line.removeprefix("name = ") for line in (ROOT / ".importlinter").read_text().splitlines() if "name =" in line
    }
    assert names == {*VIOLATIONS, "rooms of practice"}


def imported(tree: ast.Module) -> Iterator[str]:
    """Every dotted name that a module imports, ``from a import b`` as ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trespasses(package: Path) -> list[str]:
    """Imports that reach past a room's threshold."""
    found = []
    for file in sorted(package.rglob("*.py")):
        here = file.relative_to(package).parts
        for name in imported(ast.parse(file.read_text())):
            parts = name.split(".")
            if parts[0] != "banyan" or len(parts) < 4 or parts[1] not in {"domain", "practice"}:
                continue
            at_home = here[:2] == tuple(parts[1:3])
            wiring = here[0] == "project"
            if not at_home and not wiring and parts[3] not in OPEN_FILES:
                found.append(f"{'/'.join(here)} imports {name}")
    return found


def test_no_room_reaches_past_the_threshold_of_another() -> None:
    assert trespasses(PACKAGE) == []


def test_reaching_past_a_threshold_is_caught(tmp_path: Path) -> None:
    room = tmp_path / "domain" / "organisations"
    room.mkdir(parents=True)
    (room / "selectors.py").write_text("from banyan.domain.accounts.models import User\n")
    assert trespasses(tmp_path) == ["domain/organisations/selectors.py imports banyan.domain.accounts.models.User"]


LADDER = ("accounts", "chapters", "organisations", "listings", "moderation")


def upward(edges: Iterator[tuple[str, str]]) -> list[str]:
    """Foreign keys whose target stands on a higher rung than their own table."""
    return [
        f"{source} → {target}"
        for source, target in edges
        if source in LADDER and target in LADDER and LADDER.index(target) > LADDER.index(source)
    ]


def test_no_foreign_key_points_up() -> None:
    edges = (
        (model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is not None and not isinstance(field.related_model, str)
    )
    assert upward(edges) == []


def test_a_foreign_key_pointing_up_is_caught() -> None:
    assert upward(iter([("accounts", "listings"), ("listings", "accounts")])) == ["accounts → listings"]
