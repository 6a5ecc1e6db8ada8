"""Which times are free: working hours on the clinic's clock, less what is closed, cut into visits; no database.

Spans are in UTC from the first step on, so that the two nights a year on which a clock is changed need no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

STEP = timedelta(minutes=5)
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From a moment until another, in UTC; the end is not part of it."""

    starts: datetime
    ends: datetime

    def covers(self, other: Span) -> bool:
        """Whether another lies wholly in it."""
        return self.starts <= other.starts and other.ends <= self.ends

    def touches(self, other: Span) -> bool:
        """Whether the two share a moment."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class Weekly:
    """Hours of one weekday (0 is Monday) while they hold; an end at midnight is the end of the day."""

    weekday: int
    begins: time
    ends: time
    valid_from: date
    valid_until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether they are the hours of this day."""
        in_time = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        return in_time and day.weekday() == self.weekday


def moment_of(day: date, clock: time, zone: tzinfo) -> datetime:
    """The moment in UTC at which a clock of `zone` first shows this, or would have: 02:30 in a gap is its end.

    >>> from zoneinfo import ZoneInfo
    >>> moment_of(date(2026, 3, 29), time(1, 30), ZoneInfo("Europe/London")).isoformat()
    '2026-03-29T01:00:00+00:00'
    """
    shown = datetime.combine(day, clock)
    moment = shown.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == shown:
        return moment
    before = shown.replace(tzinfo=zone, fold=1).astimezone(UTC)  # in a gap this one lies before it, the other behind
    while moment - before > timedelta(seconds=1):
        middle = before + (moment - before) / 2
        if middle.astimezone(zone).utcoffset() == before.astimezone(zone).utcoffset():
            before = middle
        else:
            moment = middle
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def open_spans(hours: Iterable[Weekly], first: date, last: date, zone: tzinfo, *, shut: Iterable[date]) -> list[Span]:
    """The working hours from a day to another (both too) in UTC, in order, none touching another; none on `shut`."""
    told, closed = list(hours), set(shut)
    found: list[Span] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day not in closed:
            found += [_span(one, day, zone) for one in told if one.holds(day)]
    return merged(span for span in found if span.starts < span.ends)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same moments in as few spans as can be, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.starts <= found[-1].ends:
            found[-1] = Span(found[-1].starts, max(found[-1].ends, span.ends))
        else:
            found.append(span)
    return found


def less(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of spans once others are taken out; spans in order and apart, as `merged` gives them."""
    gaps = merged(taken)
    found: list[Span] = []
    for span in spans:
        starts = span.starts
        for gap in gaps:
            if gap.ends <= starts or gap.starts >= span.ends:
                continue
            if gap.starts > starts:
                found.append(Span(starts, gap.starts))
            starts = max(starts, gap.ends)
        if starts < span.ends:
            found.append(Span(starts, span.ends))
    return found


def cut(spans: Iterable[Span], length: timedelta, *, after: datetime) -> Iterator[Span]:
    """The spans cut into visits of a length that do not touch each other, each on a step of five minutes.

    None begins before `after`; the cut is made from the beginning of each span, so that it stays the same as time goes.
    """
    for span in spans:
        starts = on_step(span.starts)
        while starts + length <= span.ends:
            if starts >= after:
                yield Span(starts, starts + length)
            starts += length


def on_step(moment: datetime) -> datetime:
    """The first step of five minutes that is not before a moment."""
    over = timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)
    return moment if not over else moment - over + STEP


def steps(span: Span) -> list[datetime]:
    """The steps of five minutes that a span holds, which is on steps itself."""
    count = int((span.ends - span.starts) / STEP)
    return [span.starts + number * STEP for number in range(count)]


def _span(hours: Weekly, day: date, zone: tzinfo) -> Span:
    last = day + timedelta(days=1) if hours.ends == MIDNIGHT else day
    return Span(moment_of(day, hours.begins, zone), moment_of(last, hours.ends, zone))
