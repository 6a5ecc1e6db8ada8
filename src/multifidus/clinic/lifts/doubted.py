"""How far off a lifting index may be, and whether a lift may be over a limit that its figures are under."""

from __future__ import annotations

from math import isinf

from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.reading.answer import LiftReading
from multifidus.findings.lifting.reading.doubt import Spread, doubt, spread

FAR_FROM_IT = ("within", "bending")  # how a load stands to a limit that it does not come near


def index_of(reading: LiftReading, constants: Constants) -> Spread:
    """The lifting index; its doubt is that of a weight which nobody weighed."""
    index = reading.niosh.lifting_index
    if isinf(index):
        return Spread(index, index, index)
    return spread(index, doubt(constants, weighed=reading.asked.weighed).loads_kg(index))


def is_near(reading: LiftReading, constants: Constants) -> bool:
    """Whether some of what it may be is over a limit; what bending does by itself is no matter of the load."""
    goal = constants.value("niosh_li_goal")
    over = index_of(reading, constants).high > goal
    return over or any(one.standing not in FAR_FROM_IT for one in reading.verdicts)
