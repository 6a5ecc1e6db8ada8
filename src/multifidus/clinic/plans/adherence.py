"""On how many days something was done: told kindly, and without a streak that can break."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from multifidus.clinic.plans.following import Following
from multifidus.clinic.plans.models import Done

DONE = (Done.Went.WELL, Done.Went.LITTLE, Done.Went.WORSE)
WEEK = 7


@dataclass(frozen=True, slots=True)
class Adherence:
    """Days with any exercise of the last seven, or of as many as the plan is old."""

    days: int
    of: int
    worse: int  # times in those days that it hurt more


def adherence(today: Following) -> Adherence:
    """How it went in the last week of a plan."""
    if today.plan is None:
        return Adherence(0, 0, 0)
    of = max(1, min(WEEK, today.day_number))
    first = today.today - timedelta(days=of - 1)
    lately = [one for one in today.done if one.day >= first and not one.exercise.startswith("habit_")]
    days = {one.day for one in lately if one.went in DONE}
    return Adherence(len(days), of, sum(1 for one in lately if one.went == Done.Went.WORSE))
