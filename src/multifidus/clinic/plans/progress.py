"""How far somebody is with one exercise: a step up where it went well, a rest where it hurt. Plain values, no rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from multifidus.clinic.plans.rules import Rules

LAST = 3  # the steps: first days, weeks 1 and 2, weeks 3 and 4, weeks 5 to 8
ONE_DAY = timedelta(days=1)


class Rests(StrEnum):
    """Why an exercise is not to be done today."""

    NO = ""
    WORSE = "worse"  # it made the pain worse: a few days of rest
    TOO_OFTEN = "too_often"  # it did so again: until the person told what is new
    SIGN = "sign"  # a sign came at which to stop: until the person told what is new


class Stays(StrEnum):
    """Why an exercise does not grow yet, or that it may."""

    TIME = "time"  # this step is not over
    DONE = "done"  # it was done on too few days
    PAIN = "pain"  # it hurt more lately
    SLOW = "slow"  # the pain as a whole is too bad
    LAST = "last"  # there is no further step


@dataclass(frozen=True, slots=True)
class Tick:
    """What somebody said of one exercise on one day: well, little, worse, sign, danger, again."""

    exercise: str
    day: date
    went: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody is with one exercise today."""

    step: int
    since: date  # the first day of this step
    done_days: int  # of this step
    rests: Rests = Rests.NO
    until: date | None = None  # the day on which it goes on by itself
    stays: Stays = Stays.TIME
    lowered: bool = False  # the last change was a step down


def standing(
    begun: date, ticks: Sequence[Tick], today: date, rules: Rules, *, first: int = 0, slow: bool = False
) -> Standing:
    """The standing of one exercise from what was said of it, oldest first.

    `first` is the first step that has a dose (before it there is nothing to do, only to wait); `slow` holds it at its
    first step, as where the pain is bad. What was told under another exercise is not asked about here.
    """
    now = Standing(0, begun, 0)
    worse: list[date] = []
    last_done = begun
    by_day: dict[date, list[Tick]] = {}
    for tick in ticks:
        by_day.setdefault(tick.day, []).append(tick)
    day = begun
    while day <= today:
        if now.rests is Rests.WORSE and now.until is not None and day >= now.until:
            now = replace(now, rests=Rests.NO, until=None)
        if now.rests is Rests.NO:
            now = _begin_day(now, day, worse, last_done, rules, first=first, slow=slow)
            if now.lowered and now.since == day:
                last_done = day
        for tick in by_day.get(day, ()):
            now = _heard(now, tick, worse, rules, first=first)
            if tick.went in ("well", "little"):
                last_done = day
        done = any(tick.went in ("well", "little", "worse") for tick in by_day.get(day, ()))
        if done and day >= now.since:
            now = replace(now, done_days=now.done_days + 1)
        day += ONE_DAY
    return replace(now, stays=_stays(now, today, worse, rules, first=first, slow=slow))


def _begin_day(
    now: Standing, day: date, worse: Sequence[date], last_done: date, rules: Rules, *, first: int, slow: bool
) -> Standing:
    """A step up where all speaks for it; a step down after long away."""
    if now.step > first and (day - last_done).days >= rules.away_days:
        return Standing(now.step - 1, day, 0, lowered=True)
    if _missing(now, day, worse, rules, first=first) is None and now.step < LAST and not slow:
        return Standing(now.step + 1, day, 0)
    return now


def _missing(now: Standing, day: date, worse: Sequence[date], rules: Rules, *, first: int) -> Stays | None:
    if (day - now.since).days < rules.length(now.step):
        return Stays.TIME
    if now.step >= first and now.done_days < rules.least(now.step):
        return Stays.DONE
    if any((day - one).days <= rules.calm_days for one in worse):
        return Stays.PAIN
    return None


def _stays(now: Standing, today: date, worse: Sequence[date], rules: Rules, *, first: int, slow: bool) -> Stays:
    if slow:
        return Stays.SLOW
    if now.step == LAST:
        return Stays.LAST
    return _missing(now, today, worse, rules, first=first) or Stays.TIME


def _heard(now: Standing, tick: Tick, worse: list[date], rules: Rules, *, first: int) -> Standing:
    """What one word changes."""
    if tick.went in ("sign", "danger"):
        return Standing(min(first, now.step), tick.day, 0, rests=Rests.SIGN, lowered=True)
    if tick.went == "again":
        return Standing(min(first, now.step), tick.day, 0)
    if tick.went != "worse":
        return now
    counts = [one for one in worse if (tick.day - one).days <= rules.worse_counts_days]
    worse.append(tick.day)
    if now.rests in (Rests.SIGN, Rests.TOO_OFTEN):
        return now
    until = tick.day + timedelta(days=rules.rest_days + 1)
    lower = max(min(first, now.step), now.step - 1)
    if len(counts) + 1 >= rules.most_worse:
        return Standing(lower, tick.day, 0, rests=Rests.TOO_OFTEN, lowered=True)
    return Standing(lower, until, 0, rests=Rests.WORSE, until=until, lowered=True)
