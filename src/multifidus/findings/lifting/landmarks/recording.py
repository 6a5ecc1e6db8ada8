"""Landmarks over time from other tools, as somebody's postures and the loads on their discs.

    recording = read_landmarks("lift.trc", knowledge)
    over_time = recording.loads(Spine(body, constants), load_kg=15)

The hand load is always asked: no landmark shows it. `said` holds what the reader of a figure has to know: what was
found and not told, which frames were filled or left out, and what the split of pelvis and lumbar spine rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.landmarks.files import Tracks, read_tracks
from multifidus.findings.lifting.landmarks.motion import LoadsOverTime, Motion
from multifidus.findings.lifting.landmarks.names import Names, hips_from_spines, need
from multifidus.findings.lifting.landmarks.scale import flat, in_metres, middle, stature, too_fast, turned_up, upward
from multifidus.findings.lifting.landmarks.sides import exchanged
from multifidus.findings.lifting.landmarks.stance import Carrying
from multifidus.findings.lifting.landmarks.tracking import tracked
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.foreign import fit
from multifidus.knowledge import Knowledge

Array = NDArray[np.float64]

TRUNK = ("left_hip", "right_hip", "left_shoulder", "right_shoulder")
ORIGIN_M = 1e-3  # hips nearer to nought than this in every frame are the origin
NAMED = 6  # of unknown names, before the rest is counted


@dataclass(frozen=True, slots=True)
class Recording:
    """Landmarks over time: metres, the second axis up, NaN where a place was not seen.

    `places` frames x 3 by landmark; `tall_m` is how tall the person is by the lengths between them; `hips_fixed` where
    places are told from the hips, so that nobody knows how those moved; `said` as of the module.
    """

    times_s: Array
    places: Mapping[str, Array]
    tall_m: float
    hips_fixed: bool = False
    said: tuple[str, ...] = ()

    def postures(
        self, body: Body, constants: Constants, *, carrying: Carrying = "both", standing_s: float | None = None
    ) -> Motion:
        """The posture of each frame. `carrying` says which hand holds the load: both, left or right.

        `standing_s` is a moment at which the person stands upright: how they and the tool see upright is then known.
        Raises InputError where hands are missing, or where no frame can be used.
        """
        places, said = self.places, self._said_of(body)
        if self.hips_fixed:
            places, word = _on_the_feet(places)
            said = (*said, word)
        known = not self.hips_fixed or places is not self.places
        motion = tracked(
            self.times_s, places, body, constants, carrying, acceleration_known=known, standing_s=standing_s
        )
        return replace(motion, said=(*said, *motion.said))

    def loads(
        self,
        spine: Spine,
        load_kg: float,
        *,
        between_s: tuple[float, float] | None = None,
        carrying: Carrying = "both",
        standing_s: float | None = None,
    ) -> LoadsOverTime:
        """What each disc of a person bears over time, with so many kilograms in the hands.

        The load is held all the time, or `between_s`: from one second to another; else as `postures`.
        """
        motion = self.postures(spine.body, spine.constants, carrying=carrying, standing_s=standing_s)
        return motion.loads(spine, load_kg, between_s)

    def _said_of(self, body: Body) -> tuple[str, ...]:
        if abs(self.tall_m / body.height_m - 1) <= 0.15:
            return self.said
        return (*self.said, f"by the landmarks the person is {self.tall_m:.2f} m tall, told were {body.height_m:.2f} m")


def read_landmarks(
    path: Path | str,
    knowledge: Knowledge,
    *,
    rate_hz: float | None = None,
    unit: str | None = None,
    up: str | None = None,
    exchange_sides: bool = False,
) -> Recording:
    """The landmarks of a TRC, CSV or JSON file (landmarks/files.py has the shapes).

    `rate_hz` is for files without times, `unit` (m, cm, mm) and `up` (x, y, z, or with a minus) go before what the
    file tells; what nobody tells is found by the size of a person, and said. Raises InputError, with what to do, for
    what cannot be a person who lifts.
    """
    tracks = read_tracks(Path(path), rate_hz=rate_hz)
    return recorded(tracks, knowledge, Path(path).name, unit=unit, up=up, exchange_sides=exchange_sides)


def recorded(
    tracks: Tracks,
    knowledge: Knowledge,
    where: str,
    *,
    unit: str | None = None,
    up: str | None = None,
    exchange_sides: bool = False,
) -> Recording:
    """The landmarks of points over time; as read_landmarks."""
    constants = Constants(knowledge)
    places, unknown = Names(knowledge).landmarks(tracks, where)
    if exchange_sides:
        places = {_other_side(name): place for name, place in places.items()}
    places |= hips_from_spines(places, constants)
    need(places, TRUNK, where, "hips and shoulders of both sides are what a posture is made of")
    if flat(places):
        problem = "all places lie in one plane: a picture does not tell how far away a load is"
        raise InputError(where=where, problem=problem, remedy="use a tool that gives three dimensions")
    tall = stature(places, constants)
    metres, unit_said = in_metres(tall, unit or tracks.unit, constants, where)
    axis, up_said = upward(places, up or tracks.up, where)
    turned = metres * turned_up(axis).T
    for name, place in places.items():
        places[name] = place @ turned
    frozen, frozen_said = _frozen(tracks.times_s, places, constants.value("landmark_gap"), where)
    wrong, sides_said = exchanged(places, where)
    for place in places.values():
        place[frozen | wrong] = np.nan
    if wrong.any():
        sides_said = f"frames in which left and right changed places, taken as not seen: {int(wrong.sum())}"
    too_fast(tracks.times_s, places, tall * metres, constants, where)
    fixed = bool(np.nanmax(np.abs(middle(places, "hip"))) <= ORIGIN_M)
    names_said = _names_said(unknown)
    said = tuple(word for word in (names_said, unit_said, up_said, frozen_said, sides_said) if word)
    return Recording(tracks.times_s, places, tall * metres, fixed, said)


def _frozen(times: Array, places: Mapping[str, Array], longest_s: float, where: str) -> tuple[NDArray[np.bool_], str]:
    """The frames that repeat the one before for longer than a gap may be: the tool had stopped, not the person."""
    if len(times) < 2:
        return np.zeros(len(times), bool), ""
    same, seen = np.ones(len(times), bool), np.zeros(len(times), bool)
    same[0] = False
    for place in places.values():
        known = np.nan_to_num(place)
        same[1:] &= (known[1:] == known[:-1]).all(axis=1)
        seen |= np.isfinite(place).all(axis=1)
    same &= seen
    if same[1:].all():
        problem = f"the places are the same in all {len(times)} frames: nobody stands so still"
        raise InputError(where=where, problem=problem, remedy="export the tracks anew, or give a single frame")
    starts = np.flatnonzero(~same)
    long = [
        slice(a + 1, b)
        for a, b in zip(starts, [*starts[1:], len(same)], strict=True)
        if times[b - 1] - times[a] > longest_s
    ]
    frozen = np.zeros(len(times), bool)
    for part in long:
        frozen[part] = True
    return frozen, f"frames that repeat the one before, taken as not seen: {int(frozen.sum())}" if long else ""


def _on_the_feet(places: Mapping[str, Array]) -> tuple[Mapping[str, Array], str]:
    """Places told from the hips as places told from the feet, which stand; the same where feet are missing."""
    if not {"left_ankle", "right_ankle"} <= set(places):
        return places, "places are told from the hips: how fast the person rises is not known, and left out"
    feet = middle(places, "ankle")
    word = "places are told from the hips: the feet are taken to stand still, which a step makes wrong"
    return {name: place - feet for name, place in places.items()}, word


def _names_said(unknown: tuple[str, ...]) -> str:
    if not unknown:
        return ""
    more = f" and {len(unknown) - NAMED} more" if len(unknown) > NAMED else ""
    return f"names that are not known and not used: {', '.join(map(fit, unknown[:NAMED]))}{more}"


def _other_side(name: str) -> str:
    if name.startswith("left_"):
        return "right_" + name.removeprefix("left_")
    return "left_" + name.removeprefix("right_") if name.startswith("right_") else name
