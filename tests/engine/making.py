"""Short ways to make records for tests of the engine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from banyan.engine.embed.none import NoEncoder
from banyan.engine.index.memory import MemoryIndex, memory_index
from banyan.engine.pipeline import Matcher
from banyan.engine.ports import Encoder, Vectors
from banyan.engine.rank.criteria import check_all
from banyan.engine.types import Criterion, CriterionResult, Facts, Kind, Money, Record

TODAY = date(2026, 11, 2)

_REGIONS = {"M49:014": frozenset({"KE", "UG", "TZ"}), "LDC": frozenset({"UG", "TZ", "NP"})}


class SmallMap:
    """``Places`` with three regions."""

    def countries_in(self, code: str, /, *, on: date) -> frozenset[str]:
        return _REGIONS.get(code, frozenset({code}) if len(code) == 2 else frozenset())


def record(id: str = "r", kind: Kind = Kind.OFFER, **values: Any) -> Record:
    """A record; names of ``Facts`` go into its facts."""
    names = {name for name in Facts.__dataclass_fields__ if name in values}
    facts = Facts(**{name: values.pop(name) for name in names})
    values.setdefault("title", "A thing")
    values.setdefault("language", "en")
    return Record(id=id, kind=kind, facts=facts, **values)


def need(id: str = "n", **values: Any) -> Record:
    return record(id, Kind.NEED, **values)


def money(low: float | None, high: float | None, currency: str = "USD") -> Money:
    return Money(currency, None if low is None else Decimal(str(low)), None if high is None else Decimal(str(high)))


def checked(criterion: Criterion, wanted: Record, other: Record) -> CriterionResult | None:
    """The result of one criterion, None when it was not checked."""
    results = check_all(wanted, other, today=TODAY, places=SmallMap())
    return next((result for result in results if result.criterion is criterion), None)


class LetterEncoder:
    """A toy encoder: how often each letter stands in a text. Close texts have close vectors."""

    name = "letters"
    dimensions = 26

    def queries(self, texts: Any) -> Vectors:
        return self.passages(texts)

    def passages(self, texts: Any) -> Vectors:
        rows = [[text.lower().count(chr(97 + letter)) + 0.01 for letter in range(26)] for text in texts]
        matrix = np.array(rows, dtype=np.float32).reshape(len(rows), 26)
        return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), dtype=np.float32)


def matcher(*records: Record, encoder: Encoder | None = None) -> Matcher:
    """A matcher over a few records, by words alone unless an encoder is given."""
    chosen = encoder or NoEncoder()
    return Matcher(memory_index(records, chosen), chosen, SmallMap(), today=TODAY)


def index(*records: Record) -> MemoryIndex:
    return MemoryIndex(records)
