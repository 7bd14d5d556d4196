"""The command line uses this room with no web framework set up."""

from __future__ import annotations

import subprocess
import sys


def test_importing_and_reading_loads_no_web_framework_and_no_database_driver() -> None:
    program = (
        "import sys\n"
        "from banyan.domain.taxonomy import errors, formats, rules, selectors, types\n"
        "assert selectors.resolve('place', 'Kenya') == 'KE'\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'psycopg'}))"
    )
    path = [entry for entry in sys.path if entry]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{program}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"
