"""The calendar feed, read back by a library: days of one's own, ids that stay, numbers that rise, no name told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar, Event
from tests.cast import Cast
from tests.factories.cases import closed, introduced, moved_to, opened
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.base.audit.selectors import history
from banyan.base.clock import now, standing_at
from banyan.base.errors import NotFound
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import Kind
from banyan.practice.brokerage.formats.calendar import as_icalendar
from banyan.practice.brokerage.selectors.calendar import calendar_of, calendar_secret
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.services import enquiry_ask, enquiry_withdraw
from banyan.practice.brokerage.services.calendar import calendar_close, calendar_renew
from banyan.practice.brokerage.services.cases import case_plan, case_task_add, case_task_save, case_task_tick
from banyan.practice.brokerage.types import Stage

DAY = date(2027, 1, 31)


def events(person: SignedIn) -> dict[str, Event]:
    """What a calendar program reads, by summary."""
    written = as_icalendar(calendar_of(calendar_secret(person) or calendar_renew(by=person)))
    read = Calendar.from_ical(written)
    assert isinstance(read, Calendar) and read.errors == []
    assert str(read["VERSION"]) == "2.0" and str(read["X-WR-TIMEZONE"]) == person.time_zone
    return {str(one.get("SUMMARY")): one for one in read.events}


def test_a_task_is_a_whole_day_whose_number_rises_with_each_change(cast: Cast) -> None:
    case = opened(cast)
    task = case_task_add(public_id=case, title="Send the drawing", owner=cast.amina.public_id, due=DAY, by=cast.kofi)
    one = events(cast.amina)["To do: Send the drawing"]
    assert one.DTSTART == DAY and DAY + timedelta(days=1) == one.DTEND
    assert type(one.DTSTART) is date
    assert one.description == "Drying mango slices when it rains"
    later = DAY + timedelta(days=1)
    with standing_at(now() + timedelta(minutes=1)):
        case_task_save(task=task, title="Send both", owner=cast.amina.public_id, due=later, by=cast.kofi)
    two = events(cast.amina)["To do: Send both"]
    assert two.uid == one.uid and two.sequence > one.sequence
    assert two.LAST_MODIFIED > one.LAST_MODIFIED and later == two.DTSTART
    assert "To do: Send both" not in events(cast.kofi)
    case_task_tick(task=task, done=True, by=cast.amina)
    assert "To do: Send both" not in events(cast.amina)
    case_task_tick(task=task, done=False, by=cast.amina)
    assert events(cast.amina)["To do: Send both"].sequence > two.sequence


def test_stages_in_hand_stand_there_until_the_case_is_closed(cast: Cast) -> None:
    case = opened(cast)
    version = case_get(case, for_user=cast.amina).version
    case_plan(
        public_id=case, owner=cast.kofi.public_id, due=DAY, next_step="Visit", by=cast.amina, expected_version=version
    )
    assert events(cast.kofi)["Next step: Visit"].DTSTART == DAY
    assert events(cast.amina) == {}
    closed(case, cast.amina)
    assert events(cast.kofi) == {}


def test_those_who_use_it_see_when_they_will_be_asked(cast: Cast) -> None:
    case = opened(cast)
    moved_to(case, Stage.ADOPTED, cast.amina)
    read = Calendar.from_ical(as_icalendar(calendar_of(calendar_renew(by=cast.amina))))
    asked = [one for one in read.walk("VEVENT") if str(one.get("SUMMARY")).startswith("Is it in use?")]
    assert len({one.uid for one in asked}) == len(asked) == 3
    assert not any("Is it in use" in said for said in events(cast.kofi))


def test_promises_of_enquiries_stand_there_for_both_sides(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER, organisation="jua-dryers").id
    one = sent(cast.amina, offer)
    mine, theirs = "Your answer is due: “%s”", "Their answer is due: “%s”"
    title = "Dryer that runs on the sun and a small fan"
    first = events(cast.kofi)[mine % title]
    assert events(cast.amina)[theirs % title].DTSTART == first.DTSTART
    enquiry_ask(public_id=one, text="How much fruit?", by=cast.kofi)
    again = events(cast.kofi)[theirs % title]
    assert again.uid == first.uid and again.sequence > first.sequence
    enquiry_withdraw(public_id=one, by=cast.amina)
    assert events(cast.kofi) == events(cast.amina) == {}


def test_no_name_or_address_stands_there_that_its_reader_may_not_know(cast: Cast) -> None:
    case = introduced(cast, anonymous=True)
    said = "Write to amina@example.org"
    case_task_add(public_id=case, title=said, owner="provider", due=DAY, by=cast.amina)
    written = as_icalendar(calendar_of(calendar_renew(by=cast.kofi))).decode()
    assert "Write to" in written and "amina" not in written.lower().replace("\r\n ", "")
    case_task_add(public_id=case, title=said, owner=cast.amina.public_id, due=DAY, by=cast.amina)
    with standing_at(now() + timedelta(days=1)):
        assert events(cast.uma) == {}


def test_what_people_write_makes_no_other_event(cast: Cast) -> None:
    case = opened(cast)
    case_task_add(public_id=case, title="Envoyer, le plan; \\n\r\nBEGIN:VEVENT", owner="seeker", due=DAY, by=cast.kofi)
    assert list(events(cast.amina))[1:] == ["To do: Envoyer, le plan; \\n BEGIN:VEVENT"]


def test_an_address_is_renewed_and_taken_away_at_once(cast: Cast) -> None:
    assert calendar_secret(cast.amina) == ""
    first = calendar_renew(by=cast.amina)
    second = calendar_renew(by=cast.amina)
    assert len(first) > 40 and first != second and calendar_secret(cast.amina) == second
    calendar_close(by=cast.amina)
    calendar_close(by=cast.amina)
    for secret in (first, second, "", "x"):
        with pytest.raises(NotFound):
            calendar_of(secret)
    trail = history(object_type="calendar", object_id=cast.amina.public_id)
    assert trail.count() == 3 and first not in str(list(trail.values()))
    third = calendar_renew(by=cast.amina)
    cast.amina.is_active = False
    cast.amina.save()
    with pytest.raises(NotFound):
        calendar_of(third)
