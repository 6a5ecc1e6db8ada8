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
from multifidus.findings.lifting.moving import (
    acceleration,
    acceleration_noise,
    cutoff,
    even_times,
    filled,
    long_enough,
    noise,
    runs,
    smoothed,
)
from multifidus.findings.lifting.stance import LEVEL_DEG, Carrying, Stance, believable, knees, stance, used

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
) -> Motion:
    """The motion of somebody whose landmarks (metres, the second axis up) were seen at these times."""
    wanted, longest = even_times(times), constants.value("landmark_gap")
    rate = (len(wanted) - 1) / float(wanted[-1] - wanted[0]) if len(wanted) > 1 else 0.0
    found = {
        name: filled(times, track, wanted, longest) for name, track in used(places, body, constants, carrying).items()
    }
    every = np.stack([track for track, _ in found.values()], axis=1)
    usable: Flags = np.asarray(np.isfinite(every).all(axis=(1, 2)))
    if not usable.any():
        raise _nothing(found)
    filtered = _filtered(every, usable, list(found).index("hands"), rate, constants)
    fast = filtered.cutoff_hz
    quick = [part for part in runs(usable) if long_enough(part.stop - part.start, rate, fast)]
    for part in quick:
        every[part] = smoothed(every[part], rate, fast)
    seen = stance({name: every[usable, n] for n, name in enumerate(found)}, body, constants)
    pushed = np.zeros((len(wanted), 2, 3))
    moving = _spread(seen.moving, usable)
    for part in quick if acceleration_known else ():
        pushed[part] = acceleration(moving[part], rate)
    good = believable(seen.bent, constants)
    if not good.any():
        problem = "hips and shoulders stand to each other as in no person"
        raise InputError(where="landmarks", problem=problem, remedy="look whether they are named rightly")
    kept = usable.copy()
    kept[usable] = good
    bend, knees_said = _knees(times, places, wanted, longest, kept)
    faced = np.einsum("fij,fkj->fki", seen.axes[good], pushed[kept])
    filled_in = np.any([there for _, there in found.values()], axis=0)[kept]
    left_out = (*_stretches(wanted, ~usable, "not seen for longer than is filled"), *_jumps(wanted, usable, kept))
    bent = seen.bent
    heard = [
        *_rests_on("front of the pelvis" in found),
        *filtered.said(usable, quick),
        *_gaps(filled_in, left_out),
        *_level(seen, good),
        *knees_said,
    ]
    angles = np.stack([bent.pelvis, bent.lumbar, bent.side, bent.turn], axis=1)[good]
    return Motion(
        times_s=wanted[kept],
        angles=np.concatenate([angles, bend[:, None]], axis=1),
        hands=seen.hands[good],
        trunk_acceleration=faced[:, 0],
        hands_acceleration=faced[:, 1],
        filled=filled_in,
        left_out=tuple(sorted(left_out, key=lambda one: one.from_s)),
        said=tuple(heard),
    )


def _spread(some: Array, where: Flags) -> Array:
    found = np.full((len(where), *some.shape[1:]), np.nan)
    found[where] = some
    return found


def _knees(
    times: Array, places: Mapping[str, Array], wanted: Array, longest: float, kept: Flags
) -> tuple[Array, tuple[str, ...]]:
    """The bend of the knees in the frames that are kept, 0 where it was not seen, and a word on that."""
    bend = knees(places)
    if bend is None:
        return np.zeros(int(kept.sum())), ("knees were not seen: their bend is told as 0, and bears on no load",)
    track, _ = filled(times, np.repeat(bend[:, None], 3, axis=1), wanted, longest)
    known = track[kept, 0]
    unseen = ~np.isfinite(known)
    said = (f"frames in which no knee was seen, told as unbent: {int(unseen.sum())}",) if unseen.any() else ()
    return np.where(unseen, 0.0, known), said


def _nothing(found: Mapping[str, tuple[Array, Flags]]) -> InputError:
    seen = {name.replace("_", " "): int(np.isfinite(track).all(axis=1).sum()) for name, (track, _) in found.items()}
    least = min(seen, key=lambda name: seen[name])
    problem = f"no frame shows hips, shoulders and hands at once; {least} is seen in {seen[least]}"
    return InputError(
        where="landmarks", problem=problem, remedy="look at what the tool lost, or say which hand carries"
    )


def _rests_on(spines: bool) -> tuple[str, ...]:
    if spines:
        return ("pelvis and lumbar spine are told apart by the iliac spines, as if they stood like most people's",)
    return (
        "no landmark shows the pelvis: what of the trunk's lean is lumbar spine is the usual share (Tafazzol 2014)",
    )


@dataclass(frozen=True, slots=True)
class _Filtered:
    """How tracks are smoothed: where the noise begins, and what of it is left in an acceleration."""

    cutoff_hz: float
    rate_hz: float
    noise_m: float

    def said(self, usable: Flags, quick: Sequence[slice]) -> tuple[str, ...]:
        slow = int(usable.sum()) - sum(part.stop - part.start for part in quick)
        left = acceleration_noise(self.noise_m, self.rate_hz, self.cutoff_hz) if quick else 0.0
        said = (
            f"places are smoothed: what is faster than {self.cutoff_hz:.2g} Hz is taken as noise, "
            f"of {1000 * self.noise_m:.1g} mm in the hands; it leaves an acceleration of about {left:.1g} m/s2",
        )
        if not slow:
            return said
        few = "too few frames a second" if 0 < self.rate_hz <= 2 * self.cutoff_hz else "too few frames in a row"
        return (*(said if quick else ()), f"frames without acceleration, loaded as if held still ({few}): {slow}")


def _filtered(every: Array, usable: Flags, hands: int, rate: float, constants: Constants) -> _Filtered:
    row, most = constants.row("landmark_cutoff"), constants.value("landmark_noise")
    jumps = [(part.stop - part.start, noise(every[part, hands])) for part in runs(usable)]
    shaken = float(np.average([jump for _, jump in jumps], weights=[long for long, _ in jumps]))
    bounds = (row.low or 0.0, row.high or np.inf)
    return _Filtered(cutoff(shaken, rate, bounds, most) if rate else bounds[0], rate, shaken)


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


def _stretches(times: Array, which: Flags, why: str) -> list[LeftOut]:
    return [LeftOut(float(times[part.start]), float(times[part.stop - 1]), why) for part in runs(which)]


def _jumps(times: Array, usable: Flags, kept: Flags) -> list[LeftOut]:
    return _stretches(times, usable & ~kept, "the landmarks stand to each other as in no person")
