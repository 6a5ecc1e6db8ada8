"""How far pelvis and lumbar spine are bent, from where hips and shoulders are.

The trunk is a chain: hips, pelvis, five discs that turn by their shares, and a thorax that carries the shoulders and
turns on by what the lumbar spine cannot. Its
angles are those that bring the chain's line from hips to shoulders, and its line from shoulder to shoulder, onto those
seen (least squares; three unknowns, a few Gauss-Newton steps, all frames at once). What leans of the whole is pelvis
comes from the iliac spines where they were seen, and from the lumbo-pelvic rhythm of Tafazzol 2014 where not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.posture import STOOPED_DEG
from multifidus.findings.lifting.spine.torso import LEVELS

Array = NDArray[np.float64]

FRAMES_AT_ONCE = 1024  # however long a recording, no more is worked on
SLOPES = 1e-6  # radians, to try how the chain moves
STEPS, FARTHEST, SETTLED = 12, 0.3, 1e-9  # radians a step
DAMPING = 1e-9
UP = np.array([0.0, 1.0, 0.0])  # forward, up, right
RIGHT = np.array([0.0, 0.0, 1.0])


class Rhythm:
    """How much of a bent trunk is lumbar spine where no landmark tells."""

    def __init__(self, constants: Constants) -> None:
        share = partial(constants.value, "lumbar_share_of_inclination")
        self._shares = [share(condition=f"stoop, trunk inclined {at} deg") for at in STOOPED_DEG]
        self._most = np.deg2rad(constants.value("lumbar_flexion_range"))

    def lumbar(self, inclination: Array) -> Array:
        """Lumbar flexion of a trunk that leans so far (radians); the rest is pelvis."""
        share = np.interp(inclination, np.deg2rad(STOOPED_DEG), self._shares)
        return np.asarray(np.minimum(share * inclination, self._most))


@dataclass(frozen=True, slots=True)
class Bent:
    """Angles of the trunk, frames each, in degrees and as in Posture.

    `twist` is the turn of the shoulders against the pelvis, of which `turn` is the lumbar spine's; `apart` is what the
    chain misses, in radians.
    """

    pelvis: Array
    lumbar: Array
    side: Array
    twist: Array
    turn: Array
    apart: Array


class Trunk:
    """The chain of a person of usual proportions; only directions are compared, so it has no size."""

    def __init__(self, constants: Constants) -> None:
        value = constants.value
        self._shares = [value("lumbar_flexion_share", condition=level) for level in LEVELS]
        heights = [value("disc_height_fraction", condition=level) for level in LEVELS]
        self._parts = np.diff([*heights, 1.0])
        self._most_turn = np.deg2rad(value("lumbar_turn_range"))
        self._hip_to_disc = value("segment_length_fraction", condition="hip to L5/S1")
        self._disc_to_shoulder = value("segment_length_fraction", condition="L5/S1 to shoulder")
        self.rhythm = Rhythm(constants)

    def bent(self, hips_to_shoulders: Array, shoulder_to_shoulder: Array, pelvis_deg: Array | None = None) -> Bent:
        """The angles behind two directions (frames x 3: forward, up, right), the second from left to right.

        `pelvis_deg` is the tilt of the pelvis where landmarks told it.
        """
        seen = np.concatenate([_unit(hips_to_shoulders), _unit(shoulder_to_shoulder)], axis=1)
        pelvis = None if pelvis_deg is None else np.deg2rad(pelvis_deg)
        parts = [slice(at, at + FRAMES_AT_ONCE) for at in range(0, len(seen), FRAMES_AT_ONCE)]
        found = [self._some(seen[part], None if pelvis is None else pelvis[part]) for part in parts]
        return Bent(*np.concatenate(found, axis=1))

    def _some(self, seen: Array, pelvis: Array | None) -> Array:
        """The angles of some frames and what is missed, 6 x frames in the order of Bent."""
        unknown = self._guess(seen, pelvis)
        for _ in range(STEPS):
            step = self._step(unknown, pelvis, seen)
            unknown = unknown + step
            if np.abs(step).max(initial=0.0) < SETTLED:
                break
        tilt, lumbar = self._split(unknown, pelvis)
        apart = np.linalg.norm(self._drawn(unknown, pelvis) - seen, axis=1)
        told = [tilt, lumbar, unknown[:, 1], unknown[:, 2], self._lumbar_turn(unknown[:, 2])]
        return np.stack([*np.rad2deg(told), apart])

    def shoulders(self, lumbar: Array, side: Array, twist: Array) -> tuple[Array, Array]:
        """Where the middle of the shoulders is from L5/S1, and how the thorax is turned, in the axes of the pelvis.

        Frames x 3, as a share of the height when standing, and frames x 3 x 3; angles in radians.
        """
        turned = np.broadcast_to(np.eye(3), (len(lumbar), 3, 3))
        place, turn = np.zeros((len(lumbar), 3)), self._lumbar_turn(twist)
        for share, part in zip(self._shares, self._parts, strict=True):
            turned = turned @ _forward(share * lumbar) @ _sideways(share * side) @ _about(share * turn)
            place = place + part * turned[:, :, 1]
        return place, turned @ _about(twist - turn)

    def _lumbar_turn(self, twist: Array) -> Array:
        return np.asarray(np.clip(twist, -self._most_turn, self._most_turn))

    def _guess(self, seen: Array, pelvis: Array | None) -> Array:
        lean = np.arctan2(seen[:, 0], seen[:, 1])
        turn = np.arctan2(-seen[:, 3], seen[:, 5])
        return np.stack([lean if pelvis is None else lean - pelvis, np.zeros_like(lean), turn], axis=1)

    def _split(self, unknown: Array, pelvis: Array | None) -> tuple[Array, Array]:
        if pelvis is not None:
            return pelvis, unknown[:, 0]
        lumbar = self.rhythm.lumbar(unknown[:, 0])
        return unknown[:, 0] - lumbar, lumbar

    def _drawn(self, unknown: Array, pelvis: Array | None) -> Array:
        """The two directions of the chain at these angles, frames x 6."""
        tilt, lumbar = self._split(unknown, pelvis)
        place, turned = self.shoulders(lumbar, unknown[:, 1], unknown[:, 2])
        lean = _forward(tilt)
        line = self._hip_to_disc * lean[:, :, 1] + self._disc_to_shoulder * (lean @ place[:, :, None])[:, :, 0]
        across = (lean @ turned)[:, :, 2]
        return np.concatenate([_unit(line), across], axis=1)

    def _step(self, unknown: Array, pelvis: Array | None, seen: Array) -> Array:
        now = self._drawn(unknown, pelvis)
        slopes = np.empty((len(unknown), 6, 3))
        for n in range(3):
            tried = unknown.copy()
            tried[:, n] += SLOPES
            slopes[:, :, n] = (self._drawn(tried, pelvis) - now) / SLOPES
        curved = slopes.transpose(0, 2, 1) @ slopes + DAMPING * np.eye(3)
        wanted = slopes.transpose(0, 2, 1) @ (seen - now)[:, :, None]
        return np.clip(np.linalg.solve(curved, wanted)[:, :, 0], -FARTHEST, FARTHEST)


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def _forward(angle: Array) -> Array:
    """Turned so that what is up goes forward; frames x 3 x 3 on forward, up, right."""
    return _turned(angle, 1, 0)


def _sideways(angle: Array) -> Array:
    """Turned so that what is up goes to the right."""
    return _turned(angle, 1, 2)


def _about(angle: Array) -> Array:
    """Turned so that what is forward goes to the right."""
    return _turned(angle, 0, 2)


def _turned(angle: Array, start: int, to: int) -> Array:
    found = np.zeros((len(angle), 3, 3))
    other = 3 - start - to
    found[:, other, other] = 1.0
    found[:, start, start] = found[:, to, to] = np.cos(angle)
    found[:, to, start] = np.sin(angle)
    found[:, start, to] = -np.sin(angle)
    return found
