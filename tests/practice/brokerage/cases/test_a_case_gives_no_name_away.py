"""Names kept back are not learned by the way of a case: by trying people out, or without a line in the log."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from tests.cast import SEEKER, Cast, person
from tests.factories.cases import accepted, introduced, listings, opened
from tests.factories.places import chapter

from banyan.base.errors import Invalid
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.services import servant_add
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.models import Listing
from banyan.practice.brokerage.models import CaseCheck, CasePilot, CaseStay, CaseTask, CaseTerm, Sighting
from banyan.practice.brokerage.selectors import enquiry_seen_by
from banyan.practice.brokerage.selectors.agreement import case_agreement
from banyan.practice.brokerage.selectors.cases import case_get, cases
from banyan.practice.brokerage.selectors.package import case_checks
from banyan.practice.brokerage.services.cases import (
    case_check_set,
    case_name,
    case_open,
    case_pilot_add,
    case_pilot_save,
    case_plan,
    case_task_add,
    case_task_save,
    case_term_set,
)
from banyan.practice.brokerage.services.seeing import case_read, cases_read
from banyan.practice.brokerage.types import Part
from banyan.practice.brokerage.types.agreement import PilotDraft, PilotVerdict, Term, TermState
from banyan.practice.brokerage.types.package import Held


def gives(case: str, owner: str, by: SignedIn) -> bool:
    """Whether something can be put in the hands of whom the form names."""
    try:
        case_plan(public_id=case, owner=owner, by=by)
        case_task_add(public_id=case, title="Call", owner=owner, by=by)
    except Invalid:
        return False
    return True


def test_nobody_finds_out_by_trying_who_stands_on_a_side_that_is_not_named(cast: Cast) -> None:
    case = introduced(cast, anonymous=True)
    assert not gives(case, cast.amina.public_id, cast.kofi)
    assert not gives(case, cast.uma.public_id, cast.kofi)
    assert gives(case, Part.SEEKER.value, cast.kofi)
    assert gives(case, cast.amina.public_id, cast.amina)
    assert gives(case, cast.kofi.public_id, cast.rosa)
    case_name(public_id=case, by=cast.amina)
    assert gives(case, cast.amina.public_id, cast.kofi)


def test_everybody_whom_the_page_offers_can_be_chosen(cast: Cast) -> None:
    for case in (introduced(cast, anonymous=True), opened(cast)):
        for reader in (cast.amina, cast.kofi, cast.rosa):
            for one in case_get(case, for_user=reader).people:
                assert gives(case, one.id, reader)


@pytest.fixture
def elsewhere(cast: Cast) -> SignedIn:
    """A broker of another chapter, which looks after the offer but not after the need."""
    broker = person("omar")
    chapter("north", places=("EG",))
    servant_add(chapter=chapter_by_slug("north"), user_pk=broker.pk, person=person_of(broker), role=ChapterRole.BROKER)
    return broker


def test_a_yes_tells_names_to_the_two_sides_and_not_to_those_who_look_after_the_offer(
    cast: Cast, elsewhere: SignedIn
) -> None:
    need, offer = listings(cast, anonymous=True)
    Listing.objects.filter(public_id=need).update(chapter=None)
    Listing.objects.filter(public_id=offer).update(chapter=chapter_by_slug("north").pk)
    case = case_open(enquiry=accepted(cast, need, offer), by=elsewhere).id
    for view in (case_get(case, for_user=elsewhere), case_read(case, by=elsewhere)):
        assert view.seeker.hidden and "amina" not in repr(view).lower() and SEEKER not in repr(view)
    assert "amina" not in repr(cases(elsewhere, chapter=True)).lower()
    assert case_get(case, for_user=cast.kofi).seeker.email == "amina@example.org"


def test_whoever_reads_names_in_a_case_leaves_a_line_that_the_other_side_reads(
    cast: Cast, do_jobs: Callable[[], list[str]]
) -> None:
    need, offer = listings(cast)
    enquiry = accepted(cast, need, offer)
    case = case_open(enquiry=enquiry, by=cast.amina).id
    Sighting.objects.all()._raw_delete("default")
    case_read(case, by=cast.kofi)
    cases_read(by=cast.amina)
    case_read(case, by=cast.rosa)
    said = {(one.name, one.what.value, one.side.value) for one in enquiry_seen_by(enquiry, for_user=cast.amina)}
    assert said == {("Kofi", "names", "answerer"), ("Amina", "names", "asker"), ("Rosa", "names", "broker")}


def test_a_case_without_a_yes_leaves_no_line(cast: Cast) -> None:
    case = introduced(cast)
    case_read(case, by=cast.kofi)
    cases_read(by=cast.kofi)
    assert not Sighting.objects.exists()


def test_whoever_saves_what_was_blotted_out_for_them_blots_out_nothing_for_others(cast: Cast) -> None:
    case = introduced(cast)
    said = "Write to amina@example.org"
    case_plan(public_id=case, next_step=said, by=cast.amina)
    case_check_set(public_id=case, criterion="budget", held=Held.FAILS, line=said, by=cast.amina)
    task = case_task_add(public_id=case, title=said, by=cast.amina)
    shown = case_get(case, for_user=cast.kofi)
    assert "@" not in shown.tasks[0].title
    case_plan(public_id=case, next_step=shown.present.next_step, owner="provider", by=cast.kofi)
    case_task_save(task=task, title=shown.tasks[0].title, owner="provider", by=cast.kofi)
    blotted = next(one.line for one in case_checks(case, for_user=cast.kofi) if one.criterion == "budget")
    assert "@" not in blotted
    case_check_set(public_id=case, criterion="budget", held=Held.HOLDS, line=blotted, by=cast.kofi)
    kept = CaseStay.objects.get().next_step, CaseTask.objects.get().title, CaseCheck.objects.get().line
    assert kept == (said, said, said)
    case_task_save(task=task, title="Call", by=cast.kofi)
    assert case_get(case, for_user=cast.amina).tasks[0].title == "Call"


def test_nor_in_terms_and_pilots_and_a_round_figure_stays_one_that_the_form_takes(cast: Cast) -> None:
    case = introduced(cast)
    said = "Ask amina@example.org"
    case_term_set(public_id=case, term=Term.PRICE, state=TermState.AGREED, line=said, by=cast.amina)
    pilot = case_pilot_add(
        public_id=case,
        said=PilotDraft(place=said, quantity="Fruit", value=Decimal(1000), verdict=PilotVerdict.WORKED, line=said),
        by=cast.amina,
    )
    shown = case_agreement(case, for_user=cast.kofi)
    price = next(one for one in shown.terms if one.term is Term.PRICE)
    assert "@" not in price.line + shown.pilots[0].said.place and str(shown.pilots[0].said.value) == "1000"
    case_term_set(public_id=case, term=Term.PRICE, state=TermState.OPEN, line=price.line, by=cast.kofi)
    case_pilot_save(pilot=pilot, said=shown.pilots[0].said, by=cast.kofi)
    row = CasePilot.objects.get()
    assert (CaseTerm.objects.get().line, row.place, row.line) == (said, said, said)
