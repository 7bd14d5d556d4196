"""Mei posted an offer for the provider, Uma reported it, Sami took the first decision."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tests.cast import PROVIDER, Cast
from tests.factories.listings import draft, published
from tests.permissions.table import Deed, Do

from banyan.domain.listings.types import Kind
from banyan.domain.moderation.services import (
    flag_appeal,
    flag_dismiss,
    flag_overturn,
    flag_resolve,
    flag_uphold,
    listing_publish,
    listing_report,
)
from banyan.domain.moderation.types import Reason


def _offer(cast: Cast) -> str:
    return published(cast.mei, Kind.OFFER, organisation=PROVIDER, places=["KE"]).id


def _waiting(cast: Cast) -> str:
    return listing_report(public_id=_offer(cast), reason=Reason.FRAUD, by=cast.uma)


def _resolved(cast: Cast) -> str:
    flag = _waiting(cast)
    flag_resolve(public_id=flag, by=cast.sami, reason=Reason.FRAUD, note="Say who you are.")
    return flag


def _appealed(cast: Cast) -> str:
    flag = _resolved(cast)
    flag_appeal(public_id=flag, by=cast.mei, text="We said it.")
    return flag


def _resolve(cast: Cast) -> Do:
    return partial(flag_resolve, public_id=_waiting(cast), reason=Reason.FRAUD, note="Say who you are.")


DEEDS: Mapping[str, Deed] = {
    "listing_publish (Amina's draft)": lambda cast: partial(listing_publish, public_id=draft(cast.amina).id),
    "listing_report": lambda cast: partial(
        listing_report, public_id=_offer(cast), reason=Reason.SPAM, visitor="203.0.113.7"
    ),
    "flag_dismiss": lambda cast: partial(flag_dismiss, public_id=_waiting(cast)),
    "flag_resolve": _resolve,
    "flag_appeal": lambda cast: partial(flag_appeal, public_id=_resolved(cast), text="We said it."),
    "flag_uphold": lambda cast: partial(flag_uphold, public_id=_appealed(cast), note="It stays."),
    "flag_overturn": lambda cast: partial(flag_overturn, public_id=_appealed(cast)),
}
