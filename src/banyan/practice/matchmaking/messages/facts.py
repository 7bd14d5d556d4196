"""What a listing says on each criterion, in a few words, for tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banyan.base.text import base_language
from banyan.engine.types import Criterion, Facts, Kind, Money, Site
from banyan.practice.matchmaking.messages.naming import locale_of, name_of

_MOST = 6
_COMMAS = {"ar": "، ", "zh": "、"}
"""What stands between the parts of a list, where it is not a comma and a blank."""


def said_on(criterion: Criterion, facts: Facts, kind: Kind) -> str:
    """What the need asks for, or what another listing says of itself; empty when it is silent."""
    is_need = kind is Kind.NEED
    match criterion:
        case Criterion.TERRITORY:
            return _names("place", facts.places if is_need else facts.territories)
        case Criterion.TRL:
            return _level(facts, is_need=is_need)
        case Criterion.BUDGET:
            return amount_of(facts.money, facts.price_per)
        case Criterion.DEADLINE:
            return day_of(facts.deadline) or _days(facts.lead_time_days)
        case Criterion.SITE:
            return _site(facts.site)
        case Criterion.LANGUAGE:
            return _names("language", facts.languages)
        case Criterion.COOPERATION:
            return _names("cooperation", facts.cooperation)
        case Criterion.SUPPORT:
            return _names("support", facts.support)


def _reader() -> str:
    return base_language(get_language() or "en")


def _listed(names: Iterable[str]) -> str:
    """Not by babel: its lists of units say the second of two twice in Arabic, and fail in Spanish."""
    return _COMMAS.get(_reader(), ", ").join(names)


def _names(scheme: str, codes: Iterable[str]) -> str:
    ordered = sorted(codes)
    names = [name_of(f"{scheme}:{code}") for code in ordered[:_MOST]]
    if len(ordered) > _MOST:
        names.append(_("%(count)d more") % {"count": len(ordered) - _MOST})
    return _listed(names) if names else ""


def _level(facts: Facts, *, is_need: bool) -> str:
    if is_need:
        return _("at least level %(level)d") % {"level": facts.trl_min} if facts.trl_min else ""
    return _("level %(level)d") % {"level": facts.trl} if facts.trl else ""


def amount_of(money: Money | None, per: str = "") -> str:
    """An amount or a range in the reader's digits."""
    if money is None:
        return ""
    ends = [number_of(end) for end in dict.fromkeys((money.low, money.high)) if end is not None]
    amount = f"{'–'.join(ends)} {money.currency}"
    return _("%(amount)s per %(unit)s") % {"amount": amount, "unit": per} if per else amount


def number_of(value: Decimal) -> str:
    """A number as the reader writes it."""
    return str(format_decimal(value, locale=locale_of(_reader())))


def day_of(day: date | None) -> str:
    """A day as the reader writes it; empty for none."""
    return str(format_date(day, format="long", locale=locale_of(_reader()))) if day else ""


def _days(count: int | None) -> str:
    if not count:
        return ""
    return str(format_timedelta(timedelta(days=count), granularity="day", threshold=99999, locale=locale_of(_reader())))


def _site(site: Site) -> str:
    scales = ("power", "water", "connectivity", "skills", "spare_parts")
    levels = [name_of(f"{scale}:{level}") for scale in scales if (level := getattr(site, scale))]
    return _listed([*levels, *(name_of(f"climate:{one}") for one in sorted(site.climates))])
