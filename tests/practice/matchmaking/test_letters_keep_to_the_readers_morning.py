"""When letters go out, and what counts as news: pure decisions, over all time zones and their changes of clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from banyan.practice.matchmaking.rules import (
    HOUR,
    PAUSE,
    WEEKDAY,
    is_news,
    key_of_search,
    likeness,
    may_write,
    next_letter,
    passing,
    sketch,
    soonest,
    zone_of,
)
from banyan.practice.matchmaking.types import Frequency, SearchRequest

ZONES = sorted(available_timezones())
zones = st.sampled_from(ZONES)
moments = st.datetimes(
    min_value=datetime(2024, 1, 1), max_value=datetime(2035, 1, 1), timezones=st.just(UTC)
)  # fmt: skip
words = st.lists(st.text(min_size=1, max_size=8), max_size=200)


@given(moments, zones, st.sampled_from([Frequency.DAILY, Frequency.WEEKLY]))
def test_a_letter_goes_out_on_the_next_morning_of_its_reader(after: datetime, zone: str, often: Frequency) -> None:
    moment = next_letter(after, often, zone)
    assert moment is not None and moment > after
    here = moment.astimezone(ZoneInfo(zone))
    assert (here.hour, here.minute) == (HOUR, 0)
    assert often is Frequency.DAILY or here.weekday() == WEEKDAY
    days = 1 if often is Frequency.DAILY else 7
    assert moment - after <= timedelta(days=days, hours=3)


@given(moments, zones)
def test_there_is_one_letter_a_day_whatever_clocks_do(start: datetime, zone: str) -> None:
    mornings = [start]
    for _day in range(20):
        following = next_letter(mornings[-1], Frequency.DAILY, zone)
        assert following is not None
        mornings.append(following)
    dates = [one.astimezone(ZoneInfo(zone)).date() for one in mornings[1:]]
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(dates))


@given(moments, st.lists(moments, min_size=1, max_size=6), zones)
def test_what_is_found_later_is_never_told_earlier(first: datetime, others: list[datetime], zone: str) -> None:
    for often in (Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY):
        told = [next_letter(one, often, zone) for one in sorted([first, *others])]
        assert told == sorted(one for one in told if one is not None)


def test_an_hour_that_the_clocks_leave_out_is_no_trouble() -> None:
    for zone in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Chatham"):
        at = datetime(2026, 1, 1, tzinfo=UTC)
        while at.year == 2026:
            following = next_letter(at, Frequency.DAILY, zone)
            assert following is not None
            assert timedelta(hours=22) <= following - at or at == datetime(2026, 1, 1, tzinfo=UTC)
            at = following


def test_no_letter_is_no_letter_and_at_once_is_now() -> None:
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert next_letter(moment, Frequency.PAGE, "UTC") is None
    assert next_letter(moment, Frequency.AT_ONCE, "Asia/Tokyo") == moment
    assert next_letter(moment, Frequency.DAILY, "Nowhere/Atall") == datetime(2026, 3, 2, HOUR, tzinfo=UTC)
    assert zone_of("../etc/passwd") == zone_of("") == ZoneInfo("UTC")
    assert soonest([None, moment, None]) == moment and soonest([None]) is None


@given(moments, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=2)))
def test_letters_at_once_leave_an_hour_between_them(last: datetime, later: timedelta) -> None:
    assert may_write(None, last, scheduled=False)
    assert may_write(last, last + later, scheduled=True)
    assert may_write(last, last + later, scheduled=False) == (later >= PAUSE)


@given(words, words)
def test_likeness_is_that_of_sets_of_words(one: list[str], other: list[str]) -> None:
    a, b = sketch("2026-01-01", {}, one).words, sketch("2026-01-01", {}, other).words
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, a) == 1.0
    if len(set(one) | set(other)) <= 64 and len(a) == len(set(one)) and len(b) == len(set(other)):
        every = set(one) | set(other)
        exact = len(set(one) & set(other)) / len(every) if every else 1.0
        assert abs(likeness(a, b) - exact) < 1e-9


def test_a_mended_comma_is_no_news_and_another_price_is() -> None:
    said = [f"word{number}" for number in range(60)]
    before = sketch("2026-01-01", {"cost": 5}, said)
    assert is_news(None, before, shown=True) and not is_news(None, before, shown=False)
    assert not is_news(before, before, shown=True)
    assert not is_news(before, sketch("2026-01-01", {"cost": 5}, [*said, "typo"]), shown=False)
    assert is_news(before, sketch("2026-01-01", {"cost": 6}, said), shown=False)
    assert is_news(before, sketch("2026-01-01", {"cost": 5}, [*said[:30], *"abcdefgh"]), shown=False)
    assert is_news(before, sketch("2026-02-01", {"cost": 5}, said), shown=True)


def test_the_same_search_has_the_same_key() -> None:
    one = SearchRequest(text="Solar  dryer ", kinds=("offer", "need"), sort="newest", cursor="x")
    assert key_of_search(one) == key_of_search(SearchRequest(text="solar dryer", kinds=("need", "offer")))
    assert key_of_search(one) != key_of_search(SearchRequest(text="solar dryer"))


def test_any_code_of_a_facet_and_all_facets() -> None:
    carried = {"kinds:offer": frozenset("ab"), "places:KE": frozenset("bc"), "places:UG": frozenset("a")}
    assert passing({}, carried) is None
    assert passing({"places": frozenset({"KE", "UG"})}, carried) == frozenset("abc")
    assert passing({"places": frozenset({"KE"}), "kinds": frozenset({"offer"})}, carried) == frozenset("b")
    assert passing({"places": frozenset({"FR"})}, carried) == frozenset()
