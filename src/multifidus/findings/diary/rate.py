"""How often spasms come: a rate per week with its interval, from counts over the time that the diary was kept.

Spasms are taken to come by a Poisson process, the rate to have the Gamma density that half a spasm in no time gives
(the prior of Jeffreys). What counts is observed time: from the first day of the diary, or from the first spasm, which
is then the start of the clock and no event of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from multifidus.findings.diary.density import HIGH, LOW, MIDDLE, of_ln_rate
from multifidus.findings.diary.scatter import scatter
from multifidus.findings.diary.watched import Watched
from multifidus.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Rate:
    """Spasms per week, with the 95 % interval of what is believed of it."""

    spasms: int
    weeks: float
    per_week: float  # the median of what is believed
    low: float
    high: float
    clustered: bool = False  # spasms came in clusters, and the interval is wider for it


def rate_of(time: Watched, knowledge: Knowledge) -> Rate | None:
    """How often spasms came in a time; None where it is too short to say."""
    if time.end - time.start < timedelta(days=knowledge.choices["rate_least_days"]):
        return None
    count = len(time.spasms)
    spread = scatter([time])
    believed = of_ln_rate(count / spread + knowledge.choices["rate_prior_spasms"], time.weeks / spread)
    low, middle, high = (float(np.exp(believed.quantile(share))) for share in (LOW, MIDDLE, HIGH))
    # Of no spasm at all the rate may be none; an interval that left that out would say more than is known.
    return Rate(count, time.weeks, middle, low if count else 0.0, high, spread > 1)
