"""Models of the load that tests hand to the ranking of changes: the NIOSH equation, and with it the lumbar spine."""

import numpy as np

from multifidus.actions.lifting.task import Strain, Task
from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body, segments
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.dose import dose
from multifidus.findings.lifting.equations.limits import compression_limits
from multifidus.findings.lifting.equations.niosh import Equation
from multifidus.findings.lifting.lift import Hands, Lift
from multifidus.findings.lifting.posture import reached
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
CONSTANTS = Constants(KNOWLEDGE)
EQUATION = Equation(CONSTANTS)
MAN = Body(1.75, 75.0, "male")
MINUTES = 60


def lift_of(task: Task) -> Lift:
    told = task.end_m is not None
    put = Hands(task.end_reach_m or task.reach_m, task.end_m, task.end_twist_deg or 0.0) if told else None
    return Lift(
        load_kg=task.load_kg,
        reach_m=task.reach_m,
        hands_m=task.hands_m,
        travel_m=task.travel_m,
        twist_deg=task.twist_deg,
        per_minute=task.per_minute,
        hours=task.hours,
        grip=task.grip or "good",
        set_down=put,
    )


def by_equation(tasks):
    """The lifting index alone."""
    return [_index(task) for task in tasks]


def by_spine(spine):
    """Lifting index, compression at the beginning of the lift, and the dose of the day."""

    def model(tasks):
        told = [_index(task) for task in tasks]
        postures = [_posture(task) for task in tasks]
        able = [n for n, posture in enumerate(postures) if posture is not None and told[n] is not None]
        loads = spine.loads([postures[n] for n in able], np.array([tasks[n].load_kg for n in able]))
        worst = dict(zip(able, loads.compression_n.max(axis=1), strict=True))
        action, _ = compression_limits(CONSTANTS)
        return [
            told[n]
            | {
                "compression": Strain(float(worst[n]), action.value, "N"),
                "dose": Strain(
                    dose(CONSTANTS, [(_moment(task, postures[n]), task.per_minute * task.hours * MINUTES)]).damage, None
                ),
            }
            if n in worst
            else None
            for n, task in enumerate(tasks)
        ]

    return model


def _index(task):
    try:
        return {"lifting index": Strain(EQUATION.recommended(lift_of(task)).lifting_index, 1.0)}
    except InputError:
        return None


def _posture(task):
    try:
        hands = Hands(task.reach_m, task.hands_m, task.twist_deg)
        return reached(hands, task.load_kg, task.technique or "stoop", segments(MAN, CONSTANTS), CONSTANTS)
    except InputError:
        return None


def _moment(task, posture):
    return 9.80665 * task.load_kg * float(np.hypot(posture.hands[0], posture.hands[2]))
