"""The dose of lifting before a spasm, beside that of other days of the same person (case-crossover).

The hours before each spasm stand beside the same hours on the same weekday of the weeks before: who they are, their
work, and the day of the week are the same in both, what they lifted need not be. Only earlier weeks count, as a spasm
keeps people from lifting after it. The odds ratio is that of conditional logistic regression, for each time that the
dose is as large as on a usual day of lifting of this person; its interval is that of the likelihood, which stays
honest where there are few spasms. It says what came before spasms, never that it is the cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, inf, sqrt

import numpy as np

from multifidus.errors import InputError
from multifidus.findings.diary.density import Floats
from multifidus.findings.diary.episode import Episode
from multifidus.findings.diary.odds import Odds, Z, normal_below
from multifidus.findings.diary.triggers import Word
from multifidus.knowledge import Knowledge

WEEK = timedelta(weeks=1)
FARTHEST = 20.0  # ln odds; beyond, all sets point one way
STEPS = 60  # halvings of an interval


@dataclass(frozen=True, slots=True)
class Lifted:
    """What was lifted at one time, and its dose: in any unit, as long as all of one person's are in the same."""

    at: datetime  # with the time zone in which the person was
    dose: float

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise InputError(
                where="lift, at", problem="no time zone", remedy="write it as in 2026-11-27T07:40:00+01:00"
            )
        if not 0 <= self.dose < inf:
            raise InputError(where="lift, dose", problem=f"{self.dose:g} is no dose", remedy="a number from 0 up")


@dataclass(frozen=True, slots=True)
class DoseBefore:
    """What the dose before spasms says: in how many sets, of which how many tell anything, and the odds.

    `usual` is the dose of the times at which anything was lifted, on average; `odds` is for each such dose, None where
    no set tells anything. The words are those of a trigger that may be ticked.
    """

    word: Word
    sets: int
    informative: int
    usual: float
    odds: Odds | None


def dose_before(
    episodes: Iterable[Episode],
    lifts: Iterable[Lifted],
    knowledge: Knowledge,
    *,
    since: datetime,
    until: datetime,
    hours: float | None = None,
) -> DoseBefore:
    """The dose in the `hours` (a day, unless told) before each spasm, beside the same hours of earlier weeks.

    From `since` to `until` all that was lifted was told: what is not among `lifts` was not lifted. Times outside count
    for nothing, as nobody knows what was lifted then. Spasms that share their hours are one: the first.
    """
    span = timedelta(hours=hours or knowledge.choices["dose_before_hours"])
    weeks = int(knowledge.choices["dose_control_weeks"])
    told = sorted((lift.at, lift.dose) for lift in lifts if since <= lift.at <= until)
    sets = _sets([one.began for one in episodes], _dose_in(told), span, weeks=weeks, told=(since, until))
    doses = [dose for one in sets for dose in one if dose > 0]
    usual = float(np.mean(doses)) if doses else 0.0
    telling = [one for one in sets if len(set(one)) > 1]
    odds = _odds(telling, usual) if telling else None
    return DoseBefore(_word(len(telling), odds, knowledge), len(sets), len(telling), usual, odds)


def _sets(
    began: Iterable[datetime],
    dose: Callable[[datetime, datetime], float],
    span: timedelta,
    *,
    weeks: int,
    told: tuple[datetime, datetime],
) -> list[tuple[float, ...]]:
    """For each spasm the dose before it, and then those of earlier weeks; a spasm without any makes no set."""
    sets = []
    last = None
    for spasm in sorted(began):
        ends = [spasm - at * WEEK for at in range(weeks + 1)]
        kept = [end for end in ends if told[0] <= end - span and end <= told[1]]
        if len(kept) < 2 or kept[0] != spasm or (last is not None and spasm - last < span):
            continue
        last = spasm
        sets.append(tuple(dose(end - span, end) for end in kept))
    return sets


def _dose_in(told: Sequence[tuple[datetime, float]]) -> Callable[[datetime, datetime], float]:
    """What was lifted between two times, the first of them left out."""
    at = np.array([one.timestamp() for one, _ in told])
    total = np.concatenate([[0.0], np.cumsum([dose for _, dose in told])])

    def dose(start: datetime, end: datetime) -> float:
        first, last = np.searchsorted(at, [start.timestamp(), end.timestamp()], side="right")
        return float(total[last] - total[first]) if last > first else 0.0

    return dose


def _word(telling: int, odds: Odds | None, knowledge: Knowledge) -> Word:
    surest = knowledge.choices["surest_by_chance"]
    if odds is None or telling < knowledge.choices["least_telling_sets"]:
        return "too_few"
    if 1 - odds.p_above_1 <= surest:
        return "likely"
    if odds.p_above_1 <= surest:
        return "less"
    return "unclear" if odds.ratio > 1 else "no_sign"


def _odds(sets: Sequence[Sequence[float]], usual: float) -> Odds:
    """The conditional odds ratio of one usual dose more, with the interval of its likelihood; `inf` without a bound."""
    most = max(map(len, sets))
    dose = np.array([[*one, *(0.0,) * (most - len(one))] for one in sets]) / usual
    absent = np.array([[at >= len(one) for at in range(most)] for one in sets])

    def chances(ln: float) -> tuple[Floats, Floats]:
        """Of each time of each set to be the one before the spasm, and the ln of their sum."""
        logit = np.where(absent, -inf, ln * dose)
        top = logit.max(axis=1, keepdims=True)
        raised = np.exp(logit - top)
        total = raised.sum(axis=1, keepdims=True)
        return raised / total, top + np.log(total)

    def log_likelihood(ln: float) -> float:
        return float((ln * dose[:, 0] - chances(ln)[1][:, 0]).sum())

    def fall(ln: float) -> float:
        """How fast the likelihood falls."""
        return float((chances(ln)[0] * dose).sum() - dose[:, 0].sum())

    best = _where(fall)
    top = log_likelihood(best)

    def fallen(ln: float) -> float:
        return top - log_likelihood(ln) - Z**2 / 2

    low = -inf if fallen(-FARTHEST) < 0 else _where(lambda ln: -fallen(ln), -FARTHEST, best)
    high = inf if fallen(FARTHEST) < 0 else _where(fallen, best, FARTHEST)
    away = sqrt(max(0.0, 2 * (top - log_likelihood(0.0))))
    return Odds(_ratio(best), exp(low), exp(high) if high < inf else inf, normal_below(away if best > 0 else -away))


def _ratio(best: float) -> float:
    """The odds ratio; nought or without end where all sets point one way."""
    if abs(best) > FARTHEST - 1:
        return inf if best > 0 else 0.0
    return exp(best)


def _where(rising: Callable[[float], float], low: float = -FARTHEST, high: float = FARTHEST) -> float:
    """Where a rising function is 0."""
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2
