"""Whether spasms come more or less often than before: the last four weeks against the time before them.

Of all spasms in both times, those in the later one are a share p of them; with rates a (before) and b (of late) over
the times s and t, p = b t / (a s + b t). From the density of p comes that of the ratio b / a.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import inf
from typing import Literal

import numpy as np

from multifidus.findings.diary.density import HIGH, LOW, MIDDLE, of_logit
from multifidus.findings.diary.scatter import scatter
from multifidus.findings.diary.watched import Watched
from multifidus.knowledge import Knowledge

Course = Literal["fewer", "more", "same", "unclear", "too_early"]


@dataclass(frozen=True, slots=True)
class Trend:
    """How the rate of late stands to that before, as a ratio with its 95 % interval, and in a word.

    `too_early`: the diary is too young; `unclear`: the interval holds both fewer and more.
    """

    word: Course
    recent: int  # spasms
    before: int
    recent_weeks: float
    before_weeks: float
    ratio: float | None = None
    low: float | None = None
    high: float | None = None


def trend_of(time: Watched, knowledge: Knowledge) -> Trend:
    """The trend at the end of a time."""
    choices = knowledge.choices
    turn = time.end - timedelta(days=choices["trend_recent_days"])
    earlier = time.between(time.start, max(turn, time.start))
    later = time.between(max(turn, time.start), time.end)
    counted = (len(later.spasms), len(earlier.spasms), later.weeks, earlier.weeks)
    if turn - time.start < timedelta(days=choices["trend_least_days_before"]) or not time.spasms:
        return Trend("too_early", *counted)
    spread = scatter([earlier, later])
    ratio, low, high = ratio_of(*counted, prior=choices["rate_prior_spasms"], spread=spread)
    return Trend(_word(low, high, choices["trend_same_within"]), *counted, ratio, low, high)


def ratio_of(
    recent: int, before: int, recent_weeks: float, before_weeks: float, *, prior: float, spread: float = 1.0
) -> tuple[float, float, float]:
    """The ratio of two rates with its 95 % interval; open to 0 or without end where one of the counts is 0.

    `spread` is by how much counts scatter beyond chance.
    """
    believed = of_logit(recent / spread + prior, before / spread + prior)
    low, middle, high = (
        float(np.exp(believed.quantile(share))) * before_weeks / recent_weeks for share in (LOW, MIDDLE, HIGH)
    )
    return middle, low if recent else 0.0, high if before else inf


def _word(low: float, high: float, same: float) -> Course:
    if high < 1:
        return "fewer"
    if low > 1:
        return "more"
    return "same" if 1 / same <= low and high <= same else "unclear"
