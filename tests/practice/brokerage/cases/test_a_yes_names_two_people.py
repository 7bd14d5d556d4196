"""A yes on a need that keeps its name back speaks of two people; colleagues are named once they do something."""

from __future__ import annotations

from tests.cast import Cast
from tests.factories.cases import opened

from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.services import message_send
from banyan.practice.brokerage.services.cases import case_plan, case_task_add


def named(case: str, reader: SignedIn) -> set[str]:
    """Whom the reader finds to choose from."""
    return {one.name for one in case_get(case, for_user=reader).people if one.name}


def test_others_who_answer_for_it_are_not_named_to_the_other_side(cast: Cast) -> None:
    case = opened(cast, anonymous=True)
    assert named(case, cast.kofi) == {"Amina", "Kofi"}
    assert named(case, cast.amina) == {"Amina", "Chair", "Kofi"}
    assert named(case, cast.noor) == {"Amina", "Chair", "Kofi"}


def test_whoever_was_given_something_to_do_is_named(cast: Cast) -> None:
    case = opened(cast, anonymous=True)
    chair = next(one.id for one in case_get(case, for_user=cast.amina).people if one.name == "Chair")
    case_task_add(public_id=case, title="Sign", owner=chair, by=cast.amina)
    assert named(case, cast.kofi) == {"Amina", "Chair", "Kofi"}
    (task,) = case_get(case, for_user=cast.kofi).tasks
    assert task.owner is not None and task.owner.name == "Chair"


def test_the_other_side_cannot_name_them_by_trying(cast: Cast) -> None:
    case = opened(cast, anonymous=True)
    case_plan(public_id=case, owner="seeker", by=cast.kofi)
    case_task_add(public_id=case, title="Sign", owner="seeker", by=cast.kofi)
    message_send(thread=case, text="Who signs?", by=cast.kofi)
    assert named(case, cast.kofi) == {"Amina", "Kofi"}


def test_where_a_listing_says_whose_it_is_all_of_them_are_named(cast: Cast) -> None:
    assert named(opened(cast), cast.kofi) == {"Amina", "Chair", "Kofi"}
