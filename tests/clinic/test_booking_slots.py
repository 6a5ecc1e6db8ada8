"""Which times are free, on any clock and in the two nights in which it is changed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from multifidus.clinic.booking.shown import clock
from multifidus.clinic.booking.slots import Span, Weekly, cut, less, merged, moment_of, open_spans, steps

LONDON, NEW_YORK, LORD_HOWE = (ZoneInfo(name) for name in ("Europe/London", "America/New_York", "Australia/Lord_Howe"))
ZONES = [LONDON, NEW_YORK, LORD_HOWE, ZoneInfo("Asia/Kolkata"), ZoneInfo("America/Santiago"), ZoneInfo("UTC")]
EVER = date(2020, 1, 1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def hours(weekday, begins, ends, **more):
    return Weekly(weekday, begins, ends, more.get("since", EVER), more.get("until"))


def times(zone, day, begins, ends, *, minutes=30):
    """The free times of one day, as its clock shows them."""
    spans = open_spans([hours(day.weekday(), begins, ends)], day, day, zone, shut=())
    return [clock(span.starts, zone) for span in cut(spans, timedelta(minutes=minutes), after=LONG_AGO)]


def test_a_time_that_the_clock_skips_is_never_offered():
    assert times(LONDON, date(2026, 3, 29), time(0), time(4)) == ["00:00", "00:30", "02:00", "02:30", "03:00", "03:30"]


def test_hours_that_begin_in_the_skipped_hour_begin_at_its_end():
    assert times(NEW_YORK, date(2026, 3, 8), time(2, 30), time(4)) == ["03:00", "03:30"]
    assert times(NEW_YORK, date(2026, 3, 8), time(1), time(2, 30)) == ["01:00", "01:30"]


def test_an_hour_that_comes_twice_is_offered_twice_and_each_says_which():
    assert times(LONDON, date(2026, 10, 25), time(0), time(3)) == [
        "00:00",
        "00:30",
        "01:00 BST",
        "01:30 BST",
        "01:00 GMT",
        "01:30 GMT",
        "02:00",
        "02:30",
    ]


def test_a_clock_that_moves_by_half_an_hour_is_no_other_matter():
    assert times(LORD_HOWE, date(2026, 10, 4), time(1), time(4)) == ["01:00", "01:30", "02:30", "03:00", "03:30"]


def test_hours_stay_at_the_local_time_when_the_clock_changes():
    before, after = date(2026, 10, 23), date(2026, 10, 26)

    assert times(LONDON, before, time(9), time(10)) == times(LONDON, after, time(9), time(10)) == ["09:00", "09:30"]
    assert moment_of(before, time(9), LONDON).hour == 8
    assert moment_of(after, time(9), LONDON).hour == 9


def test_the_end_of_a_day_is_midnight():
    assert times(LONDON, date(2026, 7, 1), time(23), time(0)) == ["23:00", "23:30"]


def test_hours_that_end_before_they_begin_are_none():
    assert times(LONDON, date(2026, 7, 1), time(17), time(9)) == []


def test_hours_hold_from_a_day_until_a_day_both_too():
    told = hours(2, time(9), time(10), since=date(2026, 7, 1), until=date(2026, 7, 8))

    found = open_spans([told], date(2026, 6, 1), date(2026, 8, 1), LONDON, shut=[])

    assert [span.starts.date() for span in found] == [date(2026, 7, 1), date(2026, 7, 8)]


def test_nothing_is_open_on_a_day_that_is_shut():
    told = [hours(day, time(9), time(10)) for day in range(7)]

    found = open_spans(told, date(2026, 12, 24), date(2026, 12, 26), LONDON, shut=[date(2026, 12, 25)])

    assert [span.starts.day for span in found] == [24, 26]


moments = some.integers(0, 600).map(lambda number: datetime(2026, 3, 28, tzinfo=UTC) + timedelta(minutes=5 * number))
spans = some.builds(lambda at, n: Span(at, at + timedelta(minutes=5 * n)), moments, some.integers(1, 60))
clocks = some.integers(0, 287).map(lambda number: time(number // 12, number % 12 * 5))
weeks = some.lists(some.builds(hours, some.integers(0, 6), clocks, clocks), min_size=1, max_size=6)
days = some.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(weeks, days, some.sampled_from(ZONES), some.lists(spans, max_size=8), some.sampled_from([5, 15, 20, 45, 90]))
def test_free_times_lie_in_the_hours_touch_nothing_taken_and_never_each_other(week, first, zone, taken, minutes):
    length = timedelta(minutes=minutes)
    opened = open_spans(week, first, first + timedelta(days=9), zone, shut=())
    found = list(cut(less(opened, taken), length, after=LONG_AGO))

    for span in found:
        assert span.ends - span.starts == length
        assert any(one.covers(span) for one in opened)
        assert not any(one.touches(span) for one in taken)
        local = span.starts.astimezone(zone)
        assert local.replace(tzinfo=None) == _shown(local, zone), "a time that no clock ever shows"
        assert any(_within(local, one) for one in week), "outside of the hours on the clock of the clinic"
    for one, next_one in pairwise(found):
        assert one.ends <= next_one.starts


def _shown(local, zone):
    """The same wall time, made anew through UTC: differs where the clock skips it."""
    return local.replace(tzinfo=None).replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)


def _within(local, told):
    ends = told.ends if told.ends != time(0) else time(23, 59, 59)
    return told.weekday == local.weekday() and told.begins <= local.time() <= ends


@given(some.lists(spans, max_size=12), some.lists(spans, max_size=12))
def test_what_is_left_is_each_step_that_is_open_and_not_taken(opened, taken):
    left = {step for span in less(merged(opened), taken) for step in steps(span)}
    wanted = {step for span in opened for step in steps(span)} - {step for span in taken for step in steps(span)}

    assert left == wanted


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_every_moment_of_a_year_is_told_by_its_clock_and_found_again(zone):
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year == 2026:
        local = moment.astimezone(zone)
        again = moment_of(local.date(), local.time(), zone)
        assert again in (moment, moment - timedelta(hours=1), moment - timedelta(minutes=30))
        moment += timedelta(minutes=30)
