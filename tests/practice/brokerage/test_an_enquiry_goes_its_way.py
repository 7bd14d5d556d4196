"""Sending once, asking back, accepting, declining: what changes, who hears of it, and what the trail keeps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import Cast
from tests.factories.enquiries import WORDS, sent, state_of

from banyan.base.audit.selectors import history
from banyan.base.clock import now, standing_at
from banyan.base.errors import BanyanError, Invalid, NotAllowed
from banyan.domain.listings.errors import Withdrawn
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import DeclineReason, Verb
from banyan.practice.brokerage.errors import Moved, NotNow
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.selectors import draft_of, enquiry_get, standing_enquiry
from banyan.practice.brokerage.services import (
    draft_save,
    enquiries_due,
    enquiry_accept,
    enquiry_ask,
    enquiry_decline,
    enquiry_finish,
    enquiry_reply,
    enquiry_send,
    enquiry_withdraw,
)
from banyan.practice.brokerage.types import Draft, Side, State, Words
from banyan.practice.matchmaking.selectors import judged_by
from banyan.practice.matchmaking.services import judgement_set
from banyan.practice.matchmaking.types import Verdict

DoJobs = Callable[[], list[str]]


def replayed(public_id: str) -> dict[str, object]:
    """What the trail says of the enquiry, from its first row on; each row fits on the one before."""
    state: dict[str, object] = {}
    for row in reversed(history(object_type="enquiry", object_id=public_id)):
        assert all(state.get(name) == said for name, said in (row.before or {}).items())
        state |= row.after or {}
    return state


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["kofi", "amina", "rosa"]), st.sampled_from(range(6)), st.integers(0, 9))))
def walk(cast: Cast, offer: str, steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        one, moment = sent(cast.amina, offer), now()
        for who, what, days in steps:
            moment += timedelta(days=days)
            with standing_at(moment), suppress(BanyanError):
                enquiries_due()
                STEPS[what](public_id=one, by=getattr(cast, who))
            row = Enquiry.objects.get(public_id=one)
            assert replayed(one) == {
                "state": row.state,
                "how": row.how,
                "reason": row.reason,
                "due": row.due.isoformat() if row.due else None,
                "taken": row.taken,
                "version": row.version,
            }
        transaction.set_rollback(True)


STEPS: tuple[Callable[..., None], ...] = (
    partial(enquiry_ask, text="Where?"),
    partial(enquiry_reply, text="Here."),
    enquiry_accept,
    partial(enquiry_decline, reason=DeclineReason.TOO_COSTLY),
    enquiry_withdraw,
    enquiry_finish,
)


def test_whatever_people_and_the_clock_do_the_trail_replays_to_where_it_stands(cast: Cast, offer: str) -> None:
    walk(cast, offer)


def test_it_is_sent_once_however_often_the_button_is_pressed(cast: Cast, offer: str, do_jobs: DoJobs) -> None:
    draft = Draft(WORDS)
    draft_save(listing=offer, draft=draft, by=cast.amina)
    assert draft_of(cast.amina, offer) == draft
    first = enquiry_send(listing=offer, draft=draft, by=cast.amina)
    again = enquiry_send(listing=offer, draft=draft, by=cast.amina)
    assert (first.made, again.made, again.id) == (True, False, first.id)
    assert draft_of(cast.amina, offer) is None
    do_jobs()
    assert [one.to for one in mail.outbox] == [["kofi@example.org"]]


def test_missing_answers_are_named_and_a_draft_keeps_what_was_typed(cast: Cast, offer: str) -> None:
    with pytest.raises(Invalid) as refused:
        enquiry_send(listing=offer, draft=Draft(Words(who="Us", hopes="x" * 3000)), by=cast.amina)
    assert set(refused.value.fields) == {"what", "hopes"}
    assert standing_enquiry(cast.amina, offer) == ""


def test_nobody_asks_about_their_own_listing_or_one_that_is_not_shown(cast: Cast, offer: str) -> None:
    with pytest.raises(NotAllowed):
        sent(cast.kofi, offer)
    listing_transition(public_id=offer, verb=Verb.PAUSE, by=cast.kofi)
    with pytest.raises(Withdrawn):
        sent(cast.amina, offer)


def test_question_and_answer_go_back_and_forth_and_the_yes_tells_addresses(
    cast: Cast, offer: str, need: str, do_jobs: DoJobs
) -> None:
    one = sent(cast.amina, offer, own=need, organisation="")
    due = enquiry_get(one, for_user=cast.amina).due
    enquiry_ask(public_id=one, text="How much power is there?", by=cast.kofi)
    assert (state_of(one, cast.kofi), enquiry_get(one, for_user=cast.amina).my_turn) == (State.ASKED, True)
    enquiry_reply(public_id=one, text="Six hours a day.", by=cast.amina)
    view = enquiry_get(one, for_user=cast.kofi)
    assert [(line.side, line.text) for line in view.thread] == [
        (Side.ANSWERER, "How much power is there?"),
        (Side.ASKER, "Six hours a day."),
    ]
    assert view.due is not None and due is not None and view.due == due
    assert (view.asker.name, view.asker.email) == ("Amina", "")
    enquiry_accept(public_id=one, by=cast.kofi, text="Gladly.")
    theirs, mine = enquiry_get(one, for_user=cast.amina), enquiry_get(one, for_user=cast.kofi)
    assert (theirs.answerer.name, theirs.answerer.email) == ("Kofi", "kofi@example.org")
    assert mine.asker.email == "amina@example.org"
    do_jobs()
    assert [one.to[0].split("@")[0] for one in mail.outbox] == ["amina"]
    assert replayed(one)["state"] == "accepted"


def test_each_turn_is_told_at_once(cast: Cast, offer: str, do_jobs: DoJobs) -> None:
    one = sent(cast.amina, offer)
    do_jobs()
    enquiry_ask(public_id=one, text="Where?", by=cast.kofi)
    do_jobs()
    enquiry_reply(public_id=one, text="Kenya.", by=cast.amina)
    do_jobs()
    enquiry_decline(public_id=one, reason=DeclineReason.TERRITORY, by=cast.kofi, line="Not before next year.")
    do_jobs()
    assert [one.to[0].split("@")[0] for one in mail.outbox] == ["kofi", "amina", "kofi", "amina"]
    view = enquiry_get(one, for_user=cast.amina)
    assert (view.state, view.reason, view.line) == (
        State.DECLINED,
        DeclineReason.TERRITORY,
        "Not before next year.",
    )
    assert replayed(one) == {
        "state": "declined",
        "how": "decline",
        "reason": "territory",
        "due": None,
        "taken": 0,
        "version": 4,
    }


def test_a_no_needs_a_reason_and_another_reason_a_line(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    with pytest.raises(Invalid):
        enquiry_decline(public_id=one, reason=None, by=cast.kofi)
    with pytest.raises(Invalid):
        enquiry_decline(public_id=one, reason=DeclineReason.OTHER, by=cast.kofi, line=" ")
    assert state_of(one, cast.kofi) is State.OPEN


def test_answers_become_judgements_of_those_who_gave_them(cast: Cast, offer: str, need: str) -> None:
    one = sent(cast.amina, offer, own=need)
    enquiry_decline(public_id=one, reason=DeclineReason.TOO_COSTLY, by=cast.kofi)
    said = judged_by(cast.kofi, offer)
    assert [(one.listing, one.verdict, one.reason) for one in said] == [(need, Verdict.DECLINED, "too_costly")]
    again = sent(cast.amina, offer, own=need)
    assert again != one
    enquiry_accept(public_id=again, by=cast.kofi)
    assert [one.verdict for one in judged_by(cast.kofi, offer)] == [Verdict.ACCEPTED]


def test_a_yes_to_what_is_in_use_already_takes_nothing_back(cast: Cast, offer: str, need: str) -> None:
    judgement_set(subject=offer, listing=need, verdict=Verdict.IN_USE, by=cast.kofi)
    enquiry_accept(public_id=sent(cast.amina, offer, own=need), by=cast.kofi)
    assert [one.verdict for one in judged_by(cast.kofi, offer)] == [Verdict.IN_USE]


def test_after_its_end_one_may_ask_again(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    enquiry_withdraw(public_id=one, by=cast.amina)
    two = sent(cast.amina, offer)
    assert one != two
    enquiry_accept(public_id=two, by=cast.kofi)
    assert sent(cast.amina, offer) == two
    enquiry_finish(public_id=two, by=cast.amina)
    assert enquiry_get(two, for_user=cast.amina).answerer.email == "kofi@example.org"
    assert sent(cast.amina, offer) not in {one, two}


def test_a_page_opened_before_somebodys_step_decides_nothing(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    seen = enquiry_get(one, for_user=cast.kofi).version
    enquiry_ask(public_id=one, text="Where?", by=cast.kofi)
    enquiry_reply(public_id=one, text="Kenya.", by=cast.amina)
    with pytest.raises(Moved):
        enquiry_decline(public_id=one, reason=DeclineReason.TERRITORY, by=cast.kofi, expected_version=seen)
    assert state_of(one, cast.kofi) is State.OPEN
    with pytest.raises(NotNow):
        enquiry_reply(public_id=one, text="Kenya!", by=cast.amina)
