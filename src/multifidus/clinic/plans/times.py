"""When the next reminder is due: times of the day in the zone of a person, on chosen days of the week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo

WEEK = 7


def next_moment(days: Iterable[int], times: Iterable[str], zone: tzinfo, *, after: datetime) -> datetime | None:
    """The first moment after `after`, in UTC, at one of the times on one of the days; None without any. 0 is Monday.

    A time that the clock leaps over comes as long after the leap as it lay in the gap; one that comes twice comes once.
    """
    wanted, clock = set(days), sorted({time.fromisoformat(one) for one in times})
    today = after.astimezone(zone).date()
    for number in range(-1, WEEK + 1):  # the day before as well: its last hour may come after a leap
        day = today + timedelta(days=number)
        if day.weekday() not in wanted:
            continue
        for one in clock:
            moment = datetime.combine(day, one, tzinfo=zone).astimezone(UTC)
            if moment > after:
                return moment
    return None
