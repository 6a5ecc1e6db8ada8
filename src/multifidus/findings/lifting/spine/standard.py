"""Postures by name and by joint angles: the arms then say where the hands are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multifidus.errors import InputError
from multifidus.findings.lifting.posture import Posture
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import StandardPostureRow


@dataclass(frozen=True, slots=True)
class Angles:
    """Joint angles in degrees, forward and to the right positive.

    `upper_arm` is against the vertical, forward; `elbow` is 0 for a straight arm. The rest is as in Posture.
    """

    pelvis: float = 0.0
    lumbar: float = 0.0
    upper_arm: float = 0.0
    elbow: float = 0.0
    side: float = 0.0
    turn: float = 0.0
    knees: float = 0.0
    borne: float = 0.0
    arms_borne: float = 0.0


def posed(spine: Spine, angles: Angles) -> Posture:
    """The posture of joint angles, both hands before the middle of the body."""
    trunk = Posture(
        pelvis=angles.pelvis,
        lumbar=angles.lumbar,
        hands=(0.0, 0.0, 0.0),
        side=angles.side,
        turn=angles.turn,
        borne=angles.borne,
        arms_borne=angles.arms_borne,
        knees=angles.knees,
    )
    part = spine.torso.segments
    forward, up, right = spine.shoulders([trunk])[0]
    upper, fore = np.deg2rad(angles.upper_arm), np.deg2rad(angles.upper_arm + angles.elbow)
    below = part.forearm_m + part.hand_m
    hands = (
        float(forward + part.upper_arm_m * np.sin(upper) + below * np.sin(fore)),
        float(up - part.upper_arm_m * np.cos(upper) - below * np.cos(fore)),
        float(right),
    )
    return Posture(**{field: getattr(trunk, field) for field in trunk.__slots__ if field != "hands"}, hands=hands)


def names(knowledge: Knowledge) -> list[str]:
    """The postures that have a name."""
    return [row.posture for row in knowledge.rows(StandardPostureRow)]


def standard(spine: Spine, name: str, knowledge: Knowledge) -> Posture:
    """The posture of that name; raises InputError for a name that the table does not have."""
    for row in knowledge.rows(StandardPostureRow):
        if row.posture == name:
            return posed(
                spine,
                Angles(
                    pelvis=row.pelvis_deg,
                    lumbar=row.lumbar_deg,
                    upper_arm=row.upper_arm_deg,
                    elbow=row.elbow_deg,
                    knees=row.knees_deg,
                    borne=row.borne,
                    arms_borne=row.arms_borne,
                ),
            )
    raise InputError(
        where="posture", problem=f"{name!r} is no posture of the table", remedy=", ".join(names(knowledge))
    )
