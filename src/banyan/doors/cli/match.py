"""``banyan match``: a file of needs against a file of offers."""

from __future__ import annotations


def match() -> None:
    """Match a file of needs with a file of offers."""
