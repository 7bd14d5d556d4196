"""What can go wrong in the engine.

EngineError
├── IndexFault            the index directory
│   ├── IndexMissing       nothing built yet: run a rebuild
│   ├── IndexDamaged       a generation does not agree with its manifest: run a rebuild
│   └── IndexLocked        another writer holds the directory
├── EncoderError           an encoder did not answer (``permanent`` tells whether trying again can help)
└── BadRecord              a record cannot be read (carries where, which column, why)
"""

from __future__ import annotations


class EngineError(Exception):
    """Base of every error the engine raises; ``permanent`` says that trying again cannot help."""

    permanent: bool = True


class IndexFault(EngineError):
    """The index directory cannot serve or take records."""


class IndexMissing(IndexFault):
    """No generation has been published in the directory."""


class IndexDamaged(IndexFault):
    """The current generation does not agree with its own manifest."""


class IndexLocked(IndexFault):
    """Another writer holds the directory; trying again later helps."""

    permanent = False


class EncoderError(EngineError):
    """An encoder gave no usable vectors."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class BadRecord(EngineError):
    """One record of an input cannot be used.

    ``where`` names the file and row ("offers.csv, row 12"), ``column`` the field, ``why`` is a plain sentence.
    """

    def __init__(self, *, where: str, column: str, why: str) -> None:
        super().__init__(f"{where}, column {column}: {why}")
        self.where = where
        self.column = column
        self.why = why
