"""When there was pain and when there was none: what was told of one attack does not hold for the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    """Days ago on which pain was told, and since when the last attack is over; the newest come first."""

    told: Sequence[float] = ()
    ended: float | None = None  # days ago; what was told before is of an attack that is over

    def over(self, ago: float) -> bool:
        """Whether what was told then is of an attack that is over."""
        return self.ended is not None and ago > self.ended

    def carried(self, ago: float, most: float) -> float:
        """Until when, in days ago, pain was told on from then without a gap of more than `most` days."""
        for told in reversed(self.told[: bisect_left(self.told, ago)]):
            if ago - told > most:
                break
            ago = told
        return ago


def course(told: Sequence[float], free: Sequence[float], *, free_days: float) -> Course:
    """The course of pain; a time without pain ends an attack when it is the last that was told of, or lasted.

    `told` and `free` are days ago with and without pain, the newest first.
    """
    for ago in free:
        since = bisect_left(told, ago)  # as many tell of pain later than that
        if (since == len(told) or told[since] != ago) and (since == 0 or ago - told[since - 1] >= free_days):
            return Course(told, ago)
    return Course(told)
