"""From landmarks over time to a motion: gaps, noise, acceleration, and what has to be said about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.landmarks.even_tracks import EvenTracks, evenly
from multifidus.findings.lifting.landmarks.motion import LeftOut, Motion
from multifidus.findings.lifting.landmarks.moving import acceleration, filled, runs, smoothed
from multifidus.findings.lifting.landmarks.smoothing import Smoothing, chosen
from multifidus.findings.lifting.landmarks.stance import (
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
    even = evenly(times, used(places, body, constants, carrying), constants)
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
            *_gaps(even, kept, left_out),
            *_level(seen, good),
            *knees_said,
        ),
    )


def _pushed(even: EvenTracks, seen: Stance, smoothing: Smoothing | None) -> Array:
    """Accelerations of the middle of the trunk and of the hands, frames x 2 x 3 in the room; none where not known."""
    moving, found = np.zeros((len(even.times), 2, 3)), np.zeros((len(even.times), 2, 3))
    moving[even.usable] = seen.moving
    if smoothing is None:
        return found
    for part in smoothing.quick:
        found[part] = acceleration(smoothed(moving[part], even.rate_hz, smoothing.slow_hz), even.rate_hz)
    return found


def _left_out(even: EvenTracks, kept: Flags) -> tuple[LeftOut, ...]:
    stretches = (
        *_stretches(even.times, ~even.usable, "not seen for longer than is filled"),
        *_stretches(even.times, even.usable & ~kept, "the landmarks stand to each other as in no person"),
    )
    return tuple(sorted(stretches, key=lambda one: one.from_s))


def _stretches(times: Array, which: Flags, why: str) -> list[LeftOut]:
    return [LeftOut(float(times[part.start]), float(times[part.stop - 1]), why) for part in runs(which)]


def _knees(times: Array, places: Mapping[str, Array], even: EvenTracks, kept: Flags) -> tuple[Array, tuple[str, ...]]:
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


def _gaps(even: EvenTracks, kept: Flags, left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    said, filled_in = [], int(even.filled[kept].sum())
    if even.leapt:
        said.append(f"frames in which a landmark leapt away and back, taken as not seen: {even.leapt}")
    if filled_in:
        said.append(f"frames filled in from their neighbours: {filled_in}")
    if left_out:
        long = sum(one.to_s - one.from_s for one in left_out)
        said.append(f"stretches left out: {len(left_out)}, {long:.2g} s together; the worst moment may lie there")
    return tuple(said)


def _level(seen: Stance, good: Flags) -> tuple[str, ...]:
    most = float(np.abs(seen.level_deg[good]).max())
    if most <= LEVEL_DEG:
        return ()
    return (f"the pelvis is tilted to the side by up to {most:.0f} degrees, but taken as level",)
