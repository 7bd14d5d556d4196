"""Pure decisions about packages: what fills which slot, who is eligible for what, what is given back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from banyan.practice.brokerage.types.package import Applicant, Conditions, Eligible, Slot, SlotState

_BY_KIND = {
    "offer": Slot.TECHNOLOGY,
    "funding": Slot.MONEY,
    "training": Slot.TRAINING,
    "facility": Slot.TESTING,
}
_BY_SERVICE = {"training": Slot.TRAINING, "testing_certification": Slot.TESTING, "ip_legal": Slot.IP}
_BY_SUPPORT = {
    "technology": Slot.TECHNOLOGY,
    "money": Slot.MONEY,
    "training": Slot.TRAINING,
    "testing": Slot.TESTING,
    "advice": Slot.SERVICE,
}
#: What closes so soon is told as a doubt.
_SOON = timedelta(days=14)


def slots_of(kind: str, services: Iterable[str] = ()) -> frozenset[Slot]:
    """The slots that a listing can fill; a service fills each that it serves, else the one for services."""
    if kind == "service":
        return frozenset(_BY_SERVICE.get(one, Slot.SERVICE) for one in services) or frozenset({Slot.SERVICE})
    return frozenset({_BY_KIND[kind]}) if kind in _BY_KIND else frozenset()


def wanted_slots(support: Iterable[str]) -> frozenset[Slot]:
    """The slots that a need asks for; the technology always."""
    return frozenset({Slot.TECHNOLOGY}) | {_BY_SUPPORT[one] for one in support if one in _BY_SUPPORT}


def percent_settled(states: Sequence[SlotState]) -> int:
    """How much of the package is settled: filled, found outside, or not needed."""
    return round(100 * sum(state is not SlotState.OPEN for state in states) / len(states)) if states else 0


def eligibility(
    conditions: Conditions, applicant: Applicant, *, today: date, contains: Callable[[str, str], bool]
) -> tuple[Eligible, ...]:
    """Each condition that the listing sets, held against the applicant; what it does not set is not listed.

    ``contains(outer, inner)`` knows which place lies in which. Within a condition any of what is named is enough.
    """
    found = (
        _places(conditions.places, applicant.places, contains),
        _one_of("kinds", conditions.kinds, (applicant.kind,) if applicant.kind else ()),
        _one_of("sizes", conditions.sizes, (applicant.size,) if applicant.size else ()),
        _goals(conditions.sdgs, applicant.sdgs),
        _one_of("sectors", conditions.sectors, applicant.sectors),
        _level(conditions, applicant.trl),
        _open(conditions, today),
    )
    return tuple(one for one in found if one is not None)


def is_barred(found: Iterable[Eligible]) -> bool:
    """Whether any condition speaks against it."""
    return any(one.verdict == "conflict" for one in found)


def given_back(cost: Decimal, percent: Decimal, most: Decimal | None) -> tuple[Decimal, bool]:
    """What is paid back of a cost, to the cent, and whether the most that is given held it down."""
    share = (cost * percent / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return (most, True) if most is not None and most < share else (share, False)


def _verdict(held: bool, *, known: bool) -> str:
    if not known:
        return "unknown"
    return "fits" if held else "conflict"


def _places(asked: tuple[str, ...], have: tuple[str, ...], contains: Callable[[str, str], bool]) -> Eligible | None:
    if not asked:
        return None
    held = any(contains(outer, inner) for outer in asked for inner in have)
    return Eligible("places", _verdict(held, known=bool(have)), asked, have)


def _one_of(condition: str, asked: tuple[str, ...], have: tuple[str, ...]) -> Eligible | None:
    if not asked:
        return None
    return Eligible(condition, _verdict(not set(asked).isdisjoint(have), known=bool(have)), asked, have)


def _goals(asked: tuple[str, ...], have: tuple[str, ...]) -> Eligible | None:
    """A goal stands for its targets; of a target asked for, the bare goal may or may not be it."""
    if not asked:
        return None
    if any(one == two or two.startswith(f"{one}.") for one in asked for two in have):
        return Eligible("sdgs", "fits", asked, have)
    near = any(one.startswith(f"{two}.") for one in asked for two in have)
    return Eligible("sdgs", "doubt" if near else _verdict(held=False, known=bool(have)), asked, have)


def _level(conditions: Conditions, trl: int | None) -> Eligible | None:
    low, high = conditions.trl_min, conditions.trl_max
    if low is None and high is None:
        return None
    asked = (str(low or 1), str(high or 9))
    held = trl is not None and (low or 1) <= trl <= (high or 9)
    return Eligible("trl", _verdict(held, known=trl is not None), asked, (str(trl),) if trl is not None else ())


def _open(conditions: Conditions, today: date) -> Eligible | None:
    opens, closes = conditions.opens, conditions.closes
    if opens is None and closes is None:
        return None
    if closes is not None and closes < today:
        return Eligible("dates", "conflict", (closes.isoformat(),), ("closed",))
    if opens is not None and opens > today:
        return Eligible("dates", "doubt", (opens.isoformat(),), ("opens",))
    if closes is not None and closes - today <= _SOON:
        return Eligible("dates", "doubt", (closes.isoformat(),), ("soon",))
    return Eligible("dates", "fits", (closes.isoformat(),) if closes else (), ("open",))
