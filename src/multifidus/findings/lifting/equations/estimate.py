"""A back-of-the-envelope compression at L5/S1, for where the torso cannot run and to hold its answer against.

The Utah formula (Merryweather 2009; as recalled): 3 BW sin(trunk) + 0.5 L HB + 0.8 (BW / 2 + L), in pounds and inches,
with BW the weight of the body, L that of the load, and HB how far the hands are before the lowest disc.
"""

from __future__ import annotations

import math

from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.limits import STANDARD_GRAVITY
from multifidus.findings.lifting.equations.niosh import CM, INCH, POUND
from multifidus.findings.lifting.posture import Posture


def estimated_n(posture: Posture, load_kg: float, body: Body, constants: Constants) -> float:
    """Newtons at L5/S1 of somebody who holds still, two hands on the load."""
    trunk, arm, weight = (
        constants.value("utah_back_compression_coefficient", condition=condition)
        for condition in ("3 x BW x sin(trunk angle)", "0.5 x L x HB", "0.8 x (BW/2 + L)")
    )
    body_lb, load_lb = body.weight_kg / POUND, load_kg / POUND
    reach_in = math.hypot(posture.hands[0], posture.hands[2]) * CM / INCH
    pounds = (
        trunk * body_lb * math.sin(math.radians(posture.inclination))
        + arm * load_lb * reach_in
        + weight * (body_lb / 2 + load_lb)
    )
    return pounds * POUND * STANDARD_GRAVITY
