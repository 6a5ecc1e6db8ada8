"""The changes that a lift allows: the rows of lifting_changes.csv that fit it, and the task after each."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from multifidus.actions.lifting.task import Task
from multifidus.errors import InputError, KnowledgeError
from multifidus.foreign import fit
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import LiftingChangeRow, LiftingRow

MOST_SETTINGS = 40  # of one change: beyond, a step is taken several times as long
CLOSE = 1e-9
KNEES = "knees"  # what a change needs that bends them
CENTIMETRES = 100  # in a metre
BEFORE_THE_BODY = re.compile(r"H = .* when V (>=|<) (\d+) cm")


@dataclass(frozen=True, slots=True)
class Setting:
    """How far one change goes: the number that its field becomes (a share or a count for some), or the word."""

    row: LiftingChangeRow
    to: float | str
    reach_m: float = 0.0  # how far off it keeps the load: bent knees are in the way of a deep one

    def __call__(self, task: Task) -> Task:
        """The task after the change; what is already better stays as it is."""
        return APPLY.get(self.row.varies, _field)(task, self)


def allowed(knowledge: Knowledge, without: Collection[str] = ()) -> tuple[LiftingChangeRow, ...]:
    """The changes somebody can think of, in the order of the table.

    `without` names changes, or what they need (knees, helper, table), that this person cannot do or does not have.
    Raises InputError for a name that the table does not know.
    """
    rows = knowledge.rows(LiftingChangeRow)
    names = {row.id for row in rows} | {row.needs for row in rows if row.needs}
    for name in without:
        if name not in names:
            raise InputError(
                where="without", problem=f"'{fit(name)}' is no change", remedy=f"one of {', '.join(sorted(names))}"
            )
    return tuple(row for row in rows if row.id not in without and row.needs not in without)


@dataclass(frozen=True, slots=True)
class Near:
    """How close the hands of a load can come to the ankles, in metres: to a body that stands, and to bent knees."""

    body: float = 0.0
    knees: float = 0.0


def near(task: Task, knowledge: Knowledge) -> Near:
    """Half the depth of the load before the body, and before the knees, which are in the way low down (Waters 1994).

    Nought where nobody told how deep it is.
    """
    if task.depth_m is None:
        return Near()
    lowest = CENTIMETRES * min(height for height in (task.hands_m, task.end_m) if height is not None)
    half = task.depth_m / 2
    before: dict[str, tuple[float, float]] = {}
    for row in knowledge.rows(LiftingRow):
        found = BEFORE_THE_BODY.search(row.condition or "") if row.quantity == "niosh_h_estimate" else None
        if found and row.value is not None:
            before[found[1]] = (row.value / CENTIMETRES + half, float(found[2]))
    try:
        (standing_up, from_cm), (knees, _) = before[">="], before["<"]
    except KeyError:
        raise KnowledgeError(
            where="lifting.csv", problem="no reach by the depth of a load", remedy="see niosh_h_estimate"
        ) from None
    return Near(standing_up if lowest >= from_cm else knees, knees)


def settings(row: LiftingChangeRow, task: Task, close: Near = Near()) -> tuple[Setting, ...]:
    """How far a change can go from this task, in steps, the smallest change first; none where it is at its best.

    `close` is how close the load can come.
    """
    if row.better == "word":
        now = getattr(task, row.varies)
        reach = close.knees if row.needs == KNEES else 0.0
        return (Setting(row, row.word, reach),) if row.word and now not in (None, row.word) else ()
    if row.better == "share":
        return (Setting(row, row.least),) if row.least else ()
    last = row.least if row.better == "less" else row.most
    if last is None or not row.step:
        return ()
    if row.varies == "reach_m":
        last = max(last, close.body)
    now = standing(row, task)
    beyond = now < last if row.better == "less" else now > last
    return () if beyond else tuple(Setting(row, to) for to in _steps(now, last, row.step))


def standing(row: LiftingChangeRow, task: Task) -> float:
    """Where the number that a change varies stands in a task: the end of the lift that is farther from its best."""
    if row.varies == "trips":
        return 1.0
    if row.varies == "end_m":
        return task.put_m
    ends = [getattr(task, row.varies)]
    if row.varies in ("reach_m", "twist_deg"):
        ends.append(getattr(task, f"end_{row.varies}"))
    return float(max(abs(value) for value in ends if value is not None))


def _steps(now: float, last: float, step: float) -> list[float]:
    """Round numbers from beside `now` on to `last`, the end of the range, and that end itself; none beyond it."""
    step *= max(1, math.ceil(abs(now - last) / step / MOST_SETTINGS))
    if now > last + CLOSE:
        first, past = math.ceil(now / step - CLOSE) - 1, math.floor(last / step + CLOSE)
        found = [round(n * step, 9) for n in range(first, past, -1)]
    elif now < last - CLOSE:
        first, past = math.floor(now / step + CLOSE) + 1, math.ceil(last / step - CLOSE)
        found = [round(n * step, 9) for n in range(first, past)]
    else:
        return []
    return [*(value for value in found if abs(value - last) > CLOSE), last]


def _field(task: Task, setting: Setting) -> Task:
    changed: dict[str, Any] = {setting.row.varies: setting.to}
    return replace(task, **changed)


def _both_ends(task: Task, setting: Setting) -> Task:
    """Reach or twist brought down to the setting, at both ends of the lift, to the side where it was."""
    field, most = setting.row.varies, float(setting.to)
    ends = {name: getattr(task, name) for name in (str(field), f"end_{field}")}
    changed: dict[str, Any] = {
        name: math.copysign(min(abs(value), most), value) for name, value in ends.items() if value is not None
    }
    return replace(task, **changed)


def _done_so(task: Task, setting: Setting) -> Task:
    """By another technique, the load no closer than that allows, at either end."""
    ends = {"reach_m": task.reach_m, "end_reach_m": task.end_reach_m}
    farther: dict[str, Any] = {name: max(reach, setting.reach_m) for name, reach in ends.items() if reach is not None}
    return replace(task, technique=str(setting.to), **farther)


def _raised(task: Task, setting: Setting) -> Task:
    """Taken from higher up, and put where it was: not above it, where nobody said that it goes down."""
    put = task.put_m
    start = float(setting.to) if task.end_m is not None else min(float(setting.to), put)
    return replace(task, hands_m=start, travel_m=abs(put - start))


def _lowered(task: Task, setting: Setting) -> Task:
    """Put lower: not below where it was taken, where nobody said that it goes down."""
    told = task.end_m is not None
    put = float(setting.to) if told else max(float(setting.to), task.hands_m)
    return replace(task, end_m=put if told else None, travel_m=abs(put - task.hands_m))


def _parted(task: Task, setting: Setting) -> Task:
    parts = float(setting.to)
    return replace(task, load_kg=task.load_kg / parts, per_minute=task.per_minute * parts)


def _shared(task: Task, setting: Setting) -> Task:
    return replace(task, load_kg=task.load_kg * float(setting.to))


APPLY: dict[str, Callable[[Task, Setting], Task]] = {
    "reach_m": _both_ends,
    "twist_deg": _both_ends,
    "technique": _done_so,
    "hands_m": _raised,
    "end_m": _lowered,
    "trips": _parted,
    "share": _shared,
}
