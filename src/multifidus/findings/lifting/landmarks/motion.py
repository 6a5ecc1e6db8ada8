"""Postures over time, and what they do to each disc over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.lift import HEAVIEST_KG
from multifidus.findings.lifting.posture import Posture
from multifidus.findings.lifting.spine.spine import Loads, Spine
from multifidus.findings.lifting.spine.torso import LEVELS

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

FRAMES_AT_ONCE = 256  # what is worked on at a time, however long the recording


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of time of which nothing is known, and why."""

    from_s: float
    to_s: float
    why: str


@dataclass(frozen=True, slots=True)
class Motion(Sequence[Posture]):
    """A posture for each time at which one is known; `said` is what whoever reads the loads has to know.

    `angles` frames x 5 in degrees: pelvis, lumbar, side, turn, knees; `twist_deg` how far the shoulders are turned
    against the pelvis, of which `turn` is what the lumbar spine can; `hands` frames x 3 in metres from L5/S1, forward,
    up, right; `trunk_acceleration` and `hands_acceleration` likewise, in m/s2. `filled` tells the frames that lay in a
    short gap; longer gaps are `left_out`.
    """

    times_s: Array
    angles: Array
    twist_deg: Array
    hands: Array
    trunk_acceleration: Array
    hands_acceleration: Array
    filled: Flags
    left_out: tuple[LeftOut, ...] = ()
    said: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.times_s)

    @overload
    def __getitem__(self, which: int) -> Posture: ...
    @overload
    def __getitem__(self, which: slice) -> Sequence[Posture]: ...
    def __getitem__(self, which: int | slice) -> Posture | Sequence[Posture]:
        if isinstance(which, slice):
            return [self[n] for n in range(*which.indices(len(self)))]
        pelvis, lumbar, side, turn, knees = self.angles[which].tolist()
        return Posture(
            pelvis=pelvis,
            lumbar=lumbar,
            hands=_place(self.hands[which]),
            side=side,
            turn=turn,
            knees=knees,
            trunk_acceleration=_place(self.trunk_acceleration[which]),
            hands_acceleration=_place(self.hands_acceleration[which]),
        )

    def held(self, load_kg: float, between_s: tuple[float, float] | None = None) -> Array:
        """Kilograms in the hands at each time: all the time, or from one second to another, and else none."""
        if not 0 <= load_kg <= HEAVIEST_KG:
            problem = f"{load_kg:g} is not between 0 and {HEAVIEST_KG:g}"
            raise InputError(where="load_kg", problem=problem, remedy="the mass in the hands, in kilograms")
        if between_s is None:
            return np.full(len(self), float(load_kg))
        first, last = between_s
        inside = (self.times_s >= first) & (self.times_s <= last)
        if not inside.any():
            problem = f"no frame lies between {first:g} and {last:g} s"
            remedy = f"the recording runs from {self.times_s[0]:g} to {self.times_s[-1]:g} s"
            raise InputError(where="between_s", problem=problem, remedy=remedy)
        return np.where(inside, float(load_kg), 0.0)

    def blocks(self, spine: Spine, held: Array) -> Iterator[tuple[slice, Loads]]:
        """The loads of some frames at a time, with every muscle."""
        for start in range(0, len(self), FRAMES_AT_ONCE):
            part = slice(start, min(start + FRAMES_AT_ONCE, len(self)))
            yield part, spine.loads(self[part], held[part])

    def loads(self, spine: Spine, load_kg: float, between_s: tuple[float, float] | None = None) -> LoadsOverTime:
        """What each disc bears over time with so many kilograms in the hands, all the time or between two seconds."""
        held = self.held(load_kg, between_s)
        compression, shear, pressure = (np.empty((len(self), len(LEVELS))) for _ in range(3))
        worst: tuple[float, Loads | None, int] = (-np.inf, None, 0)
        for part, loads in self.blocks(spine, held):
            compression[part], shear[part] = loads.compression_n, loads.shear_n
            pressure[part] = loads.pressure_mpa
            if (most := float(loads.compression_n.max())) > worst[0]:
                frame, _ = loads.worst
                worst = (most, loads, frame)
        _, most_loaded, frame = worst
        assert most_loaded is not None  # a motion has a frame
        return LoadsOverTime(self, held, compression, shear, pressure, most_loaded.activation[frame].copy())


@dataclass(frozen=True, slots=True)
class LoadsOverTime:
    """What each disc bears at each time of a motion: frames x 5, in the order of `LEVELS` from L5/S1 up.

    `held_kg` is the hand load that was asked, frames; `activation` what the muscles do at the worst moment.
    """

    motion: Motion
    held_kg: Array
    compression_n: Array
    shear_n: Array
    pressure_mpa: Array
    activation: Array

    @property
    def times_s(self) -> Array:
        """Of the frames."""
        return self.motion.times_s

    @property
    def worst(self) -> tuple[int, str]:
        """The frame and the disc with the largest compression."""
        frame, level = np.unravel_index(int(self.compression_n.argmax()), self.compression_n.shape)
        return int(frame), LEVELS[int(level)]

    @property
    def said(self) -> tuple[str, ...]:
        """What has to be known of the recording beside the figures."""
        return self.motion.said


def _place(vector: Array) -> tuple[float, float, float]:
    forward, up, right = vector.tolist()
    return forward, up, right
