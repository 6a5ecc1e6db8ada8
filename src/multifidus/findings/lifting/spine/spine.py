"""What a posture and a load in the hands do to each lumbar disc and muscle.

Arms and load hang on the shoulders (the torso model has none: de Leva's segments, Winter's lengths); the moments of all
above each disc are shared among muscles and, where the spine is bent, passive tissue; what muscles, tissue and weight
press on a disc is its load. Trunk and load are pushed by their acceleration as by a weight; how the trunk resists being
turned faster about its own middle is left out (a few newton metres in a quick lift).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.posture import Posture
from multifidus.findings.lifting.spine.abdomen import Abdomen
from multifidus.findings.lifting.spine.levers import is_erector, lengthening
from multifidus.findings.lifting.spine.muscles import share
from multifidus.findings.lifting.spine.passive import Passive
from multifidus.findings.lifting.spine.torso import GRAVITY, LEVELS, Torso, Wrench

Array = NDArray[np.float64]

FLEXION = 0  # of flexion, side bend and turn
FORWARD, UP = 0, 1  # of a vertebra's axes
L4L5 = LEVELS.index("L4/L5")
PSOAS = "Ps_"  # works at the hip; the others keep the trunk upright
CO_ACTIVATIONS = ("upright, nothing held", "upright, 32 kg on the trunk")
DEVIATIONS = NormalDist().inv_cdf(0.975)  # from the middle of a row to its ends
MM2 = 1e-6
MPA = 1e-6
DOWN = np.array([0.0, -GRAVITY, 0.0])  # forward, up, right


@dataclass(frozen=True, slots=True)
class Loads:
    """What each frame does: discs in the order of `LEVELS` from L5/S1 up, muscles as the torso names them.

    compression_n and shear_n (positive: the upper vertebra is pushed forward), frames x 5; pressure_mpa, frames x 5;
    activation, frames x muscles, 0 to 1; abdomen_kpa, frames: the pressure in the belly; left_nm, frames x 15: moments
    that neither muscles nor passive tissue bear.
    """

    compression_n: Array
    shear_n: Array
    pressure_mpa: Array
    activation: Array
    abdomen_kpa: Array
    left_nm: Array

    @property
    def worst(self) -> tuple[int, str]:
        """The frame and the disc with the largest compression."""
        frame, level = np.unravel_index(int(self.compression_n.argmax()), self.compression_n.shape)
        return int(frame), LEVELS[int(level)]


class Spine:
    """The lumbar spine of one person under load.

    `braced` presses the belly as people were measured to who lift upright. It takes a tenth off a heavy lift; as nobody
    knows of a person whether they do, and how it is in a deep bend, it is left out unless asked for.
    """

    def __init__(self, body: Body, constants: Constants, *, braced: bool = False) -> None:
        self.body, self.constants, self.braced = body, constants, braced
        self.torso = Torso(body, constants)
        value, scale = constants.value, self.torso.segments.scale
        self.level_shares = np.array([value("lumbar_flexion_share", condition=level) for level in LEVELS])
        self.level_shares /= self.level_shares.sum()
        self._passive, self._abdomen = Passive(constants, body.sex), Abdomen(constants, scale)
        self._longer = np.where(is_erector(self.torso), lengthening(self.torso, body, constants), 1.0)
        inclined = [constants.row("disc_inclination", condition=f"{level}, standing") for level in LEVELS]
        self._inclined = np.deg2rad(np.array([(row.low, row.value, row.high) for row in inclined], float))
        self._give = np.full(3 * len(LEVELS), value("disc_moment_given"))
        self._tonic = np.array([not name.startswith(PSOAS) for name in self.torso.muscles], float)
        self._area = value("disc_area_L4L5") * MM2 * scale**2
        self._factor = value("pressure_to_force_factor", condition="L4/L5 disc")
        self._empty = value("disc_pressure_without_load")

    def loads(self, postures: Sequence[Posture], load_kg: Array | float, *, tilts: Array | float = 0.0) -> Loads:
        """The loads of postures with so many kilograms in the hands.

        `tilts`: how much more than usual the discs lean forward, in standard deviations among people.
        """
        held = np.broadcast_to(np.asarray(load_kg, float), (len(postures),))
        wrench, field = self._hung(postures, held)
        mechanics = self.torso.mechanics(self._angles(postures), field, wrench)
        mechanics.moments[:, FLEXION::3] *= self._longer
        needed = mechanics.needed.copy()
        lumbar = np.array([one.lumbar for one in postures])
        passive = self._passive.moment_nm(lumbar, needed[:, FLEXION::3], self.level_shares)
        pressure = self._abdomen.pressure_kpa(needed[:, FLEXION::3][:, L4L5]) * self.braced
        lifted, extended = self._abdomen.push(pressure)
        needed[:, FLEXION::3] -= passive + extended[:, None]
        shared = share(mechanics.moments, needed, give=self._give, floor=self._co_activation(postures, held))
        held_up = mechanics.carried - np.einsum("flam,fm->fla", mechanics.pressing, shared.activation)
        compression, shear = self._across(held_up, lumbar, np.broadcast_to(np.asarray(tilts, float), held.shape))
        compression += self._passive.compression_n(passive) - lifted[:, None]
        compression += self._passive.beyond_n(shared.left[:, FLEXION::3])
        return Loads(
            compression_n=compression,
            shear_n=shear,
            pressure_mpa=self._empty + compression / (self._factor * self._area) * MPA,
            activation=shared.activation,
            abdomen_kpa=pressure,
            left_nm=shared.left,
        )

    def _across(self, held_up: Array, lumbar: Array, tilts: Array) -> tuple[Array, Array]:
        """What holds a vertebra up, as compression of the disc below it and shear along that disc (frames x 5 each).

        A disc lies between its vertebrae: where they turn by an angle against each other, it turns by half of it.
        """
        low, usual, high = self._inclined.T
        span = np.where(tilts[:, None] > 0, high - usual, usual - low) / DEVIATIONS
        leaning = usual + tilts[:, None] * span - np.deg2rad(lumbar)[:, None] * self.level_shares / 2
        sin, cos = np.sin(leaning), np.cos(leaning)
        forward, up = held_up[:, :, FORWARD], held_up[:, :, UP]
        return forward * sin + up * cos, up * sin - forward * cos

    def places(self, postures: Sequence[Posture]) -> Array:
        """Where discs and the middle between the shoulders are from L5/S1 (frames x 6 x 3: forward, up, right)."""
        tilts = np.deg2rad([one.pelvis for one in postures])
        joints = self.torso.joints(self._angles(postures))
        return np.stack([_pitched(joints[:, n], -tilts) for n in range(joints.shape[1])], axis=1)

    def shoulders(self, postures: Sequence[Posture]) -> Array:
        """Where the middle between the shoulders is from L5/S1 (frames x 3: forward, up, right of the world)."""
        return np.asarray(self.places(postures)[:, -1])

    def _angles(self, postures: Sequence[Posture]) -> Array:
        told = np.deg2rad([[one.lumbar, one.side, one.turn] for one in postures])
        return np.asarray(told[:, None, :] * self.level_shares[None, :, None])

    def _co_activation(self, postures: Sequence[Posture], held: Array) -> Array:
        """How much every muscle of the trunk works at the least (frames x muscles), to keep the spine from buckling."""
        still, loaded = (self.constants.row("co_activation", condition=told) for told in CO_ACTIVATIONS)
        least, more = still.value or 0.0, loaded.value or 0.0
        level = least + (more - least) * held / self.constants.value("co_activation_mass")
        upright = np.array([1 - one.borne for one in postures])
        return np.asarray((np.minimum(level, loaded.high or more) * upright)[:, None] * self._tonic)

    def _hung(self, postures: Sequence[Posture], held: Array) -> tuple[Wrench, Array]:
        """What hangs on the shoulders, and gravity less acceleration, in the axes of each posture's pelvis."""
        part = self.torso.segments
        tilts = np.deg2rad([one.pelvis for one in postures])
        carried = np.array([[1 - one.borne] for one in postures])
        trunk = carried * _pitched(DOWN - np.array([one.trunk_acceleration for one in postures]), tilts)
        load = carried * _pitched(DOWN - np.array([one.hands_acceleration for one in postures]), tilts)
        shoulders = self.torso.joints(self._angles(postures))[:, -1]
        hands = _pitched(np.array([one.hands for one in postures]), tilts)
        arms = shoulders + part.arm_com * (hands - shoulders)
        free = np.array([[1 - one.arms_borne] for one in postures])
        pull_of_arms = free * 2 * part.arm_kg * ((1 - part.arm_com) * trunk + part.arm_com * load)
        pull_of_load = held[:, None] * load
        wrench = Wrench(
            force=pull_of_arms + pull_of_load,
            moment=np.cross(arms, pull_of_arms) + np.cross(hands, pull_of_load),
        )
        return wrench, trunk


def _pitched(places: Array, tilts: Array) -> Array:
    """Forward, up, right of the world in the axes of a pelvis that is tilted forward."""
    forward, up, right = places.T
    cos, sin = np.cos(tilts), np.sin(tilts)
    return np.stack([forward * cos - up * sin, forward * sin + up * cos, right], axis=1)
