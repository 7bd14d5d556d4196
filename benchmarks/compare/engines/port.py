"""What every engine under comparison does: build from the corpus, close, open again, answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.compare.corpus import Corpus, Floats, Text

TOP = 100


@dataclass(frozen=True)
class Question:
    """A need with its vector; both are given, so no engine's time holds the embedding."""

    need: Text
    vector: Floats


class Alone:
    """The part of an engine that lives in this process alone and holds nothing that has to be let go."""

    def memory(self) -> int:
        return 0

    def processor(self) -> float:
        return 0.0

    def close(self) -> None:
        return None


class Engine(Protocol):
    """Files go into ``folder``. ``settings`` says in one line what was chosen."""

    settings: str

    def build(self, corpus: Corpus, folder: Path) -> None:
        """From nothing to files that can be opened."""
        ...

    def open(self, *folders: Path) -> None:
        """Ready to answer; more than one folder where it uses what others built."""
        ...

    def ask(self, question: Question) -> Sequence[str]:
        """Ids of the best ``TOP`` listings, best first."""
        ...

    def memory(self) -> int:
        """Bytes that other processes of this engine hold (a server); 0 where there are none."""
        ...

    def processor(self) -> float:
        """Seconds of processor that other processes of this engine have used for us so far."""
        ...

    def close(self) -> None: ...
