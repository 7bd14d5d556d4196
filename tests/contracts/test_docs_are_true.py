"""What the documents point to exists: links, commands of the Makefile, sub-commands, generated pages."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

from banyan.doors.cli.registry import COMMANDS
from banyan.project.reference import outdated

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page
    for page in chain(ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"), (ROOT / "src").rglob("*.md"))
    if ".venv" not in page.parts
)
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def test_every_link_to_a_file_leads_somewhere() -> None:
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
            if "://" in target or target.startswith(("#", "mailto:")):
                continue
            if not (page.parent / target.partition("#")[0]).exists():
                broken.append(f"{name(page)} → {target}")
    assert broken == []


def test_every_make_target_named_exists() -> None:
    named = {(name(page), target) for page in PAGES for target in re.findall(r"`make ([a-z]+)", page.read_text())}
    assert sorted((page, target) for page, target in named if target not in TARGETS) == []


def test_every_command_named_exists() -> None:
    named = {(name(page), word) for page in PAGES for word in re.findall(r"`banyan ([a-z]+)", page.read_text())}
    assert sorted((page, word) for page, word in named if word not in COMMANDS) == []


def test_the_generated_pages_are_current() -> None:
    assert outdated() == []


def test_no_document_or_lock_names_a_package_host() -> None:
    files = [*PAGES, *(ROOT / "requirements").iterdir(), ROOT / "pyproject.toml"]
    assert [
        name(file) for file in files if re.search(r"index-url|find-links|file:///|/simple/", file.read_text())
    ] == []
