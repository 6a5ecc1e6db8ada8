"""Whether left is left: what of a body points forward, against forward as the names of the hips have it.

Feet, iliac spines and bent knees point forward whoever names them. A mirror (left-handed axes) shows as exchanged
sides do. Nothing is exchanged on its own: a whole recording is refused, single frames are left out.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.landmarks.names import pelvis_spines
from multifidus.findings.lifting.landmarks.scale import middle

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

BENT_KNEE_M = 0.05  # a knee so far before the line from hip to ankle points somewhere
POINTS_M = 0.03  # feet and pelvis are longer than that
LEANS_M = 0.2  # hands and shoulders so far before the hips
UP = np.array([0.0, 1.0, 0.0])


def exchanged(places: Mapping[str, Array], where: str) -> tuple[Flags, str]:
    """The frames in which left and right cannot be as they are named, and a word where nothing told front from back.

    Places in metres, the second axis up. Raises InputError where it is so in most frames.
    """
    across = places["right_hip"] - places["left_hip"]
    shoulders = places["right_shoulder"] - places["left_shoulder"]
    forward = np.cross(UP, across)
    crossed = (across * shoulders).sum(axis=1) < 0
    cues = [(cue * forward).sum(axis=1)[:, None] for cue in _cues(places)]
    votes = np.nansum(np.sign(np.concatenate(cues, axis=1)), axis=1) if cues else np.zeros(len(across))
    turned = votes < 0
    if crossed.mean() > 0.5:
        raise _refused(where, "left and right of the shoulders are not those of the hips")
    if turned.sum() > (votes > 0).sum():
        raise _refused(where, "feet, knees or pelvis point backwards")
    if not (votes > 0).any():
        lean = _lean(places)
        ahead = (lean * forward).sum(axis=1)[np.linalg.norm(lean, axis=1) > LEANS_M]
        if ahead.size and (ahead < 0).mean() > 0.5:
            raise _refused(where, "trunk and hands lean backwards")
        said = "" if ahead.size else "nothing told front from back: left and right are taken as they are named"
        return crossed, said
    return crossed | turned, ""


def _cues(places: Mapping[str, Array]) -> list[Array]:
    """What points forward, frames x 3 each, NaN where it is too short to tell."""
    found = []
    for side in ("left", "right"):
        heel = places.get(f"{side}_heel", places.get(f"{side}_ankle"))
        if heel is not None and f"{side}_toe" in places:
            found.append(_clear(places[f"{side}_toe"] - heel, POINTS_M))
        leg = [places.get(f"{side}_{joint}") for joint in ("hip", "knee", "ankle")]
        if all(joint is not None for joint in leg):
            hip, knee, ankle = (joint for joint in leg if joint is not None)
            found.append(_clear(knee - (hip + ankle) / 2, BENT_KNEE_M))
    if (spines := pelvis_spines(places)) is not None:
        front, back = spines
        found += [_clear(front - back, POINTS_M)] * 2  # as sure as two feet
    return found


def _lean(places: Mapping[str, Array]) -> Array:
    hips = middle(places, "hip")
    hands = [places[name] for name in ("left_wrist", "right_wrist", "left_knuckle", "right_knuckle") if name in places]
    lean = middle(places, "shoulder") - hips + sum(hand - hips for hand in hands) / max(len(hands), 1)
    return np.asarray(np.nan_to_num(lean) * (1 - UP))


def _clear(cue: Array, least_m: float) -> Array:
    level = cue * (1 - UP)
    return np.where(np.linalg.norm(level, axis=1, keepdims=True) > least_m, level, np.nan)


def _refused(where: str, problem: str) -> InputError:
    remedy = "where the names are exchanged say exchange_sides; where the axes are left-handed turn one of them round"
    return InputError(where=where, problem=problem, remedy=remedy)
