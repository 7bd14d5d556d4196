"""How this program is called here, for sentences that tell somebody what to type."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def called(arguments: str) -> str:
    """``banyan …`` as it can be typed here: with its path where the shell would not find it."""
    script = Path(sys.argv[0]).absolute()
    if script.name != "banyan" or shutil.which("banyan"):
        return f"banyan {arguments}"
    here = Path.cwd()
    return f"{script.relative_to(here) if script.is_relative_to(here) else script} {arguments}"
