"""Under which licence things leave, in every description of them."""

from __future__ import annotations

RIGHTS = "Each record names its own licence; what is posted on this node is CC BY 4.0 unless it says otherwise."
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "CC-BY-4.0"
