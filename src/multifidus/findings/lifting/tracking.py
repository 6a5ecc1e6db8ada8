"""From landmarks over time to a motion: gaps, noise, acceleration, and what has to be said about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.motion import LeftOut, Motion
from multifidus.findings.lifting.moving import acceleration, even_times, filled, jumps, runs, smoothed
from multifidus.findings.lifting.smoothing import Smoothing, chosen
from multifidus.findings.lifting.stance import (
    LEVEL_DEG,
    Carrying,
    Stance,
    Standing,
    believable,
    knees,
    stance,
    upright,
    used,
    usual,
)

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

AROUND_S = 0.25  # of a moment at which somebody stands
SPARSE = 4  # times as long as its frames would take: a recording of two parts


def tracked(
    times: Array,
    places: Mapping[str, Array],
    body: Body,
    constants: Constants,
    carrying: Carrying,
    *,
    acceleration_known: bool = True,
    standing_s: float | None = None,
) -> Motion:
    """The motion of somebody whose landmarks (metres, the second axis up) were seen at these times.

    `standing_s` is a moment at which the person stands upright, if somebody told one.
    """
    even = _even(times, used(places, body, constants, carrying), constants)
    smoothing = chosen(even.tracks[:, even.names.index("hands")], runs(even.usable), even.rate_hz, constants)
    for part in smoothing.quick:
        for n in range(len(even.names)):  # one after another: the spectrum of all would be as large again
            even.tracks[part, n] = smoothed(even.tracks[part, n], even.rate_hz, smoothing.cutoff_hz)
    standing = usual(constants) if standing_s is None else upright(even.at(standing_s), constants)
    seen = stance(even.where(even.usable), body, constants, standing)
    good = believable(seen, body, constants)
    if not good.any():
        problem = "hips, shoulders and hands stand to each other as in no person"
        raise InputError(where="landmarks", problem=problem, remedy="look whether they are named rightly")
    kept = even.usable.copy()
    kept[even.usable] = good
    pushed = _pushed(even, seen, smoothing if acceleration_known else None)[kept]
    faced = (seen.axes[good][:, None] @ pushed[:, :, :, None])[..., 0]
    bend, knees_said = _knees(times, places, even, kept)
    bent, left_out = seen.bent, _left_out(even, kept)
    return Motion(
        times_s=even.times[kept],
        angles=np.stack([bent.pelvis[good], bent.lumbar[good], bent.side[good], bent.turn[good], bend], axis=1),
        twist_deg=bent.twist[good],
        hands=seen.hands[good],
        trunk_acceleration=faced[:, 0],
        hands_acceleration=faced[:, 1],
        filled=even.filled[kept],
        left_out=left_out,
        said=(
            *_rests_on("front of the pelvis" in even.names, standing),
            *smoothing.said(int(even.usable.sum())),
            *((f"frames in which a landmark leapt away and back, taken as not seen: {even.leapt}",) * bool(even.leapt)),
            *_gaps(even.filled[kept], left_out),
            *_level(seen, good),
            *knees_said,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Even:
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


def _even(times: Array, wanted: Mapping[str, Array], constants: Constants) -> _Even:
    longest = constants.value("landmark_gap")
    _without_a_break(times)
    even = even_times(times)
    tracks, there = np.empty((len(even), len(wanted), 3)), np.zeros(len(even), bool)
    off, rate = constants.value("landmark_jump"), (len(even) - 1) / float(even[-1] - even[0]) if len(even) > 1 else 0.0
    leapt = np.zeros(len(times), bool)
    for n, track in enumerate(wanted.values()):
        astray = jumps(track, rate, off)
        leapt |= astray
        tracks[:, n], filled_in = filled(times, np.where(astray[:, None], np.nan, track), even, longest)
        there |= filled_in
    usable = np.asarray(np.isfinite(tracks).all(axis=(1, 2)))
    if not usable.any():
        seen = {name: int(np.isfinite(tracks[:, n]).all(axis=1).sum()) for n, name in enumerate(wanted)}
        least = min(seen, key=lambda name: seen[name])
        problem = (
            f"no frame shows hips, shoulders and hands at once; {least.replace('_', ' ')} is seen in {seen[least]}"
        )
        raise InputError(
            where="landmarks", problem=problem, remedy="look at what the tool lost, or say which hand carries"
        )
    return _Even(even, rate, longest, tuple(wanted), tracks, usable, there, int(leapt.sum()))


def _without_a_break(times: Array) -> None:
    """Raises InputError where most of the time has no frames: what lies between cannot even be counted."""
    steps = np.diff(times)
    if len(steps) and times[-1] - times[0] > SPARSE * len(times) * np.median(steps):
        at = int(steps.argmax())
        problem = f"from {times[at]:g} to {times[at + 1]:g} s there is no frame"
        raise InputError(where="times", problem=problem, remedy="give what lies before and after as two recordings")


def _pushed(even: _Even, seen: Stance, smoothing: Smoothing | None) -> Array:
    """Accelerations of the middle of the trunk and of the hands, frames x 2 x 3 in the room; none where not known."""
    moving, found = np.zeros((len(even.times), 2, 3)), np.zeros((len(even.times), 2, 3))
    moving[even.usable] = seen.moving
    if smoothing is None:
        return found
    for part in smoothing.quick:
        found[part] = acceleration(smoothed(moving[part], even.rate_hz, smoothing.slow_hz), even.rate_hz)
    return found


def _left_out(even: _Even, kept: Flags) -> tuple[LeftOut, ...]:
    stretches = (
        *_stretches(even.times, ~even.usable, "not seen for longer than is filled"),
        *_stretches(even.times, even.usable & ~kept, "the landmarks stand to each other as in no person"),
    )
    return tuple(sorted(stretches, key=lambda one: one.from_s))


def _stretches(times: Array, which: Flags, why: str) -> list[LeftOut]:
    return [LeftOut(float(times[part.start]), float(times[part.stop - 1]), why) for part in runs(which)]


def _knees(times: Array, places: Mapping[str, Array], even: _Even, kept: Flags) -> tuple[Array, tuple[str, ...]]:
    """The bend of the knees in the frames that are kept, 0 where it was not seen, and a word on that."""
    bend = knees(places)
    if bend is None:
        return np.zeros(int(kept.sum())), ("knees were not seen: their bend is told as 0, and bears on no load",)
    track, _ = filled(times, np.repeat(bend[:, None], 3, axis=1), even.times, even.longest_s)
    known = track[kept, 0]
    unseen = ~np.isfinite(known)
    said = (f"frames in which no knee was seen, told as unbent: {int(unseen.sum())}",) if unseen.any() else ()
    return np.where(unseen, 0.0, known), said


def _rests_on(spines: bool, standing: Standing) -> tuple[str, ...]:
    as_whom = "this person's at the moment told" if standing.seen else "most people's"
    if spines:
        return (f"pelvis and lumbar spine are told apart by the iliac spines; upright is as {as_whom}",)
    return (
        "no landmark shows the pelvis: what of the trunk's lean is lumbar spine is the usual share (Tafazzol 2014)",
        *((f"upright is as {as_whom}",) * standing.seen),
    )


def _gaps(filled_in: Flags, left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    said = (f"frames filled in from their neighbours: {int(filled_in.sum())}",) if filled_in.any() else ()
    if not left_out:
        return said
    long = sum(one.to_s - one.from_s for one in left_out)
    return (*said, f"stretches left out: {len(left_out)}, {long:.2g} s together; the worst moment may lie there")


def _level(seen: Stance, good: Flags) -> tuple[str, ...]:
    most = float(np.abs(seen.level_deg[good]).max())
    if most <= LEVEL_DEG:
        return ()
    return (f"the pelvis is tilted to the side by up to {most:.0f} degrees, but taken as level",)
