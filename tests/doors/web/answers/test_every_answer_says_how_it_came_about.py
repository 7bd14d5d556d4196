from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.doors.web.made import MARKS, answers, card, view

from banyan.domain.listings.types import Kind
from banyan.doors.web.answers.gathering import adding_up, answer_of, arrange, asked
from banyan.practice.matchmaking.types import ScoreShare


@given(st.lists(st.floats(min_value=-20, max_value=30, allow_nan=False), min_size=1, max_size=12), st.floats(0, 0.5))
def test_the_shares_always_add_up_to_the_score(points: list[float], unlisted: float) -> None:
    score = round(sum(points) + unlisted)
    lines = adding_up(score, [ScoreShare(str(n), str(n), point, 0) for n, point in enumerate(points)])
    assert round(sum(line.points for line in lines), 6) == score
    assert all(abs(line.points - point) <= 0.1000001 for line, point in zip(lines, points, strict=False))


def test_a_score_without_shares_is_not_explained_by_nothing() -> None:
    assert [line.points for line in adding_up(7, [])] == [7.0]


def test_as_many_doubts_as_reasons_are_shown_each_with_its_verdict() -> None:
    doubts = ("One.", "Needs stable grid power; the site has a weak one.", "Three.", "Four.")
    answer = answer_of(card(doubts=doubts), 1)
    assert answer.reasons == ("Reason one.", "Reason two.", "Reason three.")
    assert [(doubt.sentence, doubt.verdict) for doubt in answer.doubts] == [
        ("One.", "doubt"), (doubts[1], "conflict"), ("Three.", "doubt"),
    ]  # fmt: skip


def test_what_speaks_against_an_answer_is_below_nought_and_the_sum_still_holds() -> None:
    shares = [
        ScoreShare("words", "Words", 61.24, 1),
        ScoreShare("title", "Title", -10.31, 0),
        ScoreShare("x", "X", -0.2, 0),
    ]
    lines = adding_up(51, shares)
    assert [line.points for line in lines][1] < 0
    assert round(sum(line.points for line in lines), 6) == 51
    answer = answer_of(card(score=51, shares=tuple(shares)), 1)
    assert answer.most >= 61


def test_what_would_fit_but_for_something_says_what_that_is() -> None:
    assert answer_of(card(), 1).blocking == ("Needs stable grid power; the site has a weak one.",)
    assert answer_of(card(marks=MARKS[:1]), 1).blocking == ("The strongest doubt.",)


def test_the_head_says_what_the_need_asks_and_what_must_hold() -> None:
    conditions = {one.shown.name: one for one in asked(view(Kind.NEED))}
    assert list(conditions) == ["places", "budget", "deadline", "quantity", "trl_min", "site_power", "support_wanted"]
    assert {name for name, one in conditions.items() if one.hard} == {"budget", "site_power"}
    assert conditions["budget"].shown.plain == "$20,000 to $35,000"
    assert conditions["quantity"].shown.plain == "4 tonnes a day"


def test_what_was_put_aside_makes_room_for_the_next() -> None:
    page = arrange(answers(), (), frozenset({"lst_first"}), top=1)
    assert [answer.card.listing.id for answer in page.answers] == ["lst_second"]
    assert [one.listing.id for one in page.aside] == ["lst_first"]
    assert not page.more


@pytest.mark.parametrize("wanted", ["money", "training"])
def test_helpers_stand_by_kind_and_what_the_need_asks_for_comes_first(wanted: str) -> None:
    subject = view(Kind.NEED, values={"support_wanted": (wanted,)})
    helpers = [
        card(view(Kind(kind), id=f"lst_{kind}{number}", values={}))
        for kind in ("funding", "training", "service")
        for number in range(5)
    ]
    groups = arrange(answers(subject), helpers, frozenset()).helpers
    first = {"money": "Money", "training": "Training"}[wanted]
    assert str(groups[0].heading) == first
    assert len(groups) == 3
    assert all(len(group.answers) == 3 for group in groups)
