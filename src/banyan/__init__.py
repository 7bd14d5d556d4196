"""A marketplace of sustainable technologies."""

from __future__ import annotations

import os

# Matching multiplies small matrices, a tenth of a millisecond each. Shared by several threads, each product waits until
# the system gives all of them a core at once: on a busy machine a hundred times as long as the work. Read by numpy when
# it is first imported; who wants other numbers sets the variable.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
