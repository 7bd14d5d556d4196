"""Each service for each of the cast, in one table: what they may do to Amina's enquiry about Kofi's offer.

``y`` done · ``n`` told that this is not possible for them now · ``-`` they do not even learn that it exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pytest
from tests.cast import PROVIDER, Cast
from tests.factories.enquiries import WORDS, sent

from banyan.base.errors import BanyanError, NotAllowed, NotFound
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage import services
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.selectors import counts, draft_of, enquiries, enquiry_get, enquiry_seen_by, waiting_count
from banyan.practice.brokerage.services import (
    draft_save,
    enquiry_accept,
    enquiry_ask,
    enquiry_decline,
    enquiry_finish,
    enquiry_read,
    enquiry_reply,
    enquiry_send,
    enquiry_withdraw,
    promise_set,
)
from banyan.practice.brokerage.types import Draft, Nudge, Side

PEOPLE = ("amina", "kofi", "mei", "rosa", "sami", "noor", "uma")
#: What is done → for each of PEOPLE. ``later``: after the enquiry was handed to the chapter.
TABLE: Mapping[str, str] = {
    #          amina kofi mei rosa sami noor uma
    "get":           "y y - y y y -",
    "read":          "y y - y y y -",
    "seen":          "y y - y y y -",
    "ask":           "n y - n n n -",
    "ask later":     "n y - y y y -",
    "reply":         "y n - n n n -",
    "accept":        "n y - n n n -",
    "accept later":  "n y - n n n -",
    "decline":       "n y - n n n -",
    "decline later": "n y - y y y -",
    "withdraw":      "y n - n n n -",
    "finish":        "y y - n n n -",
    "send":          "y n y y y y y",
    "draft":         "y y y y y y y",
    "promise":       "n y n n n y n",
}  # fmt: skip
NO = DeclineReason.TOO_COSTLY
#: Tested in ``test_whoever_sees_what_is_kept_back_leaves_a_line``.
OF_THE_LOG = frozenset({"enquiries_read", "file_read", "listing_read", "listings_seen", "noted", "sightings_forget"})
#: Each × each of the cast in ``test_both_sides_write_to_each_other`` and ``test_a_report_goes_through_the_pages``.
OF_MESSAGES = frozenset({"message_report", "message_send", "message_to_report", "thread_read"})


def doing(what: str, one: str, offer: str, cast: Cast) -> Callable[..., object]:
    """What is tried, with the enquiry brought where it could be done."""
    if what == "reply":
        enquiry_ask(public_id=one, text="Where?", by=cast.kofi)
    if what == "finish":
        enquiry_accept(public_id=one, by=cast.kofi)
    if what.endswith("later"):
        Enquiry.objects.filter(public_id=one).update(taken=Nudge.CHAPTER)
    known: dict[str, Callable[..., object]] = {
        "get": lambda by: enquiry_get(one, for_user=by),
        "read": lambda by: enquiry_read(one, by=by),
        "seen": lambda by: enquiry_seen_by(one, for_user=by),
        "ask": partial(enquiry_ask, public_id=one, text="Where?"),
        "reply": partial(enquiry_reply, public_id=one, text="Here."),
        "accept": partial(enquiry_accept, public_id=one),
        "decline": partial(enquiry_decline, public_id=one, reason=NO),
        "withdraw": partial(enquiry_withdraw, public_id=one),
        "finish": partial(enquiry_finish, public_id=one),
        "send": partial(enquiry_send, listing=offer, draft=Draft(WORDS)),
        "draft": partial(draft_save, listing=offer, draft=Draft(WORDS)),
        "promise": partial(promise_set, days=3, organisation=PROVIDER),
    }
    return known[what.removesuffix(" later")]


@pytest.mark.parametrize("what", TABLE)
@pytest.mark.parametrize("who", PEOPLE)
def test_the_table_holds(cast: Cast, offer: str, what: str, who: str) -> None:
    do = doing(what, sent(cast.amina, offer), offer, cast)
    try:
        do(by=getattr(cast, who))
        outcome = "y"
    except NotFound:
        outcome = "-"
    except (NotAllowed, BanyanError):
        outcome = "n"
    assert outcome == TABLE[what].split()[PEOPLE.index(who)]


def test_every_service_of_people_is_in_the_table() -> None:
    by_people = set(services.__all__) - {"enquiries_due", "listing_gone", *OF_THE_LOG, *OF_MESSAGES}
    assert {name.split("_")[0 if name[0] != "e" else 1] for name in by_people} | {"get", "seen"} == {
        what.removesuffix(" later") for what in TABLE
    }


def test_those_without_a_part_see_and_count_nothing(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    for reader in (*cast.outsiders(), cast.mei):
        with pytest.raises(NotFound):
            enquiry_get(one, for_user=reader)
        for side in (None, *Side):
            assert enquiries(reader, side=side).rows == []
            assert counts(reader, side) == {}
        assert waiting_count(reader) == 0
        assert draft_of(reader, offer) is None
    assert (waiting_count(cast.kofi), waiting_count(cast.amina)) == (1, 0)
