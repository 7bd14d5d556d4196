"""“Please answer by 9 March” holds until that day is over, where its reader lives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.core import mail
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import PROVIDER, Cast
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.base.clock import standing_at
from banyan.domain.accounts.services import user_update
from banyan.domain.listings.types import Kind
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.selectors import enquiry_get
from banyan.practice.brokerage.services import enquiries_due, enquiry_ask, enquiry_reply

ZONES = st.sampled_from(sorted(name for name in available_timezones() if "/" in name)).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))
START = datetime(2026, 3, 2, 23, tzinfo=UTC)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=zone).astimezone(UTC)


@given(MOMENTS, st.lists(ZONES, max_size=4), ZONES)
def test_the_day_shown_is_over_for_its_reader_before_anything_happens(
    moment: datetime, zones: list[ZoneInfo], reader: ZoneInfo
) -> None:
    due = rules.end_of_day(moment, zones)
    assert due > moment
    assert due - moment <= timedelta(hours=54)
    assert end_of(rules.last_day(due, reader), reader) <= due
    for zone in zones:
        assert end_of(moment.astimezone(zone).date(), zone) <= due
        assert rules.last_day(due, zone) >= moment.astimezone(zone).date()


def moved(cast: Cast, person: str, zone: str) -> None:
    user_update(user=getattr(cast, person), name=person.title(), locale="en", time_zone=zone, actor="")
    getattr(cast, person).refresh_from_db()


def test_letter_and_page_name_the_same_day_and_it_ends_where_the_reader_lives(
    cast: Cast, do_jobs: Callable[[], list[str]]
) -> None:
    moved(cast, "kofi", "Pacific/Honolulu")
    offer = published(cast.kofi, Kind.OFFER, organisation=PROVIDER, deputy="mei@example.org").id
    do_jobs()
    mail.outbox.clear()
    with standing_at(START):
        one = sent(cast.amina, offer)
        do_jobs()
    assert "Please answer by March 9, 2026" in str(mail.outbox[0].body)
    assert enquiry_get(one, for_user=cast.kofi).due == date(2026, 3, 9)
    end = datetime(2026, 3, 10, 10, tzinfo=UTC)  # midnight in Honolulu
    for minute, taken in ((-1, 1), (1, 2)):
        with standing_at(end + timedelta(minutes=minute)):
            enquiries_due()
            enquiries_due()
            assert Enquiry.objects.get(public_id=one).taken == taken


def test_after_a_question_the_day_is_the_askers_and_after_the_reply_again_the_others(cast: Cast, offer: str) -> None:
    moved(cast, "amina", "Asia/Kolkata")
    with standing_at(START):
        one = sent(cast.amina, offer)
        enquiry_ask(public_id=one, text="Where?", by=cast.kofi)
    row = Enquiry.objects.get(public_id=one)
    assert row.due == datetime(2026, 3, 10, 18, 30, tzinfo=UTC)  # the tenth is over in Kolkata
    assert enquiry_get(one, for_user=cast.amina).due == date(2026, 3, 10)
    with standing_at(START + timedelta(days=1)):
        enquiry_reply(public_id=one, text="Here.", by=cast.amina)
    row.refresh_from_db()
    assert row.due == datetime(2026, 3, 11, tzinfo=UTC)  # a day later than at first: the clock stood still


def test_whoever_stays_unnamed_is_not_given_away_by_the_hour_their_day_ends(
    cast: Cast, offer: str, secret_need: str
) -> None:
    dues = set()
    for zone, asker in (("Asia/Kolkata", cast.kofi), ("America/Lima", cast.mei)):
        moved(cast, "amina", zone)
        with standing_at(START):
            dues.add(Enquiry.objects.get(public_id=sent(asker, secret_need)).due)
    with standing_at(START):
        back = sent(cast.amina, offer, own=secret_need)
        enquiry_ask(public_id=back, text="Where?", by=cast.kofi)
    dues.add(Enquiry.objects.get(public_id=back).due)
    assert dues == {datetime(2026, 3, 10, 12, tzinfo=UTC)}  # the day is over everywhere on earth
