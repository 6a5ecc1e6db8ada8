"""From landmarks in metres to the posture of each frame.

Forward is where the pelvis faces: across the line from hip to hip, level. L5/S1 lies over the hips along the pelvis, a
share of the height. The pelvis is taken as level from side to side; whatever leans sideways is the trunk's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body, segments
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.landmarks.bending import Bent, Trunk
from multifidus.findings.lifting.landmarks.names import SIDES, need, pelvis_spines

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Carrying = Literal["both", "left", "right"]
CARRYING: tuple[Carrying, ...] = ("both", "left", "right")

TRUNK = ("left_hip", "right_hip", "left_shoulder", "right_shoulder")
SPINES_SEEN = 0.8  # of the frames, for the pelvis to be taken from them
NARROW_M = 0.05  # hips nearer to each other face nowhere
LEVEL_DEG = 10.0  # a pelvis that is tilted farther to the side is told
UP = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True, slots=True)
class Stance:
    """What the landmarks of some frames show; Motion has the shapes.

    `axes` frames x 3 x 3: forward, up and right of the person in the axes of the room; `moving` frames x 2 x 3: the
    middle of the trunk and the hands, in the room; `level_deg` how far the pelvis is tilted to the side; `hips_m` how
    far the hips are apart as seen from above, `reach_m` the hands from the middle of the shoulders.
    """

    bent: Bent
    hands: Array
    axes: Array
    moving: Array
    level_deg: Array
    hips_m: Array
    reach_m: Array


@dataclass(frozen=True, slots=True)
class Standing:
    """How hips, shoulders and iliac spines stand to each other in who stands upright: degrees that count as none."""

    lean_deg: float
    spines_deg: float
    seen: bool = False


def usual(constants: Constants) -> Standing:
    """As most people stand, and as no tool sees them: shoulders right above the hips."""
    return Standing(0.0, constants.value("pelvic_spines_inclination"))


def upright(tracks: Mapping[str, Array], constants: Constants) -> Standing:
    """As somebody stood in these frames, of whom it was told that they stood upright. Raises InputError if not."""
    line, ahead = _sagittal(tracks)
    row = constants.row("believable_trunk", condition="lean of who stands upright, deg")
    lean = float(np.median(np.rad2deg(np.arctan2(line[:, 0], line[:, 1]))))
    if not (row.low or 0.0) <= lean <= (row.high or 0.0):
        problem = f"the trunk leans by {lean:.0f} degrees then, which is not upright"
        raise InputError(where="standing_s", problem=problem, remedy="a moment at which the person stands upright")
    spines = usual(constants).spines_deg if ahead is None else float(np.median(_below(ahead)))
    return Standing(lean, spines, seen=True)


def used(places: Mapping[str, Array], body: Body, constants: Constants, carrying: Carrying) -> dict[str, Array]:
    """The tracks that a posture is made of: hips, shoulders, the middle of the hands, and the pelvis if it was seen.

    Raises InputError where a hand is missing.
    """
    if carrying not in CARRYING:
        raise InputError(where="carrying", problem=f"{carrying!r} is no hand", remedy=f"one of {', '.join(CARRYING)}")
    found = {name: places[name] for name in TRUNK}
    grip = segments(body, constants).hand_m
    hands = [_hand(places, side, grip) for side in SIDES if carrying in ("both", side)]
    found["hands"] = np.asarray(sum(hands) / len(hands))
    if (spines := pelvis_spines(places)) is not None and _seen(spines) >= SPINES_SEEN:
        found["front of the pelvis"], found["back of the pelvis"] = spines
    return found


def stance(tracks: Mapping[str, Array], body: Body, constants: Constants, standing: Standing) -> Stance:
    """What the used tracks show, frame by frame; no NaN among them."""
    hips = (tracks["left_hip"] + tracks["right_hip"]) / 2
    shoulders = (tracks["left_shoulder"] + tracks["right_shoulder"]) / 2
    across = tracks["right_hip"] - tracks["left_hip"]
    axes = facing(across)
    line, ahead = _sagittal(tracks)
    bent = Trunk(constants).bent(
        _straightened(line, standing.lean_deg),
        _seen_from(axes, tracks["right_shoulder"] - tracks["left_shoulder"]),
        None if ahead is None else _below(ahead) - standing.spines_deg,
    )
    disc = _disc(bent.pelvis, body, constants)
    trunk = constants.value("segment_com_fraction", condition=f"{body.sex} trunk from proximal")
    middle = shoulders + trunk * (hips - shoulders)
    return Stance(
        bent=bent,
        hands=_seen_from(axes, tracks["hands"] - hips) - disc,
        axes=axes,
        moving=np.stack([middle, tracks["hands"]], axis=1),
        level_deg=np.rad2deg(np.arctan2(np.abs(across[:, 1]), np.hypot(across[:, 0], across[:, 2]))),
        hips_m=np.hypot(across[:, 0], across[:, 2]),
        reach_m=np.linalg.norm(tracks["hands"] - shoulders, axis=1),
    )


def believable(seen: Stance, body: Body, constants: Constants) -> Flags:
    """Frames whose trunk is bent as a trunk can be, and whose hands are where arms reach."""
    within = seen.hips_m >= NARROW_M
    for condition, figure in (
        ("lumbar flexion, deg", seen.bent.lumbar),
        ("side bend, deg", seen.bent.side),
        ("turn, deg", seen.bent.twist),
        ("landmarks off the chain, deg", np.rad2deg(seen.bent.apart)),
        ("hands from the shoulders, arm lengths", seen.reach_m / segments(body, constants).arm_m),
    ):
        row = constants.row("believable_trunk", condition=condition)
        within &= (figure >= (-np.inf if row.low is None else row.low)) & (figure <= (row.high or np.inf))
    return within


def knees(places: Mapping[str, Array]) -> Array | None:
    """How far the knees are bent, degrees, the mean of those that were seen; None where no leg has a track."""
    found = []
    for side in SIDES:
        if {f"{side}_knee", f"{side}_ankle"} <= set(places):
            thigh = places[f"{side}_hip"] - places[f"{side}_knee"]
            shank = places[f"{side}_knee"] - places[f"{side}_ankle"]
            along = (thigh * shank).sum(axis=1)
            found.append(np.rad2deg(np.arctan2(np.linalg.norm(np.cross(thigh, shank), axis=1), along)))
    if not found:
        return None
    both = np.stack(found)
    seen = np.isfinite(both)
    return np.asarray(np.where(seen, both, 0).sum(axis=0) / np.where(seen.any(axis=0), seen.sum(axis=0), np.nan))


def facing(across: Array) -> Array:
    """Forward, up and right (rows; frames x 3 x 3) of who has their hips so, from left to right."""
    level = across * (1 - UP)
    right = level / np.maximum(np.linalg.norm(level, axis=1, keepdims=True), np.finfo(float).tiny)
    return np.stack([np.cross(UP, right), np.broadcast_to(UP, right.shape), right], axis=1)


def _sagittal(tracks: Mapping[str, Array]) -> tuple[Array, Array | None]:
    """From hips to shoulders, and from the posterior to the anterior iliac spines if seen: forward, up, right."""
    axes = facing(tracks["right_hip"] - tracks["left_hip"])
    line = tracks["left_shoulder"] + tracks["right_shoulder"] - tracks["left_hip"] - tracks["right_hip"]
    if "front of the pelvis" not in tracks:
        return _seen_from(axes, line), None
    return _seen_from(axes, line), _seen_from(axes, tracks["front of the pelvis"] - tracks["back of the pelvis"])


def _below(ahead: Array) -> Array:
    """By how many degrees what is ahead is lower."""
    return np.asarray(np.rad2deg(np.arctan2(-ahead[:, 1], ahead[:, 0])))


def _straightened(line: Array, lean_deg: float) -> Array:
    """Directions leaning so much less."""
    cos, sin = np.cos(np.deg2rad(lean_deg)), np.sin(np.deg2rad(lean_deg))
    forward, up, right = line.T
    return np.stack([forward * cos - up * sin, forward * sin + up * cos, right], axis=1)


def _hand(places: Mapping[str, Array], side: str, grip_m: float) -> Array:
    """The middle of a grip: the knuckles, or as far beyond the wrist as a hand is long, or the wrist."""
    if f"{side}_knuckle" in places:
        return places[f"{side}_knuckle"]
    other = "left" if side == "right" else "right"
    need(
        places, (f"{side}_wrist",), "landmarks", f"the load hangs on the hands; where one hand lifts, carrying {other}"
    )
    wrist = places[f"{side}_wrist"]
    if f"{side}_elbow" not in places:
        return wrist
    forearm = wrist - places[f"{side}_elbow"]
    long = np.linalg.norm(forearm, axis=1, keepdims=True)  # of none the hand is at the wrist
    return np.asarray(wrist + grip_m * forearm / np.maximum(long, np.finfo(float).tiny))


def _disc(pelvis_deg: Array, body: Body, constants: Constants) -> Array:
    """L5/S1 from the middle of the hips: forward, up, right."""
    tilt = np.deg2rad(pelvis_deg)
    far = body.height_m * constants.value("segment_length_fraction", condition="hip to L5/S1")
    return far * np.stack([np.sin(tilt), np.cos(tilt), np.zeros_like(tilt)], axis=1)


def _seen(tracks: tuple[Array, ...]) -> float:
    return float(np.isfinite(np.concatenate(tracks, axis=1)).all(axis=1).mean())


def _seen_from(axes: Array, vectors: Array) -> Array:
    """Vectors of the room as forward, up and right of the person."""
    return np.asarray((axes @ vectors[:, :, None])[:, :, 0])
