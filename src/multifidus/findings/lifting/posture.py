"""How somebody stands who lifts: from where the hands are to the joints, in the plane of the body.

Feet, shanks, thighs, pelvis, spine and arms are a chain. A technique says how far the knees bend; the trunk then bends
no farther than the hands need, and the shanks lean so that body and load stay over the feet. How much of a bent trunk
is lumbar spine and how much is hip is the technique's too. Towards a load at the side the hips turn over the feet, then
the lumbar spine as far as it can, and the arms reach for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Segments
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.lift import Hands

Array = NDArray[np.float64]
Technique = Literal["stoop", "squat", "straight_back"]
TECHNIQUES: tuple[Technique, ...] = get_args(Technique)

STEP_DEG = 1.0
DEEPEST_DEG = 120.0  # of trunk inclination
KNEES_DEG = np.arange(0.0, 131.0, 5.0)
OVER_FEET_M = 0.06  # from the ankle to the middle of the foot, where body and load are held
LEAN_DEG = 35.0  # as far as a shank leans
SQUARE_DEG = 90.0
STOOPED_DEG = (15, 105)  # trunk inclinations of which the share is known


@dataclass(frozen=True, slots=True)
class Posture:
    """How the trunk stands, in degrees, and where the load is from L5/S1 in the axes of the world (metres).

    `pelvis` is tilted forward, `lumbar` flexed from standing, both together the inclination of the trunk; `side` and
    `turn` are to the right. Places and accelerations are forward, up, right. `borne` and `arms_borne` are the shares of
    the weight of trunk and arms that something else bears: a bed, the arms of a chair. Accelerations are m/s2, of the
    trunk's centre and of the hands; who holds still has none.
    """

    pelvis: float
    lumbar: float
    hands: tuple[float, float, float]
    side: float = 0.0
    turn: float = 0.0
    borne: float = 0.0
    arms_borne: float = 0.0
    knees: float = 0.0
    trunk_acceleration: tuple[float, float, float] = (0.0, 0.0, 0.0)
    hands_acceleration: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @property
    def inclination(self) -> float:
        """Of the trunk against upright."""
        return self.pelvis + self.lumbar


def reached(hands: Hands, load_kg: float, technique: Technique, segments: Segments, constants: Constants) -> Posture:
    """The posture in which hands hold a load there. Raises InputError for what nobody of this size can reach.

    Farther to the side than a right angle nobody gets without moving the feet: such a load is taken at a right angle.
    """
    beside = _beside(hands, constants)
    knees = _knees(technique, constants)[:, None]
    inclination = np.arange(0.0, DEEPEST_DEG + STEP_DEG, STEP_DEG)[None, :]
    wanted = np.array([hands.reach_m * np.cos(beside.left), hands.height_m])
    aside = hands.reach_m * np.sin(beside.left)
    chain = _Chain(segments, constants, load_kg)
    lowest, shoulder = chain.places(knees, inclination, wanted)
    within = np.sqrt(((wanted - shoulder) ** 2).sum(axis=-1) + aside**2) <= segments.arm_m
    if not within.any():
        raise InputError(
            where="reach_m",
            problem=f"hands {hands.reach_m:g} m before the ankles and {hands.height_m:g} m high are out of reach",
            remedy="tell the distance from the ankles to the middle of the hands, and their height above the floor",
        )
    bend, lean = _least(within, within & (inclination <= _deepest(technique, constants)))
    lumbar = lumbar_of(float(inclination[0, lean]), technique, constants)
    forward, up = wanted - lowest[bend, lean]
    belly = constants.value("load_before_disc_least")
    forward = max(forward, float(np.sqrt(max(belly**2 - aside**2, 0.0))))  # no hands are inside the body
    return Posture(
        pelvis=float(inclination[0, lean]) - lumbar,
        lumbar=lumbar,
        hands=(float(forward), float(up), float(beside.sign * aside)),
        turn=float(beside.sign * beside.turn_deg),
        knees=float(knees[bend, 0]),
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """A load at the side once the hips have turned: how far it still is to the side, and how far the spine turns."""

    left: float  # radians
    turn_deg: float
    sign: float  # 1 to the right


def _beside(hands: Hands, constants: Constants) -> _Beside:
    away = min(abs(hands.twist_deg), SQUARE_DEG)
    left = away * (1 - constants.value("asymmetry_turned_by_hips"))
    turn = min(left, constants.value("lumbar_turn_range"))
    return _Beside(float(np.deg2rad(left)), turn, float(np.copysign(1.0, hands.twist_deg)))


def _least(within: NDArray[np.bool_], usual: NDArray[np.bool_]) -> tuple[int, int]:
    """The straightest knees, then the straightest trunk (indices), that reach it as one usually stands.

    Who cannot reach it so bends the trunk farther, by as little as the knees allow.
    """
    if usual.any():
        bend, lean = np.unravel_index(int(usual.argmax()), usual.shape)
        return int(bend), int(lean)
    lean = within.any(axis=0).argmax()
    return int(within[:, lean].argmax()), int(lean)


def lumbar_of(inclination: float, technique: Technique, constants: Constants) -> float:
    """How much of the trunk's inclination is the lumbar spine's, in degrees; the rest is the hips'."""
    share = partial(constants.value, "lumbar_share_of_inclination")
    if technique == "stoop":
        ends = [share(condition=f"stoop, trunk inclined {at} deg") for at in STOOPED_DEG]
        part = float(np.interp(inclination, STOOPED_DEG, ends))
    else:
        part = share(condition=technique.replace("_", " "))
    return min(part * inclination, constants.value("lumbar_flexion_range"))


class _Chain:
    """Legs, trunk and arms in the plane of the body, with their masses."""

    def __init__(self, segments: Segments, constants: Constants, load_kg: float) -> None:
        self.segments = segments
        self.load_kg = load_kg
        share = constants.value
        self.ankle_m = segments.height_m * share("segment_length_fraction", condition="ankle above the floor")
        self.hip_to_disc = segments.height_m * share("segment_length_fraction", condition="hip to L5/S1")
        self.disc_to_shoulder = segments.height_m * share("segment_length_fraction", condition="L5/S1 to shoulder")

    def places(self, knees: Array, inclination: Array, hands: Array) -> tuple[Array, Array]:
        """Where L5/S1 and the shoulders are (forward and up of the ankle's place on the floor, last axis).

        The shanks lean so far that the weight of body and load is over the feet. Where the hip has to be follows from
        the moments about the ankles; shank and thigh reach there as one crank, whose lean has a closed form.
        """
        part = self.segments
        lowest = self.hip_to_disc * _up(inclination)
        shoulder = (self.hip_to_disc + self.disc_to_shoulder) * _up(inclination)
        fixed = (part.pelvis_kg + part.above_pelvis_kg) * lowest[..., 0] / 2
        fixed = fixed + (part.above_pelvis_kg / 2 + part.arm_kg) * shoulder[..., 0]
        fixed = fixed + (part.arm_kg + self.load_kg) * hands[0]
        moving = part.legs_kg / 2 + part.pelvis_kg + part.above_pelvis_kg + part.arm_kg
        whole = part.legs_kg + part.pelvis_kg + part.above_pelvis_kg + 2 * part.arm_kg + self.load_kg
        hip_forward = (whole * OVER_FEET_M - fixed) / moving
        bent = np.deg2rad(knees)
        along, across = part.shank_m + part.thigh_m * np.cos(bent), part.thigh_m * np.sin(bent)
        crank = np.arctan2(across, along) + np.arcsin(np.clip(hip_forward / np.hypot(along, across), -1.0, 1.0))
        lean = np.clip(np.rad2deg(crank), -LEAN_DEG, LEAN_DEG)
        hip = np.array([0.0, self.ankle_m]) + part.shank_m * _up(lean) + part.thigh_m * _up(lean - knees)
        return hip + lowest, hip + shoulder


def _knees(technique: Technique, constants: Constants) -> Array:
    if technique == "squat":
        return KNEES_DEG
    return np.array([constants.value("knee_flexion_at_peak_force", condition=technique.replace("_", " "))])


def _deepest(technique: Technique, constants: Constants) -> float:
    if technique == "squat":
        return constants.value("trunk_inclination_at_peak_force", condition="squat")
    return DEEPEST_DEG


def _up(degrees: Array) -> Array:
    """Unit steps up, leaning forward by so many degrees; forward and up are the last axis."""
    angle = np.deg2rad(degrees)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1)
