"""What can go wrong here. Plain exceptions: the command line uses this room where no web framework is set up.

TaxonomyError              code, data
├── UnknownCode            no such term; ``nearest`` suggests up to three codes
└── UnreadableVocabulary   a file given by an administrator could not be read; nothing was changed
"""

from __future__ import annotations


class TaxonomyError(ValueError):
    """Base of this room's errors; doors translate by ``code`` and ``data``."""

    code = "taxonomy_error"

    def __init__(self, message: str, **data: object) -> None:
        super().__init__(message)
        self.data: dict[str, object] = data


class UnknownCode(TaxonomyError):
    """``given`` is no term of ``scheme``; ``nearest`` holds the most similar codes, best first."""

    code = "unknown_code"

    def __init__(self, scheme: str, given: str, nearest: tuple[str, ...] = ()) -> None:
        hint = f" Did you mean {', '.join(nearest)}?" if nearest else ""
        shown = given if len(given) <= 80 else f"{given[:80]}…"
        super().__init__(f"“{shown}” is not a known {scheme} code.{hint}", scheme=scheme, given=given, nearest=nearest)
        self.scheme = scheme
        self.given = given
        self.nearest = nearest


class UnreadableVocabulary(TaxonomyError):
    """The file holds no vocabulary that we can read."""

    code = "unreadable_vocabulary"
