"""How far behind the discs the erector spinae pulls: as images of living people have it.

The torso model runs its muscles straight from rib to pelvis, 4 to 5 cm behind the discs; images put the middle of the
erector spinae at 5 to 6 cm (Jorgensen 2001). Its levers are lengthened to that, all by one factor, and keep the model's
shape by level and its loss in flexion.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.spine.torso import GRAVITY, LEVELS, Torso, Wrench

Array = NDArray[np.float64]
ERECTOR_SPINAE = ("IL_", "LTpT_", "LTpL_")
FLEXION = 0
CM = 1e-2


def is_erector(torso: Torso) -> NDArray[np.bool_]:
    """Which muscles are iliocostalis or longissimus."""
    return np.array([name.startswith(ERECTOR_SPINAE) for name in torso.muscles])


def upright_lever_m(torso: Torso) -> Array:
    """The lever of the model's erector spinae at the five discs, upright, in metres; what is stronger counts more."""
    erector = is_erector(torso)
    still = Wrench(np.zeros((1, 3)), np.zeros((1, 3)))
    moments = torso.mechanics(np.zeros((1, len(LEVELS), 3)), np.array([[0.0, -GRAVITY, 0.0]]), still).moments[0]
    flexing = moments[FLEXION::3, erector]
    crossing = np.abs(flexing) > 0
    levers: Array = flexing.sum(axis=1) / (crossing * torso.peak_forces[erector]).sum(axis=1)
    return levers


def lengthening(torso: Torso, body: Body, constants: Constants) -> float:
    """By what the levers of the erector spinae have to be multiplied to be the measured ones of a person."""
    measured = constants.value("extensor_moment_arm", condition=f"erector spinae, L1 to S1, {body.sex}") * CM
    stature = constants.value("extensor_moment_arm_stature", condition=body.sex)
    return float(measured * body.height_m / stature / upright_lever_m(torso).mean())
