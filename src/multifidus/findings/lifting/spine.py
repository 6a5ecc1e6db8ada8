"""What a posture and a load in the hands do to each lumbar disc and muscle.

Arms and load hang on the shoulders (the torso model has none: de Leva's segments, Winter's lengths); the moments of all
above each disc are shared among muscles and, where the spine is bent, passive tissue; what muscles, tissue and weight
press on a disc is its load. Trunk and load are pushed by their acceleration as by a weight; how the trunk resists being
turned faster about its own middle is left out (a few newton metres in a quick lift).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.muscles import share
from multifidus.findings.lifting.posture import Posture
from multifidus.findings.lifting.torso import GRAVITY, LEVELS, Mechanics, Torso, Wrench

Array = NDArray[np.float64]

FLEXION, SIDE, TURN = 0, 1, 2
CM = 1e-2
MM2 = 1e-6
MPA = 1e-6
DOWN = np.array([0.0, -GRAVITY, 0.0])  # forward, up, right


@dataclass(frozen=True, slots=True)
class Loads:
    """What each frame does: discs in the order of `LEVELS` from L5/S1 up, muscles as the torso names them.

    compression_n and shear_n (positive: the upper vertebra is pushed forward), frames x 5; pressure_mpa, frames x 5;
    activation, frames x muscles, 0 to 1; left_nm, frames x 15: moments that neither muscles nor passive tissue bear.
    """

    compression_n: Array
    shear_n: Array
    pressure_mpa: Array
    activation: Array
    left_nm: Array

    @property
    def worst(self) -> tuple[int, str]:
        """The frame and the disc with the largest compression."""
        frame, level = np.unravel_index(int(self.compression_n.argmax()), self.compression_n.shape)
        return int(frame), LEVELS[int(level)]


class Spine:
    """The lumbar spine of one person under load."""

    def __init__(self, body: Body, constants: Constants) -> None:
        self.body, self.constants = body, constants
        self.torso = Torso(body, constants)
        value = constants.value
        self._shares = np.array([value("lumbar_flexion_share", condition=level) for level in LEVELS])
        self._range = value("lumbar_flexion_range")
        self._passive = (
            value("passive_extensor_moment", condition="lordotic postures"),
            value("passive_extensor_moment", condition=f"full flexion, {body.sex}"),
        )
        self._lever = value("extensor_moment_arm", condition="single equivalent back extensor, classic value") * CM
        self._give = np.full(15, value("disc_moment_given"))
        self._area = value("disc_area_L4L5") * MM2 * self.torso.segments.scale**2
        self._index = value("pressure_index", condition="L4 normal disc: force = pressure x area / index")
        self._empty = value("disc_pressure_without_load")

    def loads(self, postures: Sequence[Posture], load_kg: Array | float) -> Loads:
        """The loads of postures with so many kilograms in the hands."""
        held = np.broadcast_to(np.asarray(load_kg, float), (len(postures),))
        angles = self._angles(postures)
        wrench, field = self._hung(postures, held, angles)
        mechanics = self.torso.mechanics(angles, field, wrench)
        passive = self._resisted(postures, mechanics.needed)
        shared = share(mechanics.moments, mechanics.needed - passive, give=self._give)
        return self._pressed(mechanics, shared.activation, shared.left, passive)

    def _angles(self, postures: Sequence[Posture]) -> Array:
        told = np.deg2rad([[one.lumbar, one.side, one.turn] for one in postures])
        return np.asarray(told[:, None, :] * self._shares[None, :, None])

    def _hung(self, postures: Sequence[Posture], held: Array, angles: Array) -> tuple[Wrench, Array]:
        """What hangs on the shoulders, and gravity less acceleration, in the axes of each posture's pelvis."""
        part = self.torso.segments
        tilts = np.deg2rad([one.pelvis for one in postures])
        carried = np.array([[1 - one.borne] for one in postures])
        trunk = carried * _pitched(DOWN - np.array([one.trunk_acceleration for one in postures]), tilts)
        load = carried * _pitched(DOWN - np.array([one.hands_acceleration for one in postures]), tilts)
        shoulders = self.torso.joints(angles)[:, -1]
        hands = _pitched(np.array([one.hands for one in postures]), tilts)
        arms = shoulders + part.arm_com * (hands - shoulders)
        pull_of_arms = 2 * part.arm_kg * ((1 - part.arm_com) * trunk + part.arm_com * load)
        pull_of_load = held[:, None] * load
        wrench = Wrench(
            force=pull_of_arms + pull_of_load,
            moment=np.cross(arms, pull_of_arms) + np.cross(hands, pull_of_load),
        )
        return wrench, trunk

    def _resisted(self, postures: Sequence[Posture], needed: Array) -> Array:
        """The moment of passive tissue: none standing, rising to full flexion, and never more than is needed."""
        bent = np.clip([one.lumbar / self._range for one in postures], 0.0, 1.0)
        upright, full = self._passive
        most = (full - upright) * bent**2  # ours: a straight rise from 25 Nm would bear a person who stands
        resisted = np.zeros_like(needed)
        resisted[:, FLEXION::3] = np.clip(needed[:, FLEXION::3], 0.0, most[:, None])
        return resisted

    def _pressed(self, mechanics: Mechanics, activation: Array, left: Array, passive: Array) -> Loads:
        """Weight, muscles and passive tissue on each disc, along and across its axis."""
        pulled = np.einsum("flam,fm->fla", mechanics.pressing, activation)
        force = mechanics.carried - pulled
        force[:, :, 1] += passive[:, FLEXION::3] / self._lever
        compression = force[:, :, 1]
        return Loads(
            compression_n=compression,
            shear_n=force[:, :, 0],
            pressure_mpa=self._empty + self._index * compression / self._area * MPA,
            activation=activation,
            left_nm=left,
        )


def _pitched(places: Array, tilts: Array) -> Array:
    """Forward, up, right of the world in the axes of a pelvis that is tilted forward."""
    forward, up, right = places.T
    cos, sin = np.cos(tilts), np.sin(tilts)
    return np.stack([forward * cos - up * sin, forward * sin + up * cos, right], axis=1)
