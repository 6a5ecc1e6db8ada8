"""In which unit a file is and which way is up: told and then checked by the size of a person, or found by it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants
from multifidus.foreign import fit

Array = NDArray[np.float64]

METRES = {"m": 1.0, "cm": 1e-2, "mm": 1e-3}
WORDS = {"meter": "m", "meters": "m", "metre": "m", "metres": "m", "millimeters": "mm", "millimetres": "mm"}
AXES = ("x", "y", "z", "-x", "-y", "-z")
UPRIGHT = 0.5  # of the way from the feet to the hips that has to lead up
CLEAR = 0.9  # of it along one axis, for that axis to be taken as up
LOOKED_AT = 500  # frames, of a long recording
MOST_OF_IT = (5, 95)  # percent of a landmark's places: a leap is none of them
MOVED = 0.1  # of the stature; what moves less may be noise
FLAT = 1e-3  # of the size of the whole: no depth at all


def stature(places: Mapping[str, Array], constants: Constants) -> float:
    """How tall the person is by the lengths between landmarks, in the unit of the file."""

    def share(name: str) -> float:
        return constants.value("segment_length_fraction", condition=name)

    trunk = share("hip to L5/S1") + share("L5/S1 to shoulder")
    straight = np.linalg.norm(middle(places, "shoulder") - middle(places, "hip"), axis=1)
    found = [float(np.nanpercentile(straight, 95)) / trunk]  # the trunk is shorter when it is round
    for part, upper, lower in (("thigh", "hip", "knee"), ("shank", "knee", "ankle")):
        for side in ("left", "right"):
            if {f"{side}_{upper}", f"{side}_{lower}"} <= set(places):
                long = np.linalg.norm(places[f"{side}_{upper}"] - places[f"{side}_{lower}"], axis=1)
                if np.isfinite(long).any():
                    found.append(float(np.nanmedian(long)) / share(part))
    return float(np.median(found))


def in_metres(tall: float, told: str | None, constants: Constants, where: str) -> tuple[float, str]:
    """What one of the file's unit is in metres, and a word on how that is known."""
    believable = constants.row("believable_stature")
    least, most = believable.low or 0.0, believable.high or np.inf
    fits = [unit for unit, metres in METRES.items() if least <= tall * metres <= most]
    if told is None:
        if len(fits) != 1:
            problem = f"no unit is told, and none makes a person of landmarks that are {tall:g} tall"
            raise InputError(where=where, problem=problem, remedy="tell the unit: m, cm or mm")
        return METRES[
            fits[0]
        ], f"no unit was told: taken as {fits[0]}, which makes a person of {tall * METRES[fits[0]]:.2f} m"
    unit = WORDS.get(told.strip().lower(), told.strip().lower())
    if unit not in METRES:
        raise InputError(where=where, problem=f"the unit '{fit(told)}' is not known", remedy="m, cm or mm")
    if unit not in fits:
        problem = f"in {unit} the person would be {tall * METRES[unit]:.3g} m tall"
        remedy = f"the unit seems to be {fits[0]}" if fits else "look whether the landmarks are named rightly"
        raise InputError(where=where, problem=problem, remedy=remedy)
    return METRES[unit], ""


def upward(places: Mapping[str, Array], told: str | None, where: str) -> tuple[str, str]:
    """The axis that leads up (with a minus where it leads down), and a word on how that is known."""
    rise = _rise(places)
    if told is not None:
        word = told.strip().lower().removeprefix("+")
        if word not in AXES:
            raise InputError(where=where, problem=f"'{fit(told)}' is no axis", remedy=f"one of {', '.join(AXES)}")
        along = float(rise @ _axis(word))
        if along < UPRIGHT:
            other = word[1:] if word.startswith("-") else f"-{word}"
            how = "upside down" if along <= -UPRIGHT else "lying"
            remedy = f"look whether up is {other}" if along <= -UPRIGHT else "look which axis leads up"
            raise InputError(where=where, problem=f"with {word} up the person is {how}", remedy=remedy)
        return word, ""
    axis = AXES[int(np.argmax(np.concatenate([rise, -rise])))]
    if rise @ _axis(axis) < CLEAR:
        problem = "no axis leads from the feet to the hips, so nobody knows which way is up"
        raise InputError(where=where, problem=problem, remedy=f"tell which axis leads up: {', '.join(AXES)}")
    return axis, f"no axis was told to lead up: taken as {axis}, along which the hips are over the feet"


def turned_up(axis: str) -> Array:
    """A rotation (no mirror) that makes the axis the second; multiply places by its transpose."""
    up = _axis(axis)
    other = np.roll(np.abs(up), 1)
    return np.stack([np.cross(up, other), up, other])


def flat(places: Mapping[str, Array]) -> bool:
    """Whether all places lie in one plane: a picture, of which nobody knows the depth."""
    frames = len(next(iter(places.values())))
    every = np.concatenate([place[:: max(1, frames // LOOKED_AT)] for place in places.values()])
    spread = np.linalg.eigvalsh(np.cov(every[np.isfinite(every).all(axis=1)].T))  # squared, the smallest first
    return bool(spread[0] <= FLAT**2 * spread[-1])


def too_fast(times: Array, places: Mapping[str, Array], tall_m: float, constants: Constants, where: str) -> None:
    """Refuses landmarks (metres) that move as fast as nobody lifts: their times are wrong, and so would all be.

    Held against it is the way from end to end of a landmark over the whole time, which no noise and no leap makes long.
    """
    took = float(times[-1] - times[0])
    if took <= 0:
        return
    most = constants.row("believable_speed").high or np.inf
    for name, place in places.items():
        seen = place[np.isfinite(place).all(axis=1)]
        if not len(seen):
            continue
        low, high = np.percentile(seen, MOST_OF_IT, axis=0)
        way = float(np.linalg.norm(high - low))
        if way > MOVED * tall_m and way / took > most:
            problem = f"the {name.replace('_', ' ')} moves by {way:.2f} m in {took:.3g} s, as fast as nobody lifts"
            raise InputError(where=where, problem=problem, remedy="look at the times and at the frames in a second")


def middle(places: Mapping[str, Array], joint: str) -> Array:
    """Half way between left and right."""
    return (places[f"left_{joint}"] + places[f"right_{joint}"]) / 2


def _rise(places: Mapping[str, Array]) -> Array:
    """The usual direction from the feet to the hips; without legs, from the hips to the shoulders."""
    legs = next((joint for joint in ("ankle", "heel", "toe", "knee") if _both(places, joint)), None)
    way = middle(places, "hip") - middle(places, legs) if legs else middle(places, "shoulder") - middle(places, "hip")
    usual = np.nanmedian(way / np.linalg.norm(way, axis=1, keepdims=True), axis=0)
    return np.asarray(usual / np.linalg.norm(usual))


def _both(places: Mapping[str, Array], joint: str) -> bool:
    sides = [places.get(f"{side}_{joint}") for side in ("left", "right")]
    return all(side is not None for side in sides) and bool(
        np.isfinite(np.concatenate([side for side in sides if side is not None], axis=1)).all(axis=1).any()
    )


def _axis(word: str) -> Array:
    found = np.zeros(3)
    found["xyz".index(word[-1])] = -1.0 if word.startswith("-") else 1.0
    return found
