"""What is asked about a lift, and the two moments that are looked at: picked up, and set down."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, get_args

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body, Segments
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.limits import Sex
from multifidus.findings.lifting.lift import Hands, Lift
from multifidus.findings.lifting.posture import TECHNIQUES, Posture, Technique, reached

Speed = Literal["slow", "normal", "quick"]
SPEEDS: tuple[Speed, ...] = get_args(Speed)
OLDEST = 120
End = Literal["pick-up", "set-down"]

# As people do it: most bend their backs more than their knees, all the more when tired; and it loads the discs most.
AS_PEOPLE_DO: Technique = "stoop"
SMOOTHEST = 10 / math.sqrt(3)  # peak acceleration of a movement of least jerk, times its length over its time squared


@dataclass(frozen=True, slots=True)
class Asked:
    """One lift by one person, and how they do it. Raises InputError for a technique, speed or age that is none.

    `weighed`: the load was on a scale. `build_told` and `sex_told`: the body is the person's own, not an average.
    """

    lift: Lift
    body: Body
    technique: Technique = AS_PEOPLE_DO
    age: float | None = None
    speed: Speed = "normal"
    weighed: bool = False
    build_told: bool = True
    sex_told: bool = True

    def __post_init__(self) -> None:
        for where, word, words in (("technique", self.technique, TECHNIQUES), ("speed", self.speed, SPEEDS)):
            if word not in words:
                raise InputError(where=where, problem=f"{word!r} is not known", remedy=f"one of {', '.join(words)}")
        if self.age is not None and not 0 < self.age <= OLDEST:
            remedy = f"years, between 1 and {OLDEST}"
            raise InputError(where="age", problem=f"{self.age:g} is no age", remedy=remedy)

    @property
    def known(self) -> tuple[float, Sex] | None:
        """Age and sex, where both were told: for the limits that go by them."""
        return (self.age, self.body.sex) if self.age is not None and self.sex_told else None

    @property
    def put_down(self) -> Hands:
        """Where the hands set it down: as told, else so much higher and as far away and to the side as before."""
        lift = self.lift
        return lift.set_down or Hands(lift.reach_m, lift.hands_m + lift.travel_m, lift.twist_deg)


def ends(asked: Asked, segments: Segments, constants: Constants) -> dict[End, tuple[Hands, Posture]]:
    """Hands and posture at both ends, each pushed by its acceleration. Raises InputError for what is out of reach.

    A load is heaviest when its hands speed up: at the beginning, and at the end of one that is lowered and held back.
    """
    lift = asked.lift
    lowered = lift.set_down is not None and lift.set_down.height_m < lift.hands_m
    places: dict[End, Hands] = {"pick-up": lift.taken_up, "set-down": asked.put_down}
    told: dict[End, tuple[Hands, Posture]] = {}
    for end, hands in places.items():
        still = _reached(end, hands, asked, segments, constants)
        pushed = end == "pick-up" or lowered
        told[end] = (hands, _pushed(still, asked, constants) if pushed else still)
    return told


def _reached(end: End, hands: Hands, asked: Asked, segments: Segments, constants: Constants) -> Posture:
    try:
        return reached(hands, asked.lift.load_kg, asked.technique, segments, constants)
    except InputError as far:
        if end == "pick-up":
            raise
        remedy = "tell where it is set down, or a shorter way up"
        raise InputError(where="travel_m", problem=f"at the end the {far.problem}", remedy=remedy) from None


def _pushed(still: Posture, asked: Asked, constants: Constants) -> Posture:
    """The posture at the peak acceleration of a smooth movement at the usual speed (Greenland 2013)."""
    metres_a_second = constants.value("lift_speed", condition=asked.speed)
    way = abs(asked.put_down.height_m - asked.lift.hands_m)
    way = max(way, constants.value("lift_speed_travel", condition="shortest over which a lift comes to its speed"))
    up = SMOOTHEST * metres_a_second**2 / way
    share = constants.value("trunk_share_of_acceleration", condition="of that of the hands")
    return replace(still, trunk_acceleration=(0.0, share * up, 0.0), hands_acceleration=(0.0, up, 0.0))
