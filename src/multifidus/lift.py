"""Where the rooms meet over one lift: what it does to the back, and what would help.

>>> from multifidus.findings.lifting.body import Body
>>> from multifidus.findings.lifting.lift import Lift
>>> from multifidus.knowledge import shipped
>>> sofa = Lift(load_kg=20, reach_m=0.40, hands_m=0.30, travel_m=0.70, per_minute=1, hours=1, grip="fair")
>>> asked = Asked(sofa, Body(1.75, 75.0))
>>> ranking = what_to_change(asked, Reader(Constants(shipped())), shipped(), without=["lighter_load", "divisible_load"])
>>> ranking.changes[0].id
'closer'
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from math import inf
from typing import cast

from multifidus.actions.lifting.allowed import Setting
from multifidus.actions.lifting.changes import Ranking, rank_changes
from multifidus.actions.lifting.programme import lift_measures
from multifidus.actions.lifting.task import Burden, Model, Strain, Task
from multifidus.actions.lifting.withheld import left_for_now, withheld
from multifidus.errors import InputError
from multifidus.findings.lifting.body import segments
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.limits import refuse_child
from multifidus.findings.lifting.lift import Grip, Hands, Lift
from multifidus.findings.lifting.overload import ToldLift
from multifidus.findings.lifting.posture import Technique
from multifidus.findings.lifting.reading.answer import LiftReading
from multifidus.findings.lifting.reading.asked import Asked, Speed, ends
from multifidus.findings.lifting.reading.reading import Reader
from multifidus.knowledge import Knowledge
from multifidus.terms import Known, Measure, Plan, Urgency

FIRST_SEEN = (Urgency.EMERGENCY, Urgency.URGENT)
EXERCISE = "exercise"


def what_to_change(asked: Asked, reader: Reader, knowledge: Knowledge, *, without: Collection[str] = ()) -> Ranking:
    """What helps most with a lift, the best first; `without` names what this person cannot do or does not have.

    Where the torso model is not installed, compression is the hand calculation, and called so. Raises InputError for
    what nobody can lift or reach, and for a name in `without` that lifting_changes.csv does not know.
    """
    refuse_child(reader.constants, asked.age)
    ends(asked, segments(asked.body, reader.constants), reader.constants)  # says where it is out of reach
    return rank_changes(task_of(asked), model_of(asked, reader), knowledge, without=without)


def p_still_over(asked: Asked, reader: Reader, settings: Sequence[Setting]) -> float | None:
    """In how many of the draws of what is not known a lift is over a limit after changes, 0 to 1.

    None without draws, and without the torso model. The lifting index is not drawn: it is held against its limit.
    """
    task = task_of(asked)
    for setting in settings:
        task = setting(task)
    reading = reader.read(asked_of(task, asked))
    if reading.without is not None or not reader.draws:
        return None
    return max((verdict.p_over for verdict in reading.verdicts), default=0.0)


def with_lifts(
    plan: Plan, lifts: Sequence[ToldLift], knowledge: Knowledge, *, known: Known, likely: Mapping[str, float]
) -> Plan:
    """The plan with what to change about each lift that is over a limit, behind the exercises.

    As the rest of the programme, nothing where somebody has to be seen within days. Whom the limits are not for, or who
    has to be seen soon, is told to leave it, and no change: `known` and `likely` say who that is.
    """
    if plan.urgency in FIRST_SEEN:
        return plan
    if left := left_for_now(withheld(known, likely, knowledge), plan.urgency):
        others = tuple(measure for measure in plan.prevention if measure.topic != left.topic)  # they say how to lift
        return replace(plan, prevention=_behind_exercises(replace(plan, prevention=others), [left]))
    reader = Reader(Constants(knowledge))
    changes: list[Measure] = []
    for number, lift in enumerate(lifts, start=1):
        asked = lift.told.asked
        ranking = what_to_change(asked, reader, knowledge, without=lift.without)
        still_over = partial(p_still_over, asked, reader)
        changes += lift_measures(ranking, task_of(asked), knowledge, number=number, still_over=still_over)
    return replace(plan, prevention=_behind_exercises(plan, changes))


def _behind_exercises(plan: Plan, changes: Sequence[Measure]) -> tuple[Measure, ...]:
    exercises = [measure for measure in plan.prevention if measure.topic == EXERCISE]
    rest = [measure for measure in plan.prevention if measure.topic != EXERCISE]
    return (*exercises, *changes, *rest)


def task_of(asked: Asked) -> Task:
    """A lift as it can be changed."""
    lift, put = asked.lift, asked.lift.set_down
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
        end_reach_m=put.reach_m if put else None,
        end_m=put.height_m if put else None,
        end_twist_deg=put.twist_deg if put else None,
        depth_m=lift.depth_m,
    )


def asked_of(task: Task, asked: Asked) -> Asked:
    """The same person with a changed lift. Raises InputError for what nobody can lift."""
    put = None
    if task.end_m is not None:
        reach = task.reach_m if task.end_reach_m is None else task.end_reach_m
        put = Hands(reach, task.end_m, task.end_twist_deg or 0.0)
    lift = Lift(
        load_kg=task.load_kg,
        reach_m=task.reach_m,
        hands_m=task.hands_m,
        travel_m=task.travel_m,
        twist_deg=task.twist_deg,
        per_minute=task.per_minute,
        hours=task.hours,
        grip=cast(Grip, task.grip),
        set_down=put,
        depth_m=task.depth_m,
    )
    return replace(asked, lift=lift, technique=cast(Technique, task.technique), speed=cast(Speed, task.speed))


def model_of(asked: Asked, reader: Reader) -> Model:
    """The load model of one person, for `rank_changes`; its figures are those of `reader`, without their doubt."""
    plain = copy(reader)  # with the spines that it keeps ready
    plain.draws = 0

    def model(tasks: Sequence[Task]) -> list[Burden | None]:
        questions = [_able(task, asked) for task in tasks]
        answers = iter(plain.try_all([one for one in questions if one is not None]))
        return [None if one is None else _borne(next(answers), reader.constants) for one in questions]

    return model


def _able(task: Task, asked: Asked) -> Asked | None:
    try:
        return asked_of(task, asked)
    except InputError:
        return None


def _borne(answer: LiftReading | InputError, constants: Constants) -> Burden | None:
    return None if isinstance(answer, InputError) else burden(answer, constants)


def burden(reading: LiftReading, constants: Constants) -> Burden:
    """What of a reading counts: lifting index, compression, shear, mass and dose, each against its lowest limit.

    A dose beyond the lifts that it was made for speaks against nothing.
    """
    rough = constants.value("model_roughness", condition="dose")
    return {
        "lifting index": Strain(reading.niosh.lifting_index, constants.value("niosh_li_goal")),
        **dict(_forces(reading, constants)),
        "dose of the day": Strain(reading.dose.damage.value, rough=inf if reading.dose.beyond else rough),
    }


def _forces(reading: LiftReading, constants: Constants) -> Iterator[tuple[str, Strain]]:
    lowest: dict[str, Strain] = {}
    for verdict in reading.verdicts:
        compression = "compression by hand calculation" if reading.without else "compression"
        force = "shear" if verdict.of == "shear" else compression
        kind = "mass" if verdict.of == "mass" else force
        told = Strain(
            value=verdict.load.value,
            limit=verdict.limit.value,
            unit=verdict.limit.unit,
            rough=0.0 if verdict.of == "mass" else constants.value("model_roughness", condition=verdict.of),
            most=verdict.most,
            bending=verdict.standing == "bending",
        )
        if kind not in lowest or _worse(told, lowest[kind]):
            lowest[kind] = told
    yield from lowest.items()


def _worse(one: Strain, other: Strain) -> bool:
    """What is too much before what is not, then the larger share."""
    return (one.over, one.share or 0.0) > (other.over, other.share or 0.0)
