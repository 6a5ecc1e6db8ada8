"""What a recorded lift does: each disc over time, the worst moment with its bounds and muscles, and the limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.equations.limits import Sex, compression_limits
from multifidus.findings.lifting.landmarks.motion import LoadsOverTime
from multifidus.findings.lifting.landmarks.recording import Recording
from multifidus.findings.lifting.landmarks.stance import Carrying
from multifidus.findings.lifting.posture import Posture
from multifidus.findings.lifting.reading.doubt import DRAWS, Spread, doubt, spread
from multifidus.findings.lifting.reading.verdicts import LOWEST, Kind, Verdict, mass_verdicts, spine_verdicts
from multifidus.findings.lifting.spine.groups import Group, groups
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.findings.lifting.spine.torso import LEVELS

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DiscCourse:
    """One disc over the whole recording. Shear is the most that the upper vertebra is pushed forward."""

    level: str
    most_n: float
    at_s: float  # of the largest compression
    mean_n: float
    over_s: float  # so long over the action limit
    shear_n: float
    pressure_mpa: float


@dataclass(frozen=True, slots=True)
class Course:
    """The whole answer to a recording; `worst_n` is the largest compression of any disc, with its bounds.

    The bounds hold what the load may weigh, what levers of muscles differ by and how far off landmarks usually are, at
    that moment; not a tool that failed.
    """

    over_time: LoadsOverTime
    discs: tuple[DiscCourse, ...]
    worst_s: float
    worst_level: str
    worst_n: Spread
    worst_posture: Posture
    muscles: tuple[Group, ...]
    verdicts: tuple[Verdict, ...]


def read_course(
    recording: Recording,
    spine: Spine,
    load_kg: float,
    *,
    between_s: tuple[float, float] | None = None,
    carrying: Carrying = "both",
    standing_s: float | None = None,
    weighed: bool = False,
    loadings_a_day: float = 1.0,
    known: tuple[float, Sex] | None = None,
    draws: int = DRAWS,
) -> Course:
    """What a recording does to the person whose spine that is; `known` are age and sex, for limits that go by them.

    Raises InputError for hands that were not seen, and as Recording.loads.
    """
    constants = spine.constants
    over_time = recording.loads(spine, load_kg, between_s=between_s, carrying=carrying, standing_s=standing_s)
    frame, level = over_time.worst
    posture = over_time.motion[frame]
    drawn = _drawn(spine, over_time, frame, weighed=weighed, draws=draws)
    lowest = LEVELS.index(LOWEST)
    low = int(over_time.compression_n[:, lowest].argmax())  # whose limits are its own has its own worst moment
    sliding = int(over_time.shear_n.max(axis=1).argmax())  # as has shear
    unsure = {frame: drawn}
    unsure |= {at: _drawn(spine, over_time, at, weighed=weighed, draws=draws) for at in {low, sliding} - {frame}}
    at_worst = [low if n == lowest else frame for n in range(len(LEVELS))]
    forces: tuple[tuple[dict[Kind, Array], list[int]], ...] = (
        ({"compression": _of_each(over_time.compression_n, [unsure[at][0] for at in at_worst], at_worst)}, at_worst),
        ({"shear": np.column_stack([over_time.shear_n[sliding], unsure[sliding][1]])}, [sliding] * len(LEVELS)),
    )
    value = over_time.compression_n[frame]
    bare = {at: spine.loads([over_time.motion[at]], 0.0) for at in unsure}
    empty: dict[Kind, Array] = {
        "compression": np.array([bare[at].compression_n[0, n] for n, at in enumerate(at_worst)]),
        "shear": bare[sliding].shear_n[0],
    }
    kilograms = doubt(constants, draws=draws, weighed=weighed).loads_kg(load_kg)
    n = LEVELS.index(level)
    return Course(
        over_time=over_time,
        discs=_discs(over_time, compression_limits(constants)[0].value),
        worst_s=float(over_time.times_s[frame]),
        worst_level=level,
        worst_n=spread(float(value[n]), drawn[0][n]),
        worst_posture=posture,
        muscles=groups(
            over_time.activation[None],
            spine.torso.muscles,
            spine.torso.peak_forces,
            capacity_n_cm2=constants.value("muscle_stress", condition="trunk extensors, at their strongest"),
        ),
        verdicts=(
            *(
                verdict
                for force, at in forces
                for verdict in spine_verdicts(
                    constants,
                    force,
                    _places(over_time, at),
                    loadings_a_day=loadings_a_day,
                    known=known,
                    empty=empty,
                    load_kg=load_kg,
                )
            ),
            *mass_verdicts(constants, np.append(load_kg, kilograms), known=known),
        ),
    )


def _of_each(over_time: Array, drawn: Sequence[Array], frames: Sequence[int]) -> Array:
    """Each disc at its frame: the figure and its draws (discs x 1 + draws)."""
    return np.stack([np.append(over_time[at, n], drawn[n][n]) for n, at in enumerate(frames)])


def _places(over_time: LoadsOverTime, frames: Sequence[int]) -> list[str]:
    return [f"{level}, {over_time.times_s[at]:.2f} s" for level, at in zip(LEVELS, frames, strict=True)]


def _drawn(spine: Spine, over_time: LoadsOverTime, frame: int, *, weighed: bool, draws: int) -> tuple[Array, Array]:
    """Compression and shear of one frame, discs x draws of the load, of what people differ by and of landmarks."""
    unsure = doubt(spine.constants, draws=draws, weighed=weighed, by_landmarks=True)
    if not draws:
        return np.empty((len(LEVELS), 0)), np.empty((len(LEVELS), 0))
    held_kg = unsure.loads_kg(float(over_time.held_kg[frame]))
    loads = spine.loads(unsure.around(over_time.motion[frame], spine.constants), held_kg, tilts=unsure.tilts)
    factor = unsure.factor
    return loads.compression_n.T * factor, loads.shear_n.T * factor


def _discs(over_time: LoadsOverTime, action_n: float) -> tuple[DiscCourse, ...]:
    """Each disc over time; a frame counts for the time to its neighbours, but not across what is left out."""
    times = over_time.times_s
    held_s = _durations(times)
    told = []
    for n, level in enumerate(LEVELS):
        pressed = over_time.compression_n[:, n]
        most = int(pressed.argmax())
        told.append(
            DiscCourse(
                level=level,
                most_n=float(pressed[most]),
                at_s=float(times[most]),
                mean_n=float(np.average(pressed, weights=held_s)) if held_s.any() else float(pressed.mean()),
                over_s=float(held_s[pressed > action_n].sum()),
                shear_n=float(over_time.shear_n[:, n].max()),
                pressure_mpa=float(over_time.pressure_mpa[:, n].max()),
            )
        )
    return tuple(told)


def _durations(times: Array) -> Array:
    """How long each frame stands for: the usual time between two frames, at a gap no more than that."""
    if len(times) < 2:
        return np.zeros(len(times))
    steps = np.diff(times)
    return np.minimum(np.append(steps, np.median(steps)), 1.5 * np.median(steps))


def stretches(times: Sequence[float] | Array) -> list[slice]:
    """The frames that follow one another without a gap."""
    places = np.asarray(times, float)
    if len(places) < 2:
        return [slice(0, len(places))]
    steps = np.diff(places)
    ends = [0, *(np.flatnonzero(steps > 1.5 * np.median(steps)) + 1), len(places)]
    return [slice(int(start), int(end)) for start, end in pairwise(ends)]
