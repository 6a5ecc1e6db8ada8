"""How often spasms come: a rate per week with its interval, from counts over the time that the diary was kept.

Spasms are taken to come by a Poisson process, the rate to have the Gamma density that half a spasm in no time gives
(the prior of Jeffreys). What counts is observed time: from the first day of the diary, or from the first spasm, which
is then the start of the clock and no event of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from multifidus.findings.diary.density import HIGH, LOW, MIDDLE, of_ln_rate
from multifidus.knowledge import Knowledge

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """Spasms per week, with the 95 % interval of what is believed of it."""

    spasms: int
    weeks: float
    per_week: float  # the median of what is believed
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Watched:
    """The time that a diary speaks of, and when spasms came in it, in order."""

    start: datetime
    end: datetime
    spasms: tuple[datetime, ...]

    @property
    def weeks(self) -> float:
        """How long that is."""
        return (self.end - self.start) / WEEK

    def between(self, start: datetime, end: datetime) -> Watched:
        """A part of it: spasms after its start, up to its end."""
        return Watched(start, end, tuple(one for one in self.spasms if start < one <= end))


def watched(began: Iterable[datetime], *, now: datetime, since: datetime | None = None) -> Watched | None:
    """The time from the first day of a diary until now; None where there is nothing to count.

    `since` is when the diary was begun, where that is known and lies before the first spasm; otherwise the first
    spasm starts the clock. What is dated ahead of now is a slip and left out.
    """
    spasms = sorted(one for one in began if one <= now)
    if since is not None and since < now and (not spasms or since < spasms[0]):
        return Watched(since, now, tuple(spasms))
    return Watched(spasms[0], now, tuple(spasms[1:])) if spasms else None


def rate_of(time: Watched, knowledge: Knowledge) -> Rate | None:
    """How often spasms came in a time; None where it is too short to say."""
    if time.weeks * WEEK < timedelta(days=knowledge.choices["rate_least_days"]):
        return None
    count = len(time.spasms)
    believed = of_ln_rate(count + knowledge.choices["rate_prior_spasms"], time.weeks)
    low, middle, high = (float(np.exp(believed.quantile(share))) for share in (LOW, MIDDLE, HIGH))
    # Of no spasm at all the rate may be none; an interval that left that out would say more than is known.
    return Rate(count, time.weeks, middle, low if count else 0.0, high)
