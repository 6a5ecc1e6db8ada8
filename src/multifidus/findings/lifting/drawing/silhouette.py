"""The outline of somebody who holds a load, from the side: where each joint is, and the shapes around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.body import Segments
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.reading.answer import Moment

Array = NDArray[np.float64]
Point = tuple[float, float]

# Half the thickness of an average body, in metres at the reference height: a drawing, nothing is computed from it.
BACK = (0.095, 0.09, 0.08, 0.074, 0.07, 0.07, 0.078, 0.088, 0.062)
FRONT = (0.09, 0.105, 0.115, 0.122, 0.126, 0.13, 0.138, 0.125, 0.058)
HIP_M, NECK_RADIUS_M = 0.118, 0.05
FOOT = ((-0.055, 0.0), (-0.058, 0.03), (-0.04, 0.085), (0.04, 0.09), (0.1, 0.055), (0.19, 0.032), (0.2, 0.0))
NECK_M, HEAD_M = 0.1, 0.105
DRAWN_HEIGHT_M = 1.75


@dataclass(frozen=True, slots=True)
class Limb:
    """A tapered limb between two joints."""

    start: Point
    end: Point
    thick: float  # radius at the start
    thin: float  # radius at the end


@dataclass(frozen=True, slots=True)
class Silhouette:
    """Shapes in metres, forward and up from the floor under the ankles; `discs` from L5/S1 up, `top` the shoulders."""

    legs: tuple[Limb, ...]
    foot: tuple[Point, ...]
    hip: Point
    hip_radius: float
    trunk: Array  # outline, points x 2
    neck: Limb
    head: Point
    head_radius: float
    arms: tuple[Limb, ...]
    hands: Point
    discs: Array  # 5 x 2
    top: Point


def silhouette(moment: Moment, part: Segments, places: Array, constants: Constants) -> Silhouette:
    """The outline of one moment; `places`: its discs and shoulders from L5/S1 (6 x 3: forward, up, right)."""
    size = part.height_m / DRAWN_HEIGHT_M
    share = constants.value
    hands = np.array(moment.posture.hands)
    lowest = np.array([moment.hands.reach_m - np.hypot(hands[0], hands[2]), moment.hands.height_m - hands[1]])
    lean = np.deg2rad(moment.posture.inclination)
    up = np.array([np.sin(lean), np.cos(lean)])
    hip = lowest - part.height_m * share("segment_length_fraction", condition="hip to L5/S1") * up
    ankle = np.array([0.0, part.height_m * share("segment_length_fraction", condition="ankle above the floor")])
    knee = _bent(hip, ankle, part.thigh_m, part.shank_m, forward=True)
    discs = lowest + places[:-1, :2]
    shoulder = lowest + places[-1, :2]
    held = lowest + hands[:2]
    shorter = np.sqrt(max(1 - (hands[2] / part.arm_m) ** 2, 0.04))  # arms to the side, seen from the side
    arm = shorter * part.upper_arm_m, shorter * (part.forearm_m + part.hand_m)
    elbow = _bent(shoulder, held, *arm, forward=False)
    chest = discs[-1] + (shoulder - discs[-1]) * np.array([0.45, 0.9])[:, None]
    along = _unit(shoulder - discs[-1])
    neck = shoulder + NECK_M * 0.5 * size * along
    middle = np.vstack([(hip + discs[0]) / 2, discs, chest, neck])
    head = neck + (NECK_M + 0.03) * size * _unit(0.8 * along + np.array([0.18, 0.25]))
    return Silhouette(
        legs=(
            Limb(_point(hip), _point(knee), 0.092 * size, 0.058 * size),
            Limb(_point(knee), _point(ankle), 0.056 * size, 0.036 * size),
        ),
        foot=tuple((x * size, y * size) for x, y in FOOT),
        hip=_point(hip),
        hip_radius=HIP_M * size,
        trunk=_outline(middle, size),
        neck=Limb(_point(neck), _point(head), NECK_RADIUS_M * size, NECK_RADIUS_M * size),
        head=_point(head),
        head_radius=HEAD_M * size,
        arms=(
            Limb(_point(shoulder), _point(elbow), 0.05 * size, 0.038 * size),
            Limb(_point(elbow), _point(held), 0.037 * size, 0.027 * size),
        ),
        hands=_point(held),
        discs=discs,
        top=_point(shoulder),
    )


def _outline(middle: Array, size: float) -> Array:
    """A closed outline around the middle of hip, discs, chest and neck: up the front and down the back."""
    tangents = np.gradient(middle, axis=0)
    tangents /= np.linalg.norm(tangents, axis=1, keepdims=True)
    forward = np.stack([tangents[:, 1], -tangents[:, 0]], axis=1)
    front = middle + forward * np.array(FRONT[: len(middle)])[:, None] * size
    back = middle - forward * np.array(BACK[: len(middle)])[:, None] * size
    return np.vstack([front, back[::-1]])


def _bent(start: Array, end: Array, first: float, second: float, *, forward: bool) -> Array:
    """The joint between two segments of those lengths; straight where they do not reach."""
    way = end - start
    far = float(np.hypot(*way))
    along = _unit(way)
    if far >= first + second:
        return np.asarray(start + along * far * first / (first + second))
    far = max(far, abs(first - second) + 1e-6)
    ahead = (first**2 - second**2 + far**2) / (2 * far)
    aside = np.sqrt(max(first**2 - ahead**2, 0.0))
    normal = np.array([-along[1], along[0]])
    if (normal[0] < 0) == forward:
        normal = -normal
    return np.asarray(start + ahead * along + aside * normal)


def _unit(vector: Array) -> Array:
    return np.asarray(vector / max(float(np.hypot(*vector)), 1e-9))


def _point(place: Array) -> Point:
    return float(place[0]), float(place[1])
