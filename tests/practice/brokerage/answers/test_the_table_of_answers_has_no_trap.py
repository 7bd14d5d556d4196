"""Any steps by anybody: only steps of the table happen, somebody can always go on, and the trail replays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests import tables
from tests.cast import Cast, gather
from tests.factories.answers import INTRO, need, offers
from tests.factories.enquiries import WORDS

from banyan.base.audit.selectors import history
from banyan.base.errors import BanyanError
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.models import AnswerEdition, AnswerReply, Enquiry
from banyan.practice.brokerage.rules.answer import (
    ANSWER_TABLE,
    OUT,
    answer_target,
    answer_verbs,
    cut,
    in_order,
    replies_after,
)
from banyan.practice.brokerage.rules.answer_words import read, stored
from banyan.practice.brokerage.selectors.answers import answer_get
from banyan.practice.brokerage.services.answers import (
    answer_draft,
    answer_hear,
    answer_reply,
    answer_save,
    answer_send,
    answer_withdraw,
)
from banyan.practice.brokerage.types.answer import (
    AnswerEdit,
    AnswerMark,
    AnswerPart,
    AnswerState,
    AnswerVerb,
    AnswerWords,
    HelpWords,
    OptionEdit,
    OptionWords,
    ReplyWord,
)

EVERYBODY = frozenset(AnswerPart)
WRITTEN = st.text(max_size=80)


def reached(start: AnswerState, who: frozenset[AnswerPart]) -> set[AnswerState]:
    return tables.reached(start, who, verbs_for=answer_verbs, target=answer_target)


def test_every_state_can_be_reached_and_every_verb_is_used() -> None:
    assert reached(AnswerState.DRAFT, EVERYBODY) == set(AnswerState)
    assert {step.verb for step in ANSWER_TABLE} == set(AnswerVerb) - {AnswerVerb.DRAFT}
    assert len({(step.state, step.verb) for step in ANSWER_TABLE}) == len(ANSWER_TABLE)


def test_nothing_is_a_trap_and_what_was_sent_is_never_a_draft_again() -> None:
    for state in set(AnswerState) - {AnswerState.WITHDRAWN}:
        assert AnswerState.WITHDRAWN in reached(state, frozenset({AnswerPart.BROKER}))
    for state in OUT:
        assert AnswerState.DRAFT not in reached(state, EVERYBODY)
        assert answer_target(state, AnswerVerb.SAVE, EVERYBODY) is None
    assert answer_verbs(AnswerState.WITHDRAWN, EVERYBODY) == ()


def test_each_side_has_its_own_verbs() -> None:
    for step in ANSWER_TABLE:
        wanted = AnswerPart.SEEKER if step.verb is AnswerVerb.REPLY else AnswerPart.BROKER
        assert step.who == {wanted}


def test_minds_can_be_changed_until_a_yes() -> None:
    for said in (None, ReplyWord.NO, ReplyWord.LATER):
        assert set(replies_after(said)) == set(ReplyWord)
    assert replies_after(ReplyWord.YES) == ()


@given(st.lists(st.integers(-1, 9), max_size=8))
def test_places_are_counted_from_one_without_gaps(places: list[int]) -> None:
    options = [OptionWords(f"lst_{n}", "Title", place) for n, place in enumerate(places)]
    found = in_order(options)
    assert [place for _listing, place in found] == list(range(1, len(found) + 1))
    assert len(found) == sum(place > 0 for place in places)


@given(st.text(max_size=300), st.integers(1, 120))
def test_what_is_cut_is_short_enough_and_says_so(text: str, most: int) -> None:
    kept = cut(text, most)
    assert len(kept) <= most
    assert kept == text if len(text) <= most else kept.endswith("…")


@given(WRITTEN, WRITTEN, st.lists(WRITTEN, max_size=3), st.booleans())
def test_what_is_stored_is_read_again(intro: str, why: str, labels: list[str], taken: bool) -> None:
    marks = tuple(AnswerMark(label, "fits", why, taken) for label in labels)
    words = AnswerWords(
        intro=intro,
        nothing=why,
        options=(OptionWords("lst_1", intro, 1, why, intro, why, marks),),
        helps=(HelpWords("lst_2", intro, "funding", taken, why, marks),),
    )
    assert read(stored(words)) == words


class Life(RuleBasedStateMachine):
    """A real answer among people who do anything at any time."""

    cast: Cast
    answer: str

    @initialize()
    def begin(self) -> None:
        self.life = transaction.atomic()
        self.life.__enter__()
        self.cast = gather()
        about = need(self.cast)
        self.offers = offers(self.cast)
        self.answer = answer_draft(need=about, by=self.cast.rosa).id  # no index: the options are added
        for offer in self.offers[:2]:
            answer_save(public_id=self.answer, edit=AnswerEdit(INTRO, add=offer), by=self.cast.rosa)
        why = {offer: OptionEdit(place, "Why.") for place, offer in enumerate(self.offers[:2], start=1)}
        answer_save(public_id=self.answer, edit=AnswerEdit(INTRO, options=why), by=self.cast.rosa)
        self.state, self.editions, self.said = AnswerState.DRAFT, 4, dict[str, ReplyWord]()

    @rule(who=st.sampled_from(["amina", "rosa", "sami", "kofi", "uma"]), verb=st.sampled_from(list(AnswerVerb)[1:]))
    def try_a_step(self, who: str, verb: AnswerVerb) -> None:
        if verb is AnswerVerb.REPLY:
            self.try_a_reply(who, ReplyWord.LATER, 0)
            return
        do: dict[AnswerVerb, Callable[..., None]] = {
            AnswerVerb.SAVE: partial(answer_save, edit=AnswerEdit(INTRO)),
            AnswerVerb.SEND: answer_send,
            AnswerVerb.HEAR: answer_hear,
            AnswerVerb.WITHDRAW: answer_withdraw,
        }
        to = answer_target(self.state, verb, self.parts(who))
        try:
            do[verb](public_id=self.answer, by=getattr(self.cast, who))
        except BanyanError:
            assert to is None
            return
        assert to is not None
        self.state = to
        self.editions += verb in {AnswerVerb.SAVE, AnswerVerb.SEND}

    @rule(who=st.sampled_from(["amina", "rosa", "uma"]), word=st.sampled_from(ReplyWord), which=st.integers(0, 2))
    def try_a_reply(self, who: str, word: ReplyWord, which: int) -> None:
        offer = self.offers[which]
        to = answer_target(self.state, AnswerVerb.REPLY, self.parts(who))
        may = to is not None and which < 2 and word in replies_after(self.said.get(offer))
        try:
            answer_reply(
                public_id=self.answer,
                listing=offer,
                word=word,
                by=getattr(self.cast, who),
                reason=DeclineReason.TOO_COSTLY,
                line="Because.",
                enquiry=WORDS,
            )
        except BanyanError:
            assert not may
            return
        assert may and to is not None
        self.state, self.said[offer] = to, word

    def parts(self, who: str) -> frozenset[AnswerPart]:
        if who in {"rosa", "sami"}:
            return frozenset({AnswerPart.BROKER})
        return frozenset({AnswerPart.SEEKER}) if who == "amina" else frozenset()

    @invariant()
    def it_stands_where_the_steps_led(self) -> None:
        if not hasattr(self, "state"):
            return
        view = answer_get(self.answer, for_user=self.cast.rosa)
        assert view.state is self.state
        assert AnswerEdition.objects.filter(answer__public_id=self.answer).count() == self.editions
        assert {one.listing: one.reply.word for one in view.options if one.reply} == self.said
        yes = sum(word is ReplyWord.YES for word in self.said.values())
        assert Enquiry.objects.count() == yes == AnswerReply.objects.exclude(enquiry="").count()

    @invariant()
    def the_trail_replays_to_the_present(self) -> None:
        if not hasattr(self, "state"):
            return
        state: dict[str, object] = {}
        for line in reversed(history(object_type="answer", object_id=self.answer)):
            before = line.before or {}
            assert all(state[name] == value for name, value in before.items())
            state |= line.after or {}
        assert (state["state"], state["edition"]) == (self.state.value, self.editions)

    def teardown(self) -> None:
        if hasattr(self, "life"):
            transaction.set_rollback(True)
            self.life.__exit__(None, None, None)


@pytest.mark.django_db
def test_any_life_of_an_answer_follows_the_table_and_its_trail_replays(index_folder: object) -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=5, stateful_step_count=14, deadline=None))
