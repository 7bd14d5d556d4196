"""A year of simulated life, on a PostgreSQL of its own.

    python -m benchmarks.year --people 5000 --listings 20000 --enquiries 30000 --seed 1 [--report FILE] [--var FOLDER]

Ends with 1 when an invariant does not hold. Ctrl-C lets the day end and keeps the rest of the year in ``--var`` for
``--go-on``. ``--profile FILE`` keeps where the time of
the people's process goes, and of the worker in ``FILE.worker`` (with ``--kills 0``).
"""

from __future__ import annotations

import argparse
import cProfile
import os
import shutil
import sys
import tempfile
from pathlib import Path


def main() -> int:
    given = _given()
    folder = given.var or Path(tempfile.mkdtemp(prefix="banyan-year-"))
    if (folder / "letters.jsonl").exists() and not given.go_on:
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o755)
    folder.chmod(0o755)
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="benchmarks.year.settings", YEAR_FOLDER=str(folder), BANYAN_VAR=str(folder / "var")
    )
    if given.profile:
        os.environ["YEAR_PROFILE"] = str(given.profile)
    # Django is set up only when the folder is known.
    from benchmarks.year.running import run  # noqa: PLC0415

    profile = cProfile.Profile() if given.profile else None
    if profile is not None:
        profile.enable()
    try:
        return run(given, folder)
    finally:
        if profile is not None:
            profile.disable()
            profile.dump_stats(given.profile)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--listings", type=int, default=400)
    parser.add_argument("--enquiries", type=int, default=600)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--looks", type=float, default=4, help="Looks a day at the periodic jobs: 4, 2, 1 or 0.5.")
    parser.add_argument("--kills", type=float, default=0.5, help="Share of days on which the worker is killed.")
    parser.add_argument(
        "--var", type=Path, help="Folder for the database and the letters; emptied first, unless --go-on."
    )
    parser.add_argument("--go-on", action="store_true", help="Live the days left over in that folder.")
    parser.add_argument("--report", type=Path)
    parser.add_argument("--profile", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
