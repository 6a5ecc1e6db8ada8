"""Tracks at even times: short gaps and leaps filled in, longer ones open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.landmarks.moving import even_times, filled, jumps

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

AROUND_S = 0.25  # of a moment at which somebody stands
SPARSE = 4  # times as long as its frames would take: a recording of two parts


@dataclass(frozen=True, slots=True)
class EvenTracks:
    """Tracks at even times (frames x tracks x 3), which frames have all of them, and which were filled in."""

    times: Array
    rate_hz: float  # 0 for a single frame
    longest_s: float  # gap that is filled
    names: tuple[str, ...]
    tracks: Array
    usable: Flags
    filled: Flags
    leapt: int  # frames in which a landmark left its way and came back

    def where(self, frames: Flags) -> dict[str, Array]:
        """The tracks of some frames by their names."""
        return {name: self.tracks[frames, n] for n, name in enumerate(self.names)}

    def at(self, moment_s: float) -> dict[str, Array]:
        """The tracks around a moment. Raises InputError where nothing was seen then."""
        around = self.usable & (np.abs(self.times - moment_s) <= AROUND_S)
        if not around.any():
            problem = f"nobody is seen around {moment_s:g} s"
            remedy = f"the recording runs from {self.times[0]:g} to {self.times[-1]:g} s"
            raise InputError(where="standing_s", problem=problem, remedy=remedy)
        return self.where(around)


def evenly(times: Array, wanted: Mapping[str, Array], constants: Constants) -> EvenTracks:
    """Tracks that were seen at these times, at even times. Raises InputError where no frame has all of them."""
    longest = constants.value("landmark_gap")
    _without_a_break(times)
    even = even_times(times)
    tracks, there = np.empty((len(even), len(wanted), 3)), np.zeros(len(even), bool)
    rate = (len(even) - 1) / float(even[-1] - even[0]) if len(even) > 1 else 0.0
    leapt = np.zeros(len(times), bool)
    for n, track in enumerate(wanted.values()):
        astray = jumps(track, rate, constants.value("landmark_jump"))
        leapt |= astray
        tracks[:, n], filled_in = filled(times, np.where(astray[:, None], np.nan, track), even, longest)
        there |= filled_in
    usable = np.asarray(np.isfinite(tracks).all(axis=(1, 2)))
    if not usable.any():
        raise _never(dict(zip(wanted, tracks.swapaxes(0, 1), strict=True)))
    return EvenTracks(even, rate, longest, tuple(wanted), tracks, usable, there, int(leapt.sum()))


def _never(tracks: Mapping[str, Array]) -> InputError:
    seen = {name.replace("_", " "): int(np.isfinite(track).all(axis=1).sum()) for name, track in tracks.items()}
    least = min(seen, key=lambda name: seen[name])
    problem = f"no frame shows hips, shoulders and hands at once; {least} is seen in {seen[least]}"
    remedy = "look at what the tool lost, or say which hand carries"
    return InputError(where="landmarks", problem=problem, remedy=remedy)


def _without_a_break(times: Array) -> None:
    """Raises InputError where most of the time has no frames: what lies between cannot even be counted."""
    steps = np.diff(times)
    if len(steps) and times[-1] - times[0] > SPARSE * len(times) * np.median(steps):
        at = int(steps.argmax())
        problem = f"from {times[at]:g} to {times[at + 1]:g} s there is no frame"
        raise InputError(where="times", problem=problem, remedy="give what lies before and after as two recordings")
