"""How many spasms in each week, as bars, with what the rate is believed to be behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from multifidus.findings.diary import Episode, Review
from multifidus.findings.diary.rate import Rate

WEEKS = 17
STEP, BAR, HEIGHT, LEFT, TOP = 22, 16, 120, 24, 10  # units of the drawing
LATE = 4


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, the last of them ending now."""

    begins: datetime
    ends: datetime
    spasms: int
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """What is believed of the rate over some weeks: the middle, and from where to where it may be."""

    x: int
    width: int
    middle: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Weeks:
    """The bars and the bands."""

    weeks: tuple[Week, ...]
    bands: tuple[Band, ...]
    ticks: tuple[tuple[int, float], ...]  # a number of spasms, and where it stands
    width: int
    height: int


def weeks_of(episodes: Iterable[Episode], review: Review, *, now: datetime) -> Weeks:
    """The last weeks; each is seven days up to this hour, so that the last one is whole."""
    began = [one.began for one in episodes]
    counts = []
    for back in range(WEEKS, 0, -1):
        start, end = now - timedelta(weeks=back), now - timedelta(weeks=back - 1)
        counts.append((start, end, sum(start < one <= end for one in began)))
    rates = [one for one in (review.rate, review.rate_of_late) if one]
    most = max([1, *(count for *_, count in counts), *(min(one.high, 60) for one in rates)])
    scale = HEIGHT / most
    return Weeks(
        weeks=tuple(
            Week(start, end, count, LEFT + at * STEP, TOP + HEIGHT - count * scale, count * scale)
            for at, (start, end, count) in enumerate(counts)
        ),
        bands=tuple(_bands(review, scale, now)),
        ticks=tuple((n, TOP + HEIGHT - n * scale) for n in sorted({0, round(most / 2), int(most)})),
        width=LEFT + WEEKS * STEP,
        height=TOP + HEIGHT + 6,
    )


def _bands(review: Review, scale: float, now: datetime) -> Iterable[Band]:
    late = LATE if review.rate_of_late else 0  # which has a band of its own
    if review.rate and review.start:
        weeks = min(WEEKS, max(1, -(-(now - review.start).days // 7)))
        if weeks > late:
            yield _band(review.rate, WEEKS - weeks, weeks - late, scale)
    if review.rate_of_late:
        yield _band(review.rate_of_late, WEEKS - LATE, LATE, scale)


def _band(rate: Rate, first: int, weeks: int, scale: float) -> Band:
    def at(per_week: float) -> float:
        return TOP + HEIGHT - min(per_week * scale, HEIGHT)

    return Band(LEFT + first * STEP, weeks * STEP, at(rate.per_week), at(rate.high), at(rate.low) - at(rate.high))
