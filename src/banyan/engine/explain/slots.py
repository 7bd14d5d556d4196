"""What can be asked: each thing that one side may leave unsaid, and what people usually say there.

Where other listings of the pool say it, their own words are the distribution of answers. Where none does, and for the
side that asks, the tables below are: they count what the 54 detailed needs and 130 detailed offers of the sample say
(November 2026). Places, prices and languages are taken from the other side of the comparison.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from banyan.engine.rank.criteria import World
from banyan.engine.rank.criteria.finding import Finding
from banyan.engine.rank.messages import codes_of
from banyan.engine.rank.scales import SCALES
from banyan.engine.types import Criterion, Facts, Money, Record, Site, Verdict

Answers = Mapping[Hashable, float]
"""Possible values of a slot, each with its weight."""

_ELSEWHERE: Final = ("IN", "BR", "NG", "FR", "ID", "KE")
"""Large countries of all regions, for the chance that a need is where no listing is."""
_MOST_PLACES: Final = 8
_SITE: Final[Mapping[str, Mapping[str, int]]] = {
    "power": {"none": 9, "solar_or_battery": 19, "weak_grid": 16, "stable_grid": 10},
    "water": {"none": 1, "seasonal": 13, "limited": 21, "reliable": 20},
    "connectivity": {"none": 5, "sms": 15, "mobile_data": 29, "broadband": 5},
    "skills": {"none": 1, "basic": 29, "technician": 22, "engineer": 3},
    "spare_parts": {"none": 1, "imported": 16, "regional": 15, "local": 23},
}
_DEMANDS: Final[Mapping[str, Mapping[str, int]]] = {
    "power": {"none": 47, "solar_or_battery": 30, "weak_grid": 23, "stable_grid": 30},
    "water": {"none": 69, "seasonal": 14, "limited": 39, "reliable": 8},
    "connectivity": {"none": 75, "sms": 14, "mobile_data": 28, "broadband": 13},
    "skills": {"none": 1, "basic": 62, "technician": 43, "engineer": 25},
    "spare_parts": {"none": 18, "imported": 34, "regional": 45, "local": 33},
}
_CLIMATES: Final = {
    "hot_humid": 25, "temperate": 16, "coastal": 14, "hot_dry": 14, "cold": 12, "high_altitude": 11, "dusty": 11,
    "flood_prone": 10,
}  # fmt: skip
_LEAST_TRL: Final = {5: 2, 6: 11, 7: 30, 8: 10, 9: 1}
_REACHED_TRL: Final = {3: 1, 4: 6, 5: 4, 6: 3, 7: 17, 8: 56, 9: 44}
_NEEDED_IN: Final = {90: 6, 180: 16, 300: 23, 400: 9}  #: days
_DELIVERED_IN: Final = {30: 20, 60: 30, 120: 45, 240: 25, 400: 10}
_FACTORS: Final = ("0.25", "0.75", "1.5", "4")
"""Of the middle sum of the other side."""
_COOPERATION: Final = {
    "purchase": 45, "technical_assistance": 31, "service_contract": 25, "open_source": 25, "adaptation": 22,
    "joint_research": 21, "joint_venture": 11, "manufacturing": 11, "licence": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Other:
    """The other side of a question: those compared with the one who is asked, and the world around them."""

    records: Sequence[Record]
    language: str | None  #: of the one who is asked
    world: World


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that can be left unsaid. ``get`` gives None where it is."""

    criterion: Criterion
    message: str
    get: Callable[[Facts], Hashable | None]
    put: Callable[[Facts, Any], Facts]
    usual: Callable[[Other], Answers]
    silent: tuple[str, ...] = ()  #: what of the site is asked for

    def values(self, finding: Finding | None) -> Mapping[str, str]:
        """What fills the question's sentence."""
        if self.silent:
            return {"silent": codes_of("site", self.silent)}
        return finding.told().values if finding is not None else {}


def of_need(facts: Facts) -> list[Slot]:
    """What a need leaves unsaid."""
    site = [_level(name, _SITE[name], f"ask.need.{Criterion.SITE}") for name in SCALES]
    return [slot for slot in (*_NEED, *site) if slot.get(facts) is None]


def of_listing(facts: Facts, findings: Sequence[Finding]) -> list[Slot]:
    """What a listing leaves unsaid of what the need asks."""
    unknown = {finding.criterion: finding for finding in findings if finding.verdict is Verdict.UNKNOWN}
    slots = [slot for slot in _LISTING if slot.criterion in unknown and slot.get(facts) is None]
    if Criterion.SITE in unknown:
        silent = unknown[Criterion.SITE].values.get("silent")
        names = tuple(getattr(silent, "codes", ()))
        slots += [_level(name, _DEMANDS[name], f"ask.{Criterion.SITE}") for name in names if name in SCALES]
        if "climate" in names:
            slots.append(_climate("ask.site"))
    return slots


def _level(dimension: str, usual: Mapping[str, int], message: str) -> Slot:
    return Slot(
        Criterion.SITE,
        message,
        get=lambda facts: getattr(facts.site, dimension),
        put=lambda facts, value: _PUT_SITE(facts, _site_with(facts.site, dimension, value)),
        usual=_plain(usual),
        silent=(dimension,),
    )


def _climate(message: str) -> Slot:
    return Slot(
        Criterion.SITE,
        message,
        get=lambda facts: facts.site.climates or None,
        put=lambda facts, value: _PUT_SITE(facts, _site_with(facts.site, "climates", value)),
        usual=_one_of(_CLIMATES),
        silent=("climate",),
    )


def _budget(message: str) -> Slot:
    return Slot(Criterion.BUDGET, message, lambda facts: facts.money, _with("money"), _sums)


def _site_with(site: Site, dimension: str, value: object) -> Site:
    changed: dict[str, Any] = {dimension: value}
    return replace(site, **changed)


def _codes(name: str) -> Callable[[Facts], Hashable | None]:
    return lambda facts: getattr(facts, name) or None


def _with(name: str) -> Callable[[Facts, Any], Facts]:
    place = _NAMES.index(name)

    def put(facts: Facts, value: Any) -> Facts:
        values = list(_EVERY(facts))
        values[place] = value
        return Facts(*values)

    return put


#: A third of the time of ``dataclasses.replace``, a hundred times for each need.
_NAMES: Final = tuple(one.name for one in fields(Facts))
_EVERY: Final = attrgetter(*_NAMES)
_PUT_SITE: Final = _with("site")


def _countries(other: Other) -> Answers:
    """Countries that the other side names, and some of all regions."""
    named = Counter(
        code for record in other.records for code in record.facts.territories | record.facts.places if len(code) == 2
    )
    answers: dict[Hashable, float] = {frozenset({code}): float(n) for code, n in named.most_common(_MOST_PLACES)}
    for code in _ELSEWHERE:
        answers.setdefault(frozenset({code}), 1.0)
    return answers


def _territories(other: Other) -> Answers:
    """The whole world in one case of four (as in the sample), else where one of the needs is."""
    answers: dict[Hashable, float] = {}
    for record in other.records:
        if record.facts.places:
            answers[record.facts.places] = answers.get(record.facts.places, 0.0) + 1.0
    answers.setdefault(frozenset({_ELSEWHERE[0]}), 1.0)
    answers[frozenset({"WORLD"})] = sum(answers.values()) / 3
    return answers


def _sums(other: Other) -> Answers:
    """Parts and multiples of the middle sum that the other side names, in dollars."""
    known = sorted(
        found.amount
        for record in other.records
        if (money := record.facts.money) is not None and (end := money.high or money.low)
        if (found := other.world.rates.convert(end, money.currency, "USD", today=other.world.today)) is not None
    )
    if not known:
        return {}
    middle = known[len(known) // 2]
    return {_dollars(middle * Decimal(factor)): 1.0 for factor in _FACTORS}


def _dollars(amount: Decimal) -> Money:
    return Money("USD", None, amount.quantize(Decimal("0.01")))


def _days(usual: Mapping[int, int]) -> Callable[[Other], Answers]:
    return lambda other: {other.world.today + timedelta(days=days): weight for days, weight in usual.items()}


def _languages(other: Other) -> Answers:
    own = frozenset({other.language}) if other.language else frozenset()
    return {own: 1.0, own | {"en"}: 1.0} if own else {}


def _one_of(usual: Mapping[str, int]) -> Callable[[Other], Answers]:
    return lambda _: {frozenset({code}): weight for code, weight in usual.items()}


def _plain(usual: Mapping[int, int] | Mapping[str, int]) -> Callable[[Other], Answers]:
    answers: dict[Hashable, float] = {value: float(count) for value, count in usual.items()}
    return lambda _: answers


_NEED: Final[tuple[Slot, ...]] = (
    Slot(Criterion.TERRITORY, "ask.need.territory", _codes("places"), _with("places"), _countries),
    Slot(Criterion.TRL, "ask.need.trl", lambda facts: facts.trl_min, _with("trl_min"), _plain(_LEAST_TRL)),
    _budget("ask.need.budget"),
    Slot(Criterion.DEADLINE, "ask.need.deadline", lambda facts: facts.deadline, _with("deadline"), _days(_NEEDED_IN)),
    Slot(
        Criterion.COOPERATION, "ask.need.cooperation", _codes("cooperation"), _with("cooperation"),
        _one_of(_COOPERATION),
    ),
    Slot(Criterion.LANGUAGE, "ask.need.language", _codes("languages"), _with("languages"), _languages),
    _climate("ask.need.site"),
)  # fmt: skip

_LISTING: Final[tuple[Slot, ...]] = (
    Slot(Criterion.TERRITORY, "ask.territory", _codes("territories"), _with("territories"), _territories),
    Slot(Criterion.TRL, "ask.trl", lambda facts: facts.trl, _with("trl"), _plain(_REACHED_TRL)),
    _budget("ask.budget"),
    Slot(
        Criterion.DEADLINE, "ask.deadline", lambda facts: facts.lead_time_days, _with("lead_time_days"),
        _plain(_DELIVERED_IN),
    ),
    Slot(Criterion.COOPERATION, "ask.cooperation", _codes("cooperation"), _with("cooperation"), _one_of(_COOPERATION)),
    Slot(Criterion.LANGUAGE, "ask.language", _codes("languages"), _with("languages"), _languages),
)  # fmt: skip


def said_elsewhere(slot: Slot, records: Sequence[Record], *, most: int) -> Answers:
    """What other records say there, the most usual first."""
    said = Counter(value for record in records if (value := slot.get(record.facts)) is not None)
    return {value: float(count) for value, count in said.most_common(most)}
