"""Four weeks of days: on which something was done, and on which it hurt more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from multifidus.clinic.plans.adherence import DONE
from multifidus.clinic.plans.following import Following, name_of
from multifidus.clinic.plans.habits import is_habit
from multifidus.clinic.plans.models import Done

WEEK, WEEKS = 7, 4
CELL, GAP, HEAD = 44, 4, 24  # of the picture


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise on one day, in words."""

    name: str
    went: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day: what was done, and where it stands in the picture."""

    day: date
    lines: tuple[Line, ...]
    tone: str  # before, ahead, none, some, all
    hurt: bool
    today: bool
    x: int
    y: int

    @property
    def middle(self) -> tuple[int, int]:
        """Where its number is written."""
        return self.x + CELL // 2, self.y + CELL // 2 + 5

    @property
    def dot(self) -> tuple[int, int]:
        """Where the mark of more pain is drawn."""
        return self.x + CELL - 8, self.y + 8


@dataclass(frozen=True, slots=True)
class Weeks:
    """The picture and the table of four weeks, the present one last."""

    days: tuple[Day, ...]
    width: int = WEEK * (CELL + GAP)
    height: int = HEAD + WEEKS * (CELL + GAP)

    @property
    def heads(self) -> list[tuple[date, int]]:
        """The days of the week with the middle of their columns."""
        return [(day.day, day.x + CELL // 2) for day in self.days[:WEEK]]

    @property
    def told(self) -> list[Day]:
        """The days on which anything was said, the newest first."""
        return [day for day in reversed(self.days) if day.lines]


def weeks_of(today: Following) -> Weeks:
    """The four weeks that end with this one; a week begins on Monday."""
    monday = today.today - timedelta(days=today.today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    begun = today.plan.begun_on if today.plan is not None else today.today
    by_day: dict[date, list[Done]] = {}
    for one in today.done:
        by_day.setdefault(one.day, []).append(one)
    days = []
    for number in range(WEEK * WEEKS):
        day = first + timedelta(days=number)
        said = by_day.get(day, [])
        days.append(
            Day(
                day=day,
                lines=tuple(_lines(said)),
                tone=_tone(day, said, begun, today),
                hurt=any(one.went in (Done.Went.WORSE, Done.Went.SIGN, Done.Went.DANGER) for one in said),
                today=day == today.today,
                x=(number % WEEK) * (CELL + GAP),
                y=HEAD + (number // WEEK) * (CELL + GAP),
            )
        )
    return Weeks(tuple(days))


def _lines(said: Sequence[Done]) -> list[Line]:
    """What was said on a day; what was done twice is told twice."""
    return [Line(name_of(one.exercise), one.get_went_display()) for one in said if not is_habit(one.exercise)]


def _tone(day: date, said: Sequence[Done], begun: date, today: Following) -> str:
    done = {one.exercise for one in said if one.went in DONE and not is_habit(one.exercise)}
    if day > today.today:
        return "ahead"
    if done:
        asked = len(today.plan.exercises) if today.plan is not None and today.plan.exercises else len(done)
        return "all" if len(done) >= max(1, asked - 1) else "some"
    return "before" if day < begun else "none"
