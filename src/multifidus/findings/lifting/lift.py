"""One lift as somebody tells it: what, how far away, how high, how twisted, how often, for how long."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from multifidus.errors import InputError

Grip = Literal["good", "fair", "poor"]
GRIPS: tuple[Grip, ...] = get_args(Grip)
LONGEST_SHIFT_H = 8.0
HEAVIEST_KG = 500.0  # beyond, somebody has typed grams
TALLEST_M = 3.0  # hands above this are on a ladder


@dataclass(frozen=True, slots=True)
class Hands:
    """Where the hands are at one end of a lift: metres before the ankles, metres above the floor, degrees of twist."""

    reach_m: float
    height_m: float
    twist_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Lift:
    """One lift, repeated `per_minute` for `hours` of a day. Raises InputError for what nobody can do.

    `travel_m` is how far the load goes up or down. `set_down` tells where it is put when that takes care (it has to be
    held back, or its grip changed): then the worse end counts. `depth_m` is how deep the load is from front to back, as
    far as anybody told: its hands come no closer than half of it allows.
    """

    load_kg: float
    reach_m: float
    hands_m: float
    travel_m: float
    twist_deg: float = 0.0
    per_minute: float = 0.2
    hours: float = 1.0
    grip: Grip = "good"
    set_down: Hands | None = None
    depth_m: float | None = None

    def __post_init__(self) -> None:
        _within("load_kg", self.load_kg, 0, HEAVIEST_KG, "the mass of what is lifted, in kilograms")
        _hands("", Hands(self.reach_m, self.hands_m, self.twist_deg))
        _within("travel_m", self.travel_m, 0, TALLEST_M, "how far it is lifted, in metres")
        refuse_often(self.per_minute, self.hours)
        if self.grip not in GRIPS:
            raise InputError(where="grip", problem=f"{self.grip!r} is no grip", remedy=f"one of {', '.join(GRIPS)}")
        if self.set_down is not None:
            _hands("set_down ", self.set_down)
        if self.depth_m is not None:
            _within("depth_m", self.depth_m, 0, TALLEST_M, "how deep the load is from front to back, in metres")

    @property
    def taken_up(self) -> Hands:
        """Where the hands are at the beginning."""
        return Hands(self.reach_m, self.hands_m, self.twist_deg)


def refuse_often(per_minute: float, hours: float) -> None:
    """Raises InputError for lifts more often, or longer, than anybody lifts in a day."""
    _within("per_minute", per_minute, 0, 60, "lifts a minute")
    _within("hours", hours, 0, LONGEST_SHIFT_H, "hours of lifting in a day; the equation ends at eight")


def _hands(end: str, hands: Hands) -> None:
    _within(f"{end}reach_m", hands.reach_m, 0, TALLEST_M, "how far the hands are before the ankles, in metres")
    if hands.height_m < 0:
        raise InputError(
            where=f"{end}hands_m",
            problem=f"{hands.height_m:g} m: the hands are under the floor",
            remedy="the height of the hands above what one stands on, in metres",
        )
    _within(f"{end}hands_m", hands.height_m, 0, TALLEST_M, "the height of the hands above the floor, in metres")
    _within(f"{end}twist_deg", hands.twist_deg, -180, 180, "how far the load lies to the side, in degrees")


def _within(where: str, value: float, least: float, most: float, remedy: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(where=where, problem=f"{value!r} is no number", remedy=remedy)
    if not least <= value <= most:
        raise InputError(where=where, problem=f"{value:g} is not between {least:g} and {most:g}", remedy=remedy)
