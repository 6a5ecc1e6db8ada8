"""What helps most with a lift that was read: the ranking of `actions` with the reading of `findings` as its model."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, cast

from multifidus.actions.lifting.changes import Ranking, rank_changes
from multifidus.actions.lifting.task import Burden, Model, Strain, Task
from multifidus.errors import InputError
from multifidus.findings.lifting.answer import LiftReading
from multifidus.findings.lifting.asked import Asked
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.lift import Hands, Lift
from multifidus.findings.lifting.limits import Limit, compression_limits, dortmund_limit
from multifidus.findings.lifting.reading import Reader
from multifidus.knowledge import Knowledge

INDEX, COMPRESSION, DOSE = "lifting index", "compression", "dose of the day"


def better_ways(asked: Asked, knowledge: Knowledge, *, without: Collection[str] = ()) -> Ranking:
    """The single changes that help this lift most, the best first; `without` names what the person cannot do or have.

    Held against the lifting index of one, and the action limit or that of age and sex, whichever is lower.
    """
    return rank_changes(
        task_of(asked), model_of(asked, Reader(Constants(knowledge), draws=0)), knowledge, without=without
    )


def task_of(asked: Asked) -> Task:
    """A lift as the ranking knows it."""
    lift, end = asked.lift, asked.lift.set_down
    return Task(
        load_kg=lift.load_kg,
        reach_m=lift.reach_m,
        hands_m=lift.hands_m,
        travel_m=lift.travel_m,
        twist_deg=lift.twist_deg,
        per_minute=lift.per_minute,
        hours=lift.hours,
        grip=lift.grip,
        technique=asked.technique,
        speed=asked.speed,
        end_reach_m=end.reach_m if end else None,
        end_m=end.height_m if end else None,
        end_twist_deg=end.twist_deg if end else None,
    )


def model_of(asked: Asked, reader: Reader) -> Model:
    """What tasks do to the person who was asked about, None for what they cannot do."""
    limit = min(one.value for one in _compression_limits(asked, reader.constants))

    def model(tasks: Sequence[Task]) -> Sequence[Burden | None]:
        questions = [_asked(task, asked) for task in tasks]
        answers = iter(reader.try_all([one for one in questions if one is not None]))
        return [None if one is None else _burden(next(answers), limit) for one in questions]

    return model


def _compression_limits(asked: Asked, constants: Constants) -> list[Limit]:
    action, _ = compression_limits(constants)
    if asked.age is None or not asked.sex_told:
        return [action]
    return [action, dortmund_limit(constants, age=asked.age, sex=asked.body.sex)]


def _asked(task: Task, asked: Asked) -> Asked | None:
    end = None
    if task.end_m is not None:
        end = Hands(
            task.reach_m if task.end_reach_m is None else task.end_reach_m, task.end_m, task.end_twist_deg or 0.0
        )
    try:
        lift = Lift(
            load_kg=task.load_kg,
            reach_m=task.reach_m,
            hands_m=task.hands_m,
            travel_m=task.travel_m,
            twist_deg=task.twist_deg,
            per_minute=task.per_minute,
            hours=task.hours,
            grip=cast("Any", task.grip or asked.lift.grip),
            set_down=end,
        )
    except InputError:
        return None
    told: Any = {"technique": task.technique or asked.technique, "speed": task.speed or asked.speed}
    return replace(asked, lift=lift, **told)


def _burden(answer: LiftReading | InputError, limit: float) -> Burden | None:
    if isinstance(answer, InputError):
        return None
    return {
        INDEX: Strain(answer.niosh.lifting_index, 1.0),
        COMPRESSION: Strain(max(answer.compression_n, 0.0), limit, "N"),
        DOSE: Strain(answer.dose.damage.value, None),
    }
