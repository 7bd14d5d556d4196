from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast
from tests.factories.cases import closed, moved_to, opened

from banyan.base.clock import standing_at
from banyan.base.errors import Invalid, NotAllowed
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.errors import NoMoveNow, NoSuchCase
from banyan.practice.brokerage.rules.outcome import ASKED_AFTER, months_after, question_to_ask
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.selectors.outcomes import case_outcomes
from banyan.practice.brokerage.services.cases import case_move, case_outcome_answer, cases_due, outcome_in
from banyan.practice.brokerage.types import Move, Stage
from banyan.practice.brokerage.types.outcome import UseAnswer
from banyan.practice.matchmaking.selectors import judged_by
from banyan.practice.matchmaking.types import Verdict

START = datetime(2026, 8, 31, 9, tzinfo=UTC)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(ASKED_AFTER))
def test_months_later_is_the_same_day_or_the_last_of_a_short_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(st.sets(st.sampled_from(ASKED_AFTER)), st.integers(0, 40))
def test_of_questions_whose_day_has_come_only_the_last_is_asked(waiting: set[int], passed: int) -> None:
    start = date(2026, 1, 1)
    rows = [(months, months_after(start, months)) for months in waiting]
    asked = question_to_ask(rows, today=months_after(start, passed))
    assert asked == max((months for months in waiting if months <= passed), default=None)


@pytest.fixture
def case(cast: Cast, do_jobs: Callable[[], list[str]]) -> str:
    """A case that was adopted at the start."""
    with standing_at(START):
        made = opened(cast)
        moved_to(made, Stage.ADOPTED, cast.amina)
    do_jobs()
    mail.outbox.clear()
    return made


def sweep(at: datetime, do_jobs: Callable[[], list[str]]) -> list[EmailMultiAlternatives]:
    """The letters of the questions sent then."""
    mail.outbox.clear()
    with standing_at(at):
        cases_due()
        do_jobs()
    return [one for one in mail.outbox if isinstance(one, EmailMultiAlternatives) and "Is it in use?" in one.subject]


def token_in(letter: EmailMultiAlternatives) -> str:
    found = re.search(r"/outcome/([^/?]+)/\?answer=still", str(letter.body))
    assert found
    return found[1]


def test_those_who_use_it_are_asked_on_the_day_and_once(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]]
) -> None:
    assert [one.due for one in case_outcomes(case, for_user=cast.kofi)] == [
        date(2027, 2, 28), date(2027, 8, 31), date(2028, 8, 31),
    ]  # fmt: skip
    assert sweep(datetime(2027, 2, 27, 23, tzinfo=UTC), do_jobs) == []
    (letter,) = sweep(datetime(2027, 2, 28, 1, tzinfo=UTC), do_jobs)
    assert letter.to == ["amina@example.org"]
    assert "6 months ago" in str(letter.body)
    assert all(f"?answer={one}" in str(letter.body) for one in UseAnswer)
    assert "kofi" not in str(letter.body).lower()
    assert sweep(datetime(2027, 3, 28, tzinfo=UTC), do_jobs) == []
    outcome, person = outcome_in(token_in(letter))
    assert person == cast.amina
    assert outcome == case_outcomes(case, for_user=cast.amina)[0].id


def test_the_first_yes_brings_it_into_use_and_a_second_answer_changes_nothing(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]]
) -> None:
    (letter,) = sweep(datetime(2027, 3, 1, tzinfo=UTC), do_jobs)
    outcome, person = outcome_in(token_in(letter))
    with standing_at(datetime(2027, 3, 2, tzinfo=UTC)):
        with pytest.raises(NotAllowed):
            case_outcome_answer(outcome=outcome, answer=UseAnswer.STILL, by=cast.kofi)
        case_outcome_answer(outcome=outcome, answer=UseAnswer.TROUBLE, line="The fan is loud.", by=person)
        with pytest.raises(NoMoveNow):
            case_outcome_answer(
                outcome=outcome, answer=UseAnswer.NOT_ANY_MORE, reason=DeclineReason.TOO_COSTLY, by=person
            )
        do_jobs()
    assert [one.to for one in mail.outbox if "in use, with trouble" in one.subject] == [["kofi@example.org"]]
    view = case_get(case, for_user=cast.kofi)
    assert view.stage is Stage.IN_USE
    assert view.need is not None
    assert judged_by(cast.amina, view.need.id)[0].verdict is Verdict.IN_USE
    told = case_outcomes(case, for_user=cast.kofi)[0]
    assert (told.answer, told.line, told.answerable) == (UseAnswer.TROUBLE, "The fan is loud.", False)
    assert len(sweep(datetime(2027, 9, 1, tzinfo=UTC), do_jobs)) == 1


def test_not_any_more_needs_a_reason_and_closes(cast: Cast, case: str, do_jobs: Callable[[], list[str]]) -> None:
    (letter,) = sweep(datetime(2027, 3, 1, tzinfo=UTC), do_jobs)
    outcome, person = outcome_in(token_in(letter))
    with standing_at(datetime(2027, 3, 2, tzinfo=UTC)):
        with pytest.raises(Invalid):
            case_outcome_answer(outcome=outcome, answer=UseAnswer.NOT_ANY_MORE, by=person)
        case_outcome_answer(outcome=outcome, answer=UseAnswer.NOT_ANY_MORE, reason=DeclineReason.TOO_COSTLY, by=person)
    view = case_get(case, for_user=cast.kofi)
    assert (view.stage, view.left, view.reason) == (Stage.CLOSED, Stage.ADOPTED, DeclineReason.TOO_COSTLY)
    assert sweep(datetime(2027, 9, 1, tzinfo=UTC), do_jobs) == []


def test_after_a_long_sleep_only_the_last_question_is_asked(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]]
) -> None:
    (letter,) = sweep(datetime(2027, 12, 1, tzinfo=UTC), do_jobs)
    assert "12 months ago" in str(letter.body)
    assert sweep(datetime(2028, 1, 1, tzinfo=UTC), do_jobs) == []
    assert [one.passed for one in case_outcomes(case, for_user=cast.amina)] == [True, False, False]


def test_adopted_anew_it_is_asked_anew_and_before_the_day_nothing_is_answered(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]]
) -> None:
    first = case_outcomes(case, for_user=cast.amina)[0]
    with standing_at(START), pytest.raises(NoMoveNow):
        case_outcome_answer(outcome=first.id, answer=UseAnswer.STILL, by=cast.amina)
    with standing_at(datetime(2026, 12, 1, tzinfo=UTC)):
        case_move(public_id=case, move=Move.BACK, line="Not yet.", by=cast.amina)
        moved_to(case, Stage.ADOPTED, cast.amina)
    assert sweep(datetime(2027, 3, 1, tzinfo=UTC), do_jobs) == []
    assert len(sweep(datetime(2027, 6, 2, tzinfo=UTC), do_jobs)) == 1


def test_a_closed_case_is_not_asked_after_and_an_old_link_answers_nothing(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]]
) -> None:
    (letter,) = sweep(datetime(2027, 3, 1, tzinfo=UTC), do_jobs)
    outcome, person = outcome_in(token_in(letter))
    closed(case, cast.kofi)
    with standing_at(datetime(2027, 3, 2, tzinfo=UTC)), pytest.raises(NoMoveNow):
        case_outcome_answer(outcome=outcome, answer=UseAnswer.STILL, by=person)
    assert sweep(datetime(2027, 9, 1, tzinfo=UTC), do_jobs) == []


@pytest.mark.parametrize("token", ["", "x", "eyJvdXRjb21lIjoxfQ:1x:2y", "\u0000"])
def test_a_made_up_link_is_none(db: None, token: str) -> None:
    with pytest.raises(NoSuchCase):
        outcome_in(token)


def test_a_question_without_an_answer_is_asked_once_more_and_no_third_time(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]]
) -> None:
    asked = datetime(2027, 2, 28, 1, tzinfo=UTC)
    assert len(sweep(asked, do_jobs)) == 1
    assert sweep(asked + timedelta(days=20), do_jobs) == []
    with standing_at(asked + timedelta(days=21)):
        mail.outbox.clear()
        assert (cases_due() > 0, cases_due()) == (True, 0)
        do_jobs()
    (letter,) = [one for one in mail.outbox if isinstance(one, EmailMultiAlternatives) and "Once more" in one.subject]
    assert letter.to == ["amina@example.org"]
    for days in (22, 60, 100):
        mail.outbox.clear()
        with standing_at(asked + timedelta(days=days)):
            cases_due()
            do_jobs()
        assert not [one for one in mail.outbox if "in use?" in one.subject]
    with standing_at(asked + timedelta(days=22)):
        outcome, person = outcome_in(token_in(letter))
        case_outcome_answer(outcome=outcome, answer=UseAnswer.STILL, by=person)
    assert case_get(case, for_user=cast.kofi).stage is Stage.IN_USE


def test_what_was_answered_or_asked_anew_is_not_asked_again(
    cast: Cast, case: str, do_jobs: Callable[[], list[str]]
) -> None:
    asked = datetime(2027, 2, 28, 1, tzinfo=UTC)
    (letter,) = sweep(asked, do_jobs)
    outcome, person = outcome_in(token_in(letter))
    with standing_at(asked):
        case_outcome_answer(outcome=outcome, answer=UseAnswer.STILL, by=person)
    assert sweep(asked + timedelta(days=30), do_jobs) == []
    assert len(sweep(datetime(2027, 8, 31, 1, tzinfo=UTC), do_jobs)) == 1
    slept = sweep(datetime(2028, 9, 1, 1, tzinfo=UTC), do_jobs)  # the node slept: the last question comes instead
    assert [one.subject.startswith("Is it in use?") for one in slept] == [True]
