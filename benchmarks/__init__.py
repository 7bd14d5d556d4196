"""Experiments that can be repeated: recipes that fit what the engine ships, and reports of what was measured."""

import banyan  # noqa: F401 (before numpy: it says how many threads a product of matrices gets)
