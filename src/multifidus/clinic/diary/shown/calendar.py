"""The calendar of a diary: weeks beside each other, a square a day, filled as high as the pain was at its worst."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multifidus.findings.diary import Episode

WEEKS = 17
STEP, SQUARE, LEFT, TOP = 22, 19, 34, 20  # units of the drawing
LEVELS = ((0, "none"), (3, "mild"), (6, "middling"), (8, "strong"), (10, "worst"))  # ours: up to this pain, this shade


@dataclass(frozen=True, slots=True)
class Day:
    """One square."""

    on: date
    times: int
    worst: int | None
    x: int
    y: int
    level: str
    fill_y: float
    fill_height: float
    told: str

    @property
    def middle(self) -> tuple[float, float]:
        """Where a number inside stands."""
        return self.x + SQUARE / 2, self.y + SQUARE / 2 + 4


@dataclass(frozen=True, slots=True)
class Label:
    """A word beside the squares."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The squares of some weeks, the words around them, and where to go from here."""

    days: tuple[Day, ...]
    months: tuple[Label, ...]
    weekdays: tuple[Label, ...]
    width: int
    height: int
    first: date
    last: date
    earlier: date | None
    later: date | None

    @property
    def with_spasms(self) -> list[Day]:
        """The days on which something was entered, the newest first."""
        return [day for day in reversed(self.days) if day.times]


def calendar_of(episodes: Iterable[Episode], *, until: date, today: date) -> Calendar:
    """The weeks up to the one of `until`; a day is that of the clock where the person was."""
    begins = int(get_format("FIRST_DAY_OF_WEEK"))  # 0 is Sunday
    last_week = _week(min(until, today), begins)
    first = last_week - timedelta(weeks=WEEKS - 1)
    end = min(last_week + timedelta(days=6), today)
    by_day: dict[date, list[Episode]] = {}
    oldest = today
    for episode in episodes:
        on = episode.began.date()
        oldest = min(oldest, on)
        by_day.setdefault(on, []).append(episode)
    shown = [first + timedelta(days=n) for n in range((end - first).days + 1)]
    days = tuple(_day(on, n, by_day.get(on, [])) for n, on in enumerate(shown))
    after = last_week + timedelta(days=7)
    names = [str(WEEKDAYS_ABBR[(begins + 6 + n) % 7]) for n in range(7)]
    return Calendar(
        days=days,
        months=tuple(_months(first)),
        weekdays=tuple(Label(names[n], 0, TOP + n * STEP + 14) for n in (0, 2, 4)),
        width=LEFT + WEEKS * STEP,
        height=TOP + 7 * STEP,
        first=first,
        last=end,
        earlier=first - timedelta(days=1) if oldest < first else None,
        later=min(today, after + timedelta(weeks=WEEKS - 1)) if after <= today else None,
    )


def _week(day: date, begins: int) -> date:
    return day - timedelta(days=(day.isoweekday() - begins) % 7)


def _day(on: date, n: int, episodes: list[Episode]) -> Day:
    told = [one.worst for one in episodes if one.worst is not None]
    worst = max(told, default=None)
    height = SQUARE * (worst if worst is not None else 5) / 10 if episodes else 0
    y = TOP + n % 7 * STEP
    return Day(
        on=on,
        times=len(episodes),
        worst=worst,
        x=LEFT + n // 7 * STEP,
        y=y,
        level=_level(worst) if episodes else "",
        fill_y=round(y + SQUARE - max(height, 3), 1),
        fill_height=round(max(height, 3), 1),
        told=_told(on, len(episodes), worst),
    )


def _level(worst: int | None) -> str:
    return "untold" if worst is None else next(name for most, name in LEVELS if worst <= most)


def _told(on: date, times: int, worst: int | None) -> str:
    day = date_format(on, "DATE_FORMAT")
    if not times:
        return _("%(day)s: none entered") % {"day": day}
    spasms = ngettext("%(n)d spasm", "%(n)d spasms", times) % {"n": times}
    if worst is None:
        return _("%(day)s: %(spasms)s") % {"day": day, "spasms": spasms}
    return _("%(day)s: %(spasms)s, at worst %(worst)d of 10") % {"day": day, "spasms": spasms, "worst": worst}


def _months(first: date) -> Iterable[Label]:
    named = None
    for week in range(WEEKS):
        monday = first + timedelta(weeks=week)
        if monday.month != named and (named is None or monday.day <= 7) and week < WEEKS - 1:
            yield Label(date_format(monday, "M"), LEFT + week * STEP, 13)
            named = monday.month
