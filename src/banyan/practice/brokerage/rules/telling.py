"""What one side may know of the other."""

from __future__ import annotations


def names_told(*, hidden: bool, accepted: bool) -> bool:
    """Whether the other side learns who it is: at once, or once those asked have accepted."""
    return accepted or not hidden
