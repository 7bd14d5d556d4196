"""Amina's need and Kofi's offer are shown; Uma has an alert and a notice of her own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tests.cast import Cast
from tests.factories.alerts import looked, saved
from tests.factories.cases import listings
from tests.factories.listings import draft, published
from tests.permissions.table import Deed, Do

from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.matchmaking.models import Notice
from banyan.practice.matchmaking.services import (
    alert_delete,
    alert_feed_close,
    alert_feed_renew,
    alert_save_listing,
    alert_save_search,
    alert_update,
    judgement_set,
    judgement_undo,
    notice_judge,
    notices_read,
)
from banyan.practice.matchmaking.types import SearchRequest, Verdict


def _notice(cast: Cast) -> str:
    saved(cast.uma, text="dryer")
    published(cast.sami, Kind.OFFER, title="Dryer of the steward")
    looked()
    return Notice.objects.get(person=cast.uma).public_id


def _judged(verdict: Verdict) -> Deed:
    def deed(cast: Cast) -> Do:
        need, offer = listings(cast)
        return partial(judgement_set, subject=need, listing=offer, verdict=verdict)

    return deed


def _undone(cast: Cast) -> Do:
    need, offer = listings(cast)
    judgement_set(subject=need, listing=offer, verdict=Verdict.DECLINED, reason=DeclineReason.OTHER, by=cast.amina)
    return partial(judgement_undo, subject=need, listing=offer)


DEEDS: Mapping[str, Deed] = {
    "alert_save_search": lambda cast: partial(alert_save_search, request=SearchRequest("dryer")),
    "alert_save_listing (Amina's draft)": lambda cast: partial(alert_save_listing, listing=draft(cast.amina).id),
    "alert_save_listing (Amina's need, shown)": lambda cast: partial(alert_save_listing, listing=listings(cast)[0]),
    "alert_update (Uma's)": lambda cast: partial(alert_update, public_id=saved(cast.uma, text="dryer"), name="Dryers"),
    "alert_delete (Uma's)": lambda cast: partial(alert_delete, public_id=saved(cast.uma, text="dryer")),
    "alert_feed_renew (Uma's)": lambda cast: partial(alert_feed_renew, public_id=saved(cast.uma, text="dryer")),
    "alert_feed_close (Uma's)": lambda cast: partial(alert_feed_close, public_id=saved(cast.uma, text="dryer")),
    "notice_judge (Uma's)": lambda cast: partial(notice_judge, public_id=_notice(cast), reason=DeclineReason.OTHER),
    "notices_read (their own)": lambda cast: notices_read,
    "judgement_set (not for me)": _judged(Verdict.DECLINED),
    "judgement_set (helps Amina's need)": _judged(Verdict.ACCEPTED),
    "judgement_undo (their own)": _undone,
}
