"""Four foreign harvesters against a running node, while records change.

    python -m benchmarks.exchange.oai [--records 5000] [--changes 500]

Runs the suite's own test with more records, and prints what each harvester saw as rows of a table. Debian's harvester
takes part where ``libhttp-oai-perl`` is installed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_TEST = "tests/doors/federation/oai/test_four_foreign_harvesters_see_the_same.py"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--changes", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "table.md"
        asked = {
            "EXCHANGE_RECORDS": str(given.records),
            "EXCHANGE_CHANGES": str(given.changes),
            "EXCHANGE_OUT": str(out),
        }
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", _TEST]
        done = subprocess.run(command, env={**os.environ, **asked}, check=False)
        if out.exists():
            print(
                "| harvester | first pass | second pass | known in the end | of them deleted |\n|---|---|---|---|---|"
            )
            print(out.read_text())
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
