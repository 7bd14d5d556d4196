"""How a criterion's file reports what it found: a verdict at once, words only when somebody reads them.

Some hundred listings are checked for each need and a dozen are shown, so a check costs microseconds and its sentence
is made later.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from banyan.engine.ports import Places
from banyan.engine.rank.amounts import amount, number, times
from banyan.engine.rank.messages import codes_of, say
from banyan.engine.rank.rates import SHIPPED, Rates
from banyan.engine.types import Criterion, CriterionResult, Facts, Kind, Money, Verdict


class Codes(NamedTuple):
    """Codes of one scheme, to be named in a sentence."""

    scheme: str
    codes: Collection[str]


class Product(NamedTuple):
    """So many times a price."""

    quantity: Decimal
    price: Money


Said = str | date | Decimal | Money | Codes | Product


class Finding(NamedTuple):
    """One criterion with its verdict; ``told`` puts it into words. ``hard`` is as the need says."""

    criterion: Criterion
    verdict: Verdict
    message: str
    values: Mapping[str, Said]
    hard: bool

    def told(self) -> CriterionResult:
        """The result with its values and its sentence as text."""
        values = {name: _text(value) for name, value in self.values.items()}
        return CriterionResult(
            criterion=self.criterion,
            verdict=self.verdict,
            message=self.message,
            values=values,
            sentence=say(self.message, values),
            hard=self.hard,
        )


class World:
    """The day, the map and the exchange rates against which listings are checked. Safe to share between threads."""

    def __init__(self, places: Places, *, today: date, rates: Rates = SHIPPED) -> None:
        self.today = today
        self.rates = rates
        self._places = places
        self._countries: dict[frozenset[str], frozenset[str]] = {}
        self._known: dict[str, frozenset[str]] = {}
        self._findings: dict[Hashable, dict[int, Finding | None]] = {}

    def findings(self, asked: Hashable) -> dict[int, Finding | None]:
        """What was found of listings so far, by a hash of what they say, for one criterion of needs that ask the same;
        the caller adds to it."""
        found = self._findings.get(asked)
        if found is None:
            if len(self._findings) > _MOST_ASKED or sum(map(len, self._findings.values())) > _MOST_REMEMBERED:
                self._findings = {}
            found = self._findings[asked] = {}
        return found

    def countries_of(self, code: str) -> frozenset[str]:
        """All countries that one place covers, remembered."""
        found = self._known.get(code)
        if found is None:
            found = self._known[code] = self.countries(frozenset({code}))
        return found

    def countries(self, codes: frozenset[str]) -> frozenset[str]:
        """All countries that the places cover together, remembered."""
        found = self._countries.get(codes)
        if found is None:
            if len(self._countries) > _MOST_REMEMBERED:
                self._countries = {}
            found = frozenset().union(*(self._places.countries_in(code, on=self.today) for code in codes))
            self._countries[codes] = found
        return found


_MOST_REMEMBERED = 20_000
_MOST_ASKED = 500


@dataclass(slots=True)
class Pair:
    """The two sides of one check: the need's facts, and the other listing's with its kind and language."""

    need: Facts
    other: Facts
    kind: Kind
    other_language: str | None
    world: World

    @property
    def is_technology(self) -> bool:
        """Not money, advice, a course or a laboratory: these stand on no site and are not held to be mature."""
        return self.kind is Kind.OFFER


def finding(pair: Pair, criterion: Criterion, verdict: Verdict, message: str, **values: Said) -> Finding:
    """A finding as hard as the need says."""
    return Finding(criterion, verdict, message, values, criterion in pair.need.hard)


def _text(value: Said) -> str:
    match value:
        case str():
            return value
        case Codes(scheme, codes):
            return codes_of(scheme, codes)
        case Money():
            return amount(value)
        case Product(quantity, price):
            return f"{amount(times(price, quantity))} ({number(quantity)} × {amount(price)})"
        case Decimal():
            return number(value)
        case date():
            return value.isoformat()
