"""Of the tests, but with one index and one store of letters for all processes. ``YEAR_FOLDER`` names the folder."""

from __future__ import annotations

import os
from pathlib import Path

from banyan.project.settings import test
from banyan.project.settings.database import embedded
from banyan.project.settings.test import DATABASES, LOGGING, Layout

globals().update({name: value for name, value in vars(test).items() if name.isupper()})
YEAR_FOLDER = Path(os.environ["YEAR_FOLDER"])
EMBEDDED = None if test.EMBEDDED is None else Layout(YEAR_FOLDER / "postgres", durable=False)
if EMBEDDED is not None:
    DATABASES["default"].update(embedded(EMBEDDED))
DATABASES["default"]["CONN_MAX_AGE"] = None
INDEX_FOLDER = YEAR_FOLDER / "index"
MEDIA_ROOT = YEAR_FOLDER / "files"
EMAIL_BACKEND = "benchmarks.year.post.Post"
LOGGING["root"]["level"] = "CRITICAL"
