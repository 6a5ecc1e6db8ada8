"""Several lifts in one job: the composite index of the NIOSH manual, its variable and its sequential form.

Composite (Waters 1994): the tasks in the order of their own index, the hardest first, n of them,

    CLI = STLI_1 + sum over i >= 2 of FILI_i x (1 / FM(F_1 + ... + F_i) - 1 / FM(F_1 + ... + F_(i-1)))

where FILI is load over the limit of one single lift, and F lifts a minute. The manual asks for the frequency
multiplier of the summed frequency; where the tasks' hands stand at different heights it leaves open whose column
counts, and the lowest does here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from multifidus.errors import InputError
from multifidus.findings.lifting.equations.niosh import Equation, Recommended
from multifidus.findings.lifting.lift import LONGEST_SHIFT_H, Lift

CATEGORIES = 6  # of the variable index


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a job with its own limit."""

    lift: Lift
    alone: Recommended
    fili: float  # load over the limit of one single lift


@dataclass(frozen=True, slots=True)
class Job:
    """The index of several lifts together, and each alone, the hardest first."""

    index: float
    tasks: tuple[Task, ...]


def composite(lifts: Sequence[Lift], equation: Equation) -> Job:
    """The composite lifting index (CLI) of tasks that are mixed through one job."""
    if not lifts:
        raise InputError(where="job", problem="no lift was told", remedy="tell at least one")
    tasks = sorted((_task(lift, equation) for lift in lifts), key=lambda task: -task.alone.lifting_index)
    hours = max(task.lift.hours for task in tasks)
    index = tasks[0].alone.lifting_index
    summed, heights = tasks[0].lift.per_minute, [tasks[0].lift.hands_m]
    for task in tasks[1:]:
        heights.append(task.lift.hands_m)
        before = _frequency(equation, summed, hours, heights)
        summed += task.lift.per_minute
        index += _share(task.fili, _more(before, _frequency(equation, summed, hours, heights)))
    return Job(index, tuple(tasks))


def variable(lifts: Sequence[Lift], equation: Equation) -> Job:
    """The variable lifting index (VLI, Waters 2016) of many lifts that are all different.

    The lifts are put into six classes of equal frequency by their frequency-independent index, and each class enters
    the composite equation with its mean index and its summed frequency. The sextiles are as recalled from the paper.
    """
    tasks = sorted((_task(lift, equation) for lift in lifts), key=lambda task: -task.fili)
    if not tasks:
        raise InputError(where="job", problem="no lift was told", remedy="tell at least one")
    rate = np.array([task.lift.per_minute for task in tasks])
    fili = np.array([task.fili for task in tasks])
    middle = (np.cumsum(rate) - rate / 2) / rate.sum()
    classes = np.minimum((middle * CATEGORIES).astype(int), CATEGORIES - 1)
    hours = max(task.lift.hours for task in tasks)
    heights = [task.lift.hands_m for task in tasks]
    index, summed = 0.0, 0.0
    for one in np.unique(classes):
        mine = classes == one
        mean = float(np.average(fili[mine], weights=rate[mine]))
        more = float(rate[mine].sum())
        now = _frequency(equation, summed + more, hours, heights)
        before = _frequency(equation, summed, hours, heights) if summed else np.inf
        index += _share(mean, _more(before, now))
        summed += more
    return Job(index, tuple(tasks))


def sequential(lifts: Sequence[Lift], equation: Equation) -> Job:
    """The sequential lifting index (SLI, Waters 2007) of tasks done one after another, each for its `hours`.

        SLI = LI_1 + (LImax_1 - LI_1) x K,   K = sum of LImax_i x TF_i / LImax_1

    LI is a task's index for the hours that it is done, LImax for the hours of all together, TF its share of them; the
    first is the task with the largest LImax. As recalled: the paper was not at hand.
    """
    if not lifts:
        raise InputError(where="job", problem="no lift was told", remedy="tell at least one")
    total = sum(lift.hours for lift in lifts)
    tasks = [_task(lift, equation) for lift in lifts]
    all_day = [equation.recommended(replace(lift, hours=min(total, LONGEST_SHIFT_H))).lifting_index for lift in lifts]
    first = int(np.argmax(all_day))
    most, own = all_day[first], tasks[first].alone.lifting_index
    if not np.isfinite(most) or most == 0:
        return Job(most, tuple(sorted(tasks, key=lambda task: -task.alone.lifting_index)))
    share = sum(index * lift.hours / total for index, lift in zip(all_day, lifts, strict=True)) / most
    return Job(own + (most - own) * share, tuple(sorted(tasks, key=lambda task: -task.alone.lifting_index)))


def _task(lift: Lift, equation: Equation) -> Task:
    alone = equation.recommended(lift)
    return Task(lift, alone, lift.load_kg / alone.firwl_kg if alone.firwl_kg else np.inf)


def _frequency(equation: Equation, per_minute: float, hours: float, heights_m: Sequence[float]) -> float:
    return float(equation.frequency(per_minute, hours, equation.length(np.array(heights_m))).min())


def _share(fili: float, more: float) -> float:
    """What one task adds; nothing where it is done no more often, however hard it is."""
    return fili * more if fili and more else 0.0


def _more(before: float, now: float) -> float:
    """What is added by doing it more often; infinite where nobody should do it so often."""
    if now == 0 or before == 0:
        return np.inf
    return 1 / now - (1 / before if np.isfinite(before) else 0.0)
