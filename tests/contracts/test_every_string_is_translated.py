"""The interface is complete in all its languages, and every draft by a machine says so until a person has read it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from banyan.domain.accounts.rules import INTERFACE_LANGUAGES

PACKAGE = Path(__file__).parents[2] / "src" / "banyan"
OTHERS = [code.replace("-h", "_H") for code in INTERFACE_LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", OTHERS)
def test_no_string_is_left_in_english_or_unsure(language: str) -> None:
    entries = [entry for entry in catalogue(language) if not entry.obsolete]
    unsaid = [entry.msgid for entry in entries if not entry.translated() or "fuzzy" in entry.flags]
    assert len(entries) > 300
    assert unsaid == []


@pytest.mark.parametrize("language", OTHERS)
def test_values_filled_in_are_the_same_in_every_language(language: str) -> None:
    wrong = [
        entry.msgid
        for entry in catalogue(language)
        if not entry.obsolete
        and not entry.msgid_plural
        and sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_drafts_by_a_machine_are_marked(language: str) -> None:
    comments = {entry.tcomment for entry in catalogue(language) if not entry.obsolete}
    assert comments <= {"machine-drafted", "reviewed"}


@pytest.mark.skipif(shutil.which("xgettext") is None and not os.environ.get("CI"), reason="gettext is not installed")
def test_the_catalogues_hold_exactly_the_strings_of_the_code(tmp_path: Path) -> None:
    copy = tmp_path / "banyan"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.jsonl", "*.json", "locale"))
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "fr", "--no-location", "--verbosity", "0"],
        cwd=copy,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        check=True,
        capture_output=True,
    )
    used = {entry.msgid for entry in polib.pofile(str(copy / "locale/fr/LC_MESSAGES/django.po"))}
    for language in OTHERS:
        held = {entry.msgid for entry in catalogue(language) if not entry.obsolete}
        assert sorted(used ^ held) == [], f"run `make messages`, then translate {language}"
