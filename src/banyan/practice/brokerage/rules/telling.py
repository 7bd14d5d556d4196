"""What one side may know of the other."""

from __future__ import annotations

import re


def names_told(*, hidden: bool, accepted: bool) -> bool:
    """Whether the other side learns who it is: at once, or once those asked have accepted."""
    return accepted or not hidden


_ADDRESS = re.compile(
    r"[\w.+-]+\s*@\s*[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|(?<!\w)\+?\d(?:[\s().-]?\d){7,}", re.IGNORECASE
)


def without_addresses(text: str) -> str:
    """The text with mail addresses, web addresses and telephone numbers blotted out."""
    return _ADDRESS.sub("[…]", text)
