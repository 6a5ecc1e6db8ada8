"""The picture of a course: where each line and point stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from multifidus.clinic.plans.course import Course
from multifidus.clinic.plans.pains import Pain

WIDTH, HEIGHT = 400, 270
LEFT, RIGHT, TOP, BOTTOM = 30, 12, 14, 46
WORST = 10
ROWS = (0, 2, 4, 6, 8, 10)
STEPS_OF_WEEKS = (1, 2, 4, 8)
MOST_MARKS = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the grid with its words."""

    at: float
    words: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn, in the units of the view box."""

    rows: tuple[Mark, ...]
    weeks: tuple[Mark, ...]
    usual: str  # points of lines
    band: str
    own: str
    points: tuple[tuple[float, float], ...]
    spasms: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def picture_of(course: Course) -> Picture:
    """The picture; without an expected course the line of the person alone."""
    last = course.last_week
    every = next((step for step in STEPS_OF_WEEKS if last / step <= MOST_MARKS), STEPS_OF_WEEKS[-1])
    own = [_place(one, course, last) for one in course.told]
    usual, band = _usual(course, last)
    return Picture(
        rows=tuple(Mark(_y(row), row) for row in ROWS),
        weeks=tuple(Mark(_x(week, last), week) for week in range(0, last + 1, every)),
        usual=usual,
        band=band,
        own=_line(own),
        points=tuple(own),
        spasms=tuple(_place(one, course, last) for one in course.spasms),
    )


def _usual(course: Course, last: int) -> tuple[str, str]:
    if course.expected is None or course.start is None:
        return "", ""
    weeks = [*range(last), last]
    shares = [course.expected.share(week) for week in weeks]
    start = course.start.pain
    middle, low, high = (
        [(_x(week, last), _y(start * share[i])) for week, share in zip(weeks, shares, strict=True)] for i in range(3)
    )
    return _line(middle), _line([*low, *reversed(high)])


def _place(pain: Pain, course: Course, last: int) -> tuple[float, float]:
    return _x(min(last, course.week_of(pain.day)), last), _y(pain.pain)


def _x(week: float, last: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * week / last, 1)


def _y(pain: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(pain, WORST) / WORST), 1)


def _line(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
