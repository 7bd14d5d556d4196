from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from tests.cast import CHAPTER, SEEKER, Cast
from tests.factories.cases import accepted, closed, introduced, listings, moved_to, opened
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.base.audit.selectors import history
from banyan.base.clock import now, standing_at
from banyan.base.errors import Conflict, Invalid, NotAllowed
from banyan.domain.accounts.selectors import person_of
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.services import servant_remove
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.services import listing_withdraw
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.brokerage.errors import CaseMoved, NoMoveNow, NotNow
from banyan.practice.brokerage.selectors.cases import case_counts, case_get, case_of_enquiry, cases
from banyan.practice.brokerage.services import enquiry_accept
from banyan.practice.brokerage.services.cases import (
    case_introduce,
    case_move,
    case_name,
    case_open,
    case_plan,
    case_take,
    case_task_add,
    case_task_save,
    case_task_tick,
)
from banyan.practice.brokerage.types import Move, Part, Stage
from banyan.practice.matchmaking.selectors import judged_by
from banyan.practice.matchmaking.types import Verdict

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_from_a_yes_to_use_with_the_time_in_each_stage(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    with standing_at(START):
        case = opened(cast)
    for number, stage in enumerate((Stage.IN_TALKS, Stage.NEEDS_CHECKED, Stage.PACKAGE_ASSEMBLED), 1):
        with standing_at(START + timedelta(days=10 * number)):
            case_move(public_id=case, move=Move.ADVANCE, by=cast.kofi)
            assert case_get(case, for_user=cast.amina).stage is stage
    with standing_at(START + timedelta(days=45)):
        case_move(public_id=case, move=Move.BACK, line="The budget was read wrongly.", by=cast.kofi)
        view = case_get(case, for_user=cast.amina)
        assert dict(view.times) == {
            Stage.INTRODUCED: timedelta(days=10),
            Stage.IN_TALKS: timedelta(days=10),
            Stage.NEEDS_CHECKED: timedelta(days=10),
            Stage.PACKAGE_ASSEMBLED: timedelta(days=15),
        }
        assert (view.stage, view.present.line) == (Stage.NEEDS_CHECKED, "The budget was read wrongly.")
        moved_to(case, Stage.PILOT, cast.amina)
        with pytest.raises(NoMoveNow):
            case_move(public_id=case, move=Move.ADVANCE, by=cast.kofi)  # those who use it say that they adopted it
        moved_to(case, Stage.IN_USE, cast.amina)
    do_jobs()
    assert any("goes back to" in one.subject for one in mail.outbox if one.to == ["amina@example.org"])
    assert [one.after["stage"] for one in reversed(history(object_type="case", object_id=case)) if one.after][-1] == (
        "in_use"
    )


def test_a_case_begins_once_from_either_side_and_only_after_a_yes(cast: Cast) -> None:
    need, offer = listings(cast)
    waiting = sent(cast.amina, offer, own=need)
    with pytest.raises(NotNow):
        case_open(enquiry=waiting, by=cast.amina)
    enquiry_accept(public_id=waiting, by=cast.kofi)
    first, again = case_open(enquiry=waiting, by=cast.kofi), case_open(enquiry=waiting, by=cast.amina)
    assert (first.made, again.made, again.id) == (True, False, first.id)
    view = case_get(first.id, for_user=cast.amina)
    assert (view.part, view.seeker.email, view.provider.email) == (
        Part.SEEKER, "amina@example.org", "kofi@example.org",
    )  # fmt: skip
    assert case_of_enquiry(waiting, for_user=cast.kofi) == first.id
    assert case_of_enquiry(waiting, for_user=cast.uma) == ""
    assert view.present.owner is not None and view.present.owner.name == "Kofi"
    assert view.present.due is not None


def test_whoever_is_asked_for_a_need_is_the_seeker(cast: Cast) -> None:
    need, offer = listings(cast)
    enquiry = sent(cast.kofi, need, own=offer)
    enquiry_accept(public_id=enquiry, by=cast.amina)
    case = case_open(enquiry=enquiry, by=cast.kofi).id
    assert case_get(case, for_user=cast.amina).part is Part.SEEKER
    assert case_get(case, for_user=cast.kofi).part is Part.PROVIDER


def test_without_a_need_of_their_own_the_asker_is_the_seeker_all_the_same(cast: Cast) -> None:
    offer = listings(cast)[1]
    enquiry = sent(cast.uma, offer)
    enquiry_accept(public_id=enquiry, by=cast.kofi)
    case = case_open(enquiry=enquiry, by=cast.uma).id
    moved_to(case, Stage.ADOPTED, cast.uma)
    view = case_get(case, for_user=cast.kofi)
    assert (view.need, view.seeker.name) == (None, "Uma")


def test_a_broker_brings_two_together_who_are_named_by_themselves(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    need, offer = listings(cast)
    with pytest.raises(NotAllowed):
        case_introduce(need=need, offer=offer, by=cast.kofi)
    with pytest.raises(Invalid):
        case_introduce(need=offer, offer=need, by=cast.rosa)
    case = case_introduce(need=need, offer=offer, by=cast.rosa)
    assert not case_introduce(need=need, offer=offer, by=cast.sami).made
    seen = case_get(case.id, for_user=cast.kofi)
    assert (seen.seeker.name, seen.seeker.email, seen.broker.name) == ("", "", "Rosa")
    assert seen.seeker.organisation == SEEKER.replace("-", " ").title()  # the need itself tells it
    assert seen.unnamed
    case_name(public_id=case.id, by=cast.amina)
    assert case_get(case.id, for_user=cast.kofi).seeker.email == "amina@example.org"
    assert case_get(case.id, for_user=cast.amina).provider.email == ""
    with pytest.raises(NoMoveNow):
        case_name(public_id=case.id, by=cast.amina)
    do_jobs()
    assert {one.to[0] for one in mail.outbox if "A case is open" in one.subject} == {
        "amina@example.org", "kofi@example.org",
    }  # fmt: skip
    enquiry = accepted(cast, need, offer)
    assert case_open(enquiry=enquiry, by=cast.amina).id == case.id
    assert case_get(case.id, for_user=cast.amina).provider.email == "kofi@example.org"


def test_a_reason_is_needed_to_close_to_go_back_and_to_leave_the_pilot_out(cast: Cast) -> None:
    case = opened(cast)
    moved_to(case, Stage.AGREEMENT, cast.amina)
    for move, reason in ((Move.BACK, None), (Move.SKIP, None), (Move.CLOSE, None), (Move.CLOSE, DeclineReason.OTHER)):
        with pytest.raises(Invalid):
            case_move(public_id=case, move=move, reason=reason, line=" \n", by=cast.amina)
    case_move(public_id=case, move=Move.SKIP, line="It runs next door already.", by=cast.amina)
    assert case_get(case, for_user=cast.kofi).stage is Stage.ADOPTED
    closed(case, cast.kofi)
    shut = case_get(case, for_user=cast.amina)
    assert (shut.stage, shut.left, shut.reason) == (Stage.CLOSED, Stage.ADOPTED, DeclineReason.TOO_COSTLY)
    with pytest.raises(Invalid):
        case_move(public_id=case, move=Move.REOPEN, by=cast.amina)
    case_move(public_id=case, move=Move.REOPEN, line="Money was found.", by=cast.amina)
    again = case_get(case, for_user=cast.amina)
    assert (again.stage, again.left, again.reason) == (Stage.ADOPTED, None, None)


def test_what_the_stages_say_of_the_match_flows_back(cast: Cast) -> None:
    case = opened(cast)
    view = case_get(case, for_user=cast.amina)
    assert view.need and view.offer
    said = []
    for stage in (Stage.IN_TALKS, Stage.PILOT, Stage.ADOPTED, Stage.IN_USE):
        moved_to(case, stage, cast.amina)
        said.append(judged_by(cast.amina, view.need.id)[0].verdict)
    assert said == [Verdict.MET, Verdict.PILOTED, Verdict.ADOPTED, Verdict.IN_USE]
    case_move(public_id=case, move=Move.BACK, line="Not yet.", by=cast.amina)
    moved_to(case, Stage.IN_USE, cast.amina)
    closed(case, cast.amina)
    assert judged_by(cast.amina, view.need.id)[0].verdict is Verdict.GIVEN_UP


def test_a_no_early_on_says_why_the_answer_does_not_fit(cast: Cast) -> None:
    case = opened(cast)
    view = case_get(case, for_user=cast.kofi)
    assert view.need and view.offer
    closed(case, cast.kofi, DeclineReason.SITE_DOES_NOT_FIT)
    (said,) = judged_by(cast.kofi, view.offer.id)
    assert (said.verdict, said.reason) == (Verdict.DECLINED, "site_does_not_fit")


def test_tasks_have_an_owner_and_a_day_and_an_old_form_changes_nothing(
    cast: Cast, do_jobs: Callable[[], list[str]]
) -> None:
    case = opened(cast)
    do_jobs()
    mail.outbox.clear()
    kofi = cast.kofi.public_id
    task = case_task_add(public_id=case, title="Send the drawing", owner=kofi, due=date(2026, 3, 9), by=cast.amina)
    do_jobs()
    assert [(one.to, "Something to do" in one.subject) for one in mail.outbox] == [(["kofi@example.org"], True)]
    assert "drawing" not in mail.outbox[0].body
    with pytest.raises(Invalid):
        case_task_add(public_id=case, title="", by=cast.amina)
    with pytest.raises(Invalid):
        case_task_add(public_id=case, title="For a stranger", owner=cast.uma.public_id, by=cast.amina)
    case_task_save(task=task, title="Send both drawings", owner="provider", by=cast.amina, expected_version=1)
    with pytest.raises(CaseMoved):
        case_task_save(task=task, title="Send nothing", by=cast.kofi, expected_version=1)
    case_task_tick(task=task, done=True, by=cast.kofi, expected_version=2)
    with pytest.raises(NoMoveNow):
        case_task_tick(task=task, done=True, by=cast.amina)
    (seen,) = case_get(case, for_user=cast.amina).tasks
    assert (seen.title, seen.done is not None, seen.overdue) == ("Send both drawings", True, False)
    assert seen.owner is not None and seen.owner.name == "Kofi"


def test_a_stage_has_hands_a_day_and_a_next_step(cast: Cast) -> None:
    case = opened(cast)
    case_plan(
        public_id=case,
        by=cast.amina,
        owner=cast.kofi.public_id,
        due=date(2026, 4, 1),
        next_step="Visit the site",
        expected_version=1,
    )
    with pytest.raises(CaseMoved):
        case_move(public_id=case, move=Move.ADVANCE, by=cast.kofi, expected_version=1)
    present = case_get(case, for_user=cast.kofi).present
    assert (present.owner and present.owner.name, present.due, present.next_step) == (
        "Kofi", date(2026, 4, 1), "Visit the site",
    )  # fmt: skip
    case_move(public_id=case, move=Move.ADVANCE, by=cast.kofi, expected_version=2)
    later = case_get(case, for_user=cast.kofi).present
    assert later.owner is not None and later.owner.name == "Kofi"
    assert later.due == now().date() + timedelta(days=21)


def test_a_case_outlives_its_listings(cast: Cast) -> None:
    case = opened(cast)
    offer = case_get(case, for_user=cast.amina).offer
    assert offer is not None
    listing_withdraw(public_id=offer.id, by=cast.kofi)
    view = case_get(case, for_user=cast.amina)
    assert (view.offer, view.provider.name) == (None, "Kofi")
    case_move(public_id=case, move=Move.ADVANCE, by=cast.amina)


def test_lists_narrow_count_and_turn_pages(cast: Cast) -> None:
    ids = [opened(cast, title=f"Need {number}") for number in range(3)]
    closed(ids[0], cast.kofi)
    first = cases(cast.amina, size=2)
    rest = cases(cast.amina, size=2, cursor=first.next or "")
    assert [row.id for row in (*first.rows, *rest.rows)] == [ids[0], ids[2], ids[1]]
    assert case_counts(cast.kofi) == {Stage.CLOSED: 1, Stage.INTRODUCED: 2}
    assert [row.id for row in cases(cast.kofi, stages=[Stage.CLOSED]).rows] == [ids[0]]
    assert {row.id for row in cases(cast.rosa, chapter=True).rows} == set(ids)
    assert cases(cast.rosa).rows == []
    with pytest.raises(Invalid):
        cases(cast.amina, cursor="broken")
    case_task_add(public_id=ids[1], title="Call", owner="seeker", by=cast.kofi)
    assert next(row for row in cases(cast.amina).rows if row.id == ids[1]).tasks == 1


def test_who_brokers_a_case_finds_it_among_their_own(cast: Cast) -> None:
    case, _other = opened(cast, title="Need 1"), opened(cast, title="Need 2")
    case_take(public_id=case, by=cast.rosa)
    assert [row.id for row in cases(cast.rosa).rows] == [case]
    assert case_counts(cast.rosa) == {Stage.INTRODUCED: 1}
    assert cases(cast.sami).rows == []
    branch = chapter_by_slug(CHAPTER)
    servant_remove(chapter=branch, user_pk=cast.rosa.pk, person=person_of(cast.rosa), role=ChapterRole.BROKER)
    assert cases(cast.rosa).rows == [], "they read it no more, so it is not listed"


def test_an_anonymous_need_stays_unnamed_until_its_owner_says(cast: Cast) -> None:
    case = introduced(cast, anonymous=True)
    case_task_add(public_id=case, title="Call amina@example.org", owner="seeker", by=cast.amina)
    seen = repr(case_get(case, for_user=cast.kofi)).lower()
    assert "amina" not in seen and "mwembe" not in seen and cast.amina.public_id not in seen
    assert "amina" not in repr(cases(cast.kofi).rows).lower()
    assert case_get(case, for_user=cast.rosa).seeker.name == "Amina"
    with pytest.raises(Conflict):
        case_name(public_id=case, by=cast.amina, expected_version=7)
    case_name(public_id=case, by=cast.amina)
    told = case_get(case, for_user=cast.kofi)
    assert (told.seeker.name, told.tasks[0].title) == ("Amina", "Call amina@example.org")


def test_a_funding_can_be_what_a_case_is_about(cast: Cast) -> None:
    need = listings(cast)[0]
    grant = published(cast.kofi, Kind.FUNDING).id
    assert case_introduce(need=need, offer=grant, by=cast.noor).made
