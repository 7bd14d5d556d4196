"""What several answers must agree on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from banyan.domain.listings.types.fields import Text, Values, day, number, text, whole

_RANGES = (("budget_min", "budget_max"), ("amount_min", "amount_max"))
_TRLS = (("eligible_trl_min", "eligible_trl_max"),)
_DAYS = (("opens", "closes"),)
AMOUNTS = ("budget_min", "budget_max", "cost_purchase", "cost_running", "amount_min", "amount_max")


def disagreements(values: Values) -> dict[str, list[Text]]:
    """Field → sentences about answers that contradict each other. Empty when all is well."""
    wrong: dict[str, list[Text]] = {}
    for low, high in _RANGES:
        least, most = number(values, low), number(values, high)
        if least is not None and most is not None and least > most:
            wrong[high] = [_("The upper amount is less than the lower one.")]
    for low, high in _TRLS:
        first, last = whole(values, low), whole(values, high)
        if first is not None and last is not None and first > last:
            wrong[high] = [_("The highest level is below the lowest one.")]
    for opens, closes in _DAYS:
        begin, end = day(values, opens), day(values, closes)
        if begin is not None and end is not None and begin > end:
            wrong[closes] = [_("It closes before it opens.")]
    if not text(values, "currency") and any(name in values for name in AMOUNTS):
        wrong["currency"] = [_("Choose the currency of your amounts.")]
    return wrong
