from __future__ import annotations

import subprocess
import sys

from banyan.doors.cli.main import load
from banyan.doors.cli.registry import COMMANDS


def test_help_lines_are_short_sentences() -> None:
    for name, command in COMMANDS.items():
        assert command.help.endswith("."), name
        assert len(command.help) <= 80, name


def test_match_can_be_loaded_by_its_name() -> None:
    assert load("match").name == "match"


def test_help_lists_every_command_and_loads_none() -> None:
    program = (
        "import sys; from banyan.doors.cli.main import app\n"
        "app(['--help'], standalone_mode=False)\n"
        "print([name for name in sys.modules if name.startswith(('django', 'numpy'))], file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert all(f" {name} " in shown.stdout for name in COMMANDS)
    assert shown.stderr.strip() == "[]"
